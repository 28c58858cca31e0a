"""The command: draws the contact sheet, and approves what changed."""

import argparse
import os
import shutil
import sys
from pathlib import Path

os.environ["QT_QPA_PLATFORM"] = "offscreen"
os.environ["QT_QPA_PLATFORMTHEME"] = ""

from PySide6.QtCore import QMessageLogContext, QtMsgType, qInstallMessageHandler
from PySide6.QtWidgets import QApplication

from smsbook_gui.app.loop import make_loop
from smsbook_gui.app.platform.memory import Collector
from smsbook_gui.viewmodels.common.text import speak
from tests.pictures.approved import approve
from tests.pictures.drawing import draw
from tests.pictures.sheet import Sheet
from tests.pictures.variants import APPROVED, EVERYTHING

_BUILD = Path(__file__).parents[2] / "build" / "pictures"


async def _draw_sheet(word: str) -> None:
    shutil.rmtree(_BUILD, ignore_errors=True)
    sheet = Sheet(_BUILD)
    print(f"Drawing onto {_BUILD}: minutes for all", flush=True)  # noqa: T201
    async for picture in draw(EVERYTHING, word):
        sheet.add(picture)
    print(sheet.write())  # noqa: T201  (it is a command)


async def _approve(word: str) -> None:
    changed = await approve(draw(APPROVED, word), whole=not word)
    print("\n".join(changed) or "All pictures are as approved.")  # noqa: T201


def _tell(_kind: QtMsgType, _where: QMessageLogContext, text: str) -> None:
    """The platform without a screen says of much that it has no window manager for it."""
    if not text.startswith("This plugin does not support"):
        print(text, file=sys.stderr)  # noqa: T201


def main() -> int:
    """0, once all is written."""
    parser = argparse.ArgumentParser(prog="tests.pictures", description=__doc__)
    parser.add_argument("word", nargs="?", default="", help="part of the names of scenes")
    parser.add_argument("--approve", action="store_true", help="take what changed as meant")
    given = parser.parse_args()
    qInstallMessageHandler(_tell)
    app = QApplication([])
    Collector(app)
    app.setQuitOnLastWindowClosed(False)
    speak(app)
    loop = make_loop(app)
    loop.run_until_complete((_approve if given.approve else _draw_sheet)(given.word))
    loop.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
