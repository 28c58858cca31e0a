"""The real program around a stand-in for the wired application: run as a script by the tests.

Says what happens to it as words on standard output, one a line. How it behaves comes from the
environment: STUB_ASK (answers to the closing question, "no,yes"), STUB_START (an error to raise),
STUB_CLOSE ("hang").
"""

import asyncio
import os
import sys
import types
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QMainWindow

from smsbook_gui.app.main import main
from smsbook_gui.app.options import Options
from smsbook_gui.domain.errors import StoreTooNew


def say(word: str) -> None:
    sys.stdout.write(word + "\n")
    sys.stdout.flush()


class Application:
    """As smsbook_gui.app.wiring.Application, in as far as the program around it uses it."""

    def __init__(
        self,
        options: Options,
        loop: asyncio.AbstractEventLoop,
        **more: object,
    ) -> None:
        self.main_window: QMainWindow | None = None
        self._answers = os.environ.get("STUB_ASK", "yes").split(",")

    async def start(self) -> None:
        match os.environ.get("STUB_START", ""):
            case "too-new":
                raise StoreTooNew
            case "bug":
                raise ValueError("secret of a person")
            case "hang":
                say("starting")
                await asyncio.get_running_loop().create_future()
        self.main_window = QMainWindow()
        self.main_window.setWindowTitle("SMS Book")
        self.main_window.show()
        if os.environ.get("STUB_CLOSE_WINDOW"):
            for number in range(len(self._answers)):
                QTimer.singleShot(50 + 50 * number, self.main_window.close)
        if os.environ.get("STUB_QUIT"):
            QTimer.singleShot(0, self.main_window, _quit)
        if os.environ.get("STUB_BUG_LATER"):
            QTimer.singleShot(0, self.main_window, _fail)
        say("started")

    async def ask_to_close(self) -> bool:
        answer = self._answers.pop(0)
        say(f"asked:{answer}")
        if answer == "wait":
            await asyncio.get_running_loop().create_future()
        return answer == "yes"

    async def close(self) -> None:
        if os.environ.get("STUB_CLOSE") == "hang":
            await asyncio.to_thread(sys.stdin.read)
        say(f"closed:visible={self.main_window is not None and self.main_window.isVisible()}")

    def raise_window(self) -> None:
        say("raised")

    def open_import(self, path: Path) -> None:
        say(f"import:{path}")

    def save_draft_now(self) -> None:
        say("draft")


def _quit() -> None:
    from PySide6.QtWidgets import QApplication

    QApplication.quit()


def _fail() -> None:
    raise KeyError("+61 400 000 000")


if __name__ == "__main__":
    wiring = types.ModuleType("smsbook_gui.app.wiring")
    wiring.Application = Application  # type: ignore[attr-defined]
    notice = types.ModuleType("smsbook_gui.app.update_notice")  # which brings the main window along
    notice.packaged_source = lambda: None  # type: ignore[attr-defined]
    sys.modules |= {module.__name__: module for module in (wiring, notice)}
    sys.exit(main())
