"""A bug is logged, shown once, and life goes on."""

import asyncio
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QMessageBox

from smsbook_gui.app.crash import CrashHandler, show_problem
from smsbook_gui.app.logs import MaskingFormatter
from tests.support.plugins.guards import Expected
from tests.support.qt import until

pytestmark = [pytest.mark.anyio, pytest.mark.qt_no_exception_capture]


@pytest.fixture
def shown() -> list[str]:
    return []


@pytest.fixture
def crash(tmp_path: Path, qapp: QApplication, shown: list[str]) -> Iterator[CrashHandler]:
    handler = CrashHandler(tmp_path, shown.append)
    handler.install()
    yield handler
    handler.close()


async def test_the_first_is_shown_and_all_are_logged(
    crash: CrashHandler, shown: list[str], expect_log: Expected
) -> None:
    expect_log("unexpected")
    for _ in range(3):
        crash.report(ValueError("a person's words"))
    await until(lambda: shown)
    assert crash.count == 3
    assert shown == ["ValueError"]


async def test_a_lost_exception_of_a_task_arrives(
    crash: CrashHandler, shown: list[str], expect_log: Expected
) -> None:
    expect_log("Task exception was never retrieved")
    loop = asyncio.get_running_loop()
    crash.watch(loop)

    async def fail() -> None:
        raise RuntimeError("lost")

    task = loop.create_task(fail())
    await asyncio.wait({task})
    del task
    assert "RuntimeError: lost" in (await until(lambda: shown))[0]


async def test_an_exception_of_a_callback_arrives(
    crash: CrashHandler, shown: list[str], expect_log: Expected
) -> None:
    expect_log("unexpected: Exception in callback")
    loop = asyncio.get_running_loop()
    crash.watch(loop)
    loop.call_soon([].pop)
    assert "IndexError" in (await until(lambda: shown))[0]


async def test_what_a_callback_was_called_with_is_not_logged(
    crash: CrashHandler,
    shown: list[str],
    expect_log: Expected,
    caplog: pytest.LogCaptureFixture,
) -> None:
    expect_log("unexpected: Exception in callback")
    loop = asyncio.get_running_loop()
    crash.watch(loop)
    nobody: dict[str, str] = {}
    loop.call_soon(nobody.__getitem__, "Zoë Müller")
    await until(lambda: shown)
    [record] = [each for each in caplog.records if "unexpected" in each.getMessage()]
    assert "Zoë" not in MaskingFormatter().format(record)
    assert "Zoë" not in shown[0]


async def test_an_exception_of_a_thread_arrives(
    crash: CrashHandler, shown: list[str], expect_log: Expected
) -> None:
    expect_log("uncaught in a thread")
    thread = threading.Thread(target=[].pop)
    thread.start()
    thread.join()
    assert "IndexError" in (await until(lambda: shown))[0]


async def test_the_dialog_is_plain_and_does_not_block() -> None:
    box = show_problem("KeyError")
    assert box.isVisible()
    assert "problem" in box.text()
    assert "safe" in box.informativeText()
    assert box.detailedText() == "KeyError"
    box.button(QMessageBox.StandardButton.Ok).click()


def test_a_native_fault_leaves_its_place_for_the_next_start(
    tmp_path: Path, qapp: QApplication, expect_log: Expected
) -> None:
    code = (
        "import faulthandler, pathlib, sys\n"
        "from PySide6.QtWidgets import QApplication\n"
        "from smsbook_gui.app.crash import CrashHandler\n"
        "app = QApplication([])\n"
        "handler = CrashHandler(pathlib.Path(sys.argv[1]))\n"
        "handler.install()\n"
        "faulthandler._sigsegv()\n"
    )
    root = Path(__file__).parent.parent.parent
    done = subprocess.run(
        [sys.executable, "-c", code, str(tmp_path)], cwd=root, capture_output=True, check=False
    )
    assert done.returncode != 0
    expect_log("last run ended in a fault")
    handler = CrashHandler(tmp_path)
    handler.install()
    handler.close()
    assert handler.crashed_before
    assert "egmentation" in (tmp_path / "crash-before.txt").read_text()
    again = CrashHandler(tmp_path)
    again.close()
    assert not again.crashed_before
