"""Each guard fails the test that deserves it, and no other."""

import os
from pathlib import Path

import pytest

pytestmark = pytest.mark.long

_ROOT = Path(__file__).parent.parent
_CONFTEST = """
import os
os.environ["QT_QPA_PLATFORM"] = "offscreen"
pytest_plugins = ["tests.support.plugins.guards"]

import pytest

@pytest.fixture
def anyio_backend():
    return "asyncio"
"""


class _Run:
    def __init__(self, pytester: pytest.Pytester) -> None:
        self._pytester = pytester

    def __call__(self, code: str) -> pytest.RunResult:
        self._pytester.makeconftest(_CONFTEST)
        self._pytester.makepyfile(code)
        return self._pytester.runpytest_subprocess("-q", "-p", "no:cacheprovider")


@pytest.fixture
def run(pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> _Run:
    paths = [str(_ROOT), os.environ.get("PYTHONPATH", "")]
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join(path for path in paths if path))
    return _Run(pytester)


def _failed_with(result: pytest.RunResult, text: str) -> None:
    result.assert_outcomes(passed=1, errors=1)
    result.stdout.fnmatch_lines([f"*{text}*"])


def test_a_leaked_task_fails(run: _Run) -> None:
    result = run(
        """
        import asyncio, pytest

        @pytest.mark.anyio
        async def test_leak():
            loop = asyncio.get_running_loop()
            loop.leaked = loop.create_task(asyncio.sleep(60), name="forgotten")
        """
    )
    _failed_with(result, "forgotten: <coroutine object sleep")


def test_tasks_of_fixtures_that_end_them_pass(run: _Run) -> None:
    result = run(
        """
        import asyncio, pytest
        pytestmark = pytest.mark.anyio

        @pytest.fixture
        async def server():
            task = asyncio.create_task(asyncio.sleep(60))
            yield task
            task.cancel()

        async def test_fine(server):
            assert not server.done()

        class TestInClass:
            async def test_fine(self, server):
                assert not server.done()
        """
    )
    result.assert_outcomes(passed=2)


def test_a_task_error_that_nobody_took_fails(run: _Run) -> None:
    result = run(
        """
        import asyncio, pytest

        async def broken():
            raise ValueError("lost")

        @pytest.mark.anyio
        async def test_lost():
            asyncio.create_task(broken())
            await asyncio.sleep(0)
        """
    )
    assert result.ret != 0
    result.stdout.fnmatch_lines(["*ValueError*lost*"])


def test_a_leaked_thread_fails(run: _Run) -> None:
    result = run(
        """
        import threading

        gate = threading.Event()

        def test_leak():
            threading.Thread(target=gate.wait, args=(60,), name="forgotten", daemon=True).start()
        """
    )
    _failed_with(result, "left 1 thread(s) running: forgotten")


@pytest.mark.parametrize(
    "start",
    ["timer.start(60_000)", "QTimer.singleShot(60_000, lambda: None)"],
    ids=["start", "singleShot"],
)
def test_a_running_timer_fails(run: _Run, start: str) -> None:
    result = run(
        f"""
        from PySide6.QtCore import QTimer
        kept = []

        def test_leak(qapp):
            timer = QTimer()
            kept.append(timer)
            {start}
        """
    )
    _failed_with(result, "left QTimer(s) running")


def test_a_stopped_or_dead_timer_passes(run: _Run) -> None:
    result = run(
        """
        from PySide6.QtCore import QObject, QTimer

        def test_fine(qapp):
            timer = QTimer()
            timer.start(60_000)
            timer.stop()

            class Owner(QObject):
                def act(self): ...

            owner = Owner()
            QTimer.singleShot(60_000, owner.act)
            QTimer.singleShot(0, lambda: None)
        """
    )
    result.assert_outcomes(passed=1)


def test_a_top_level_widget_fails_once(run: _Run) -> None:
    result = run(
        """
        from PySide6.QtWidgets import QWidget
        kept = []

        def test_leak(qapp):
            widget = QWidget(objectName="forgotten")
            kept.append(widget)
            widget.show()

        def test_next(qapp):
            assert qapp.topLevelWidgets() == []
        """
    )
    result.assert_outcomes(passed=2, errors=1)
    result.stdout.fnmatch_lines(["*left 1 top-level widget(s): QWidget 'forgotten'*"])


def test_a_widget_that_qtbot_closes_passes(run: _Run) -> None:
    result = run(
        """
        from PySide6.QtWidgets import QComboBox, QDialog, QWidget

        def test_fine(qtbot):
            widget = QWidget()
            qtbot.addWidget(widget)
            QDialog(widget).open()
            QComboBox(widget).showPopup()
        """
    )
    result.assert_outcomes(passed=1)


def test_an_unexpected_log_record_fails(run: _Run) -> None:
    result = run(
        """
        import logging

        def test_noise():
            logging.getLogger("smsbook").warning("the %s", "surprise")
        """
    )
    _failed_with(result, "WARNING smsbook: the surprise")


def test_an_expected_log_record_passes_and_a_missing_one_fails(run: _Run) -> None:
    result = run(
        """
        import logging

        def test_said(expect_log):
            expect_log("surprise$")
            logging.getLogger("smsbook").warning("the surprise")
            logging.getLogger("smsbook").info("not counted")

        def test_unsaid(expect_log):
            expect_log("never")
        """
    )
    result.assert_outcomes(passed=2, errors=1)
    result.stdout.fnmatch_lines(["*expected log record never came: ?'never'?*"])


def test_an_unexpected_qt_warning_fails(run: _Run) -> None:
    result = run(
        """
        from PySide6.QtCore import qWarning

        def test_noise():
            qWarning("odd geometry")

        def test_said(expect_qt):
            expect_qt("geometry")
            qWarning("odd geometry")
        """
    )
    result.assert_outcomes(passed=2, errors=1)
    result.stdout.fnmatch_lines(["*unexpected Qt warning*", "*odd geometry*"])


def test_a_model_that_breaks_what_views_rely_on_fails(run: _Run) -> None:
    result = run(
        """
        import pytest
        from PySide6.QtCore import QModelIndex, QStringListModel
        from tests.support.models import watch

        class Names(QStringListModel):
            def __init__(self):
                super().__init__(["Anna", "Bruno"])
                self.more = 0

            def rowCount(self, parent=QModelIndex()):
                return super().rowCount(parent) + self.more

        @pytest.fixture(autouse=True)
        def watched(monkeypatch):
            watch(Names, monkeypatch)

        def test_sound():
            Names().setStringList(["Clara"])

        def test_a_row_that_is_not_there():
            names = Names()
            names.more = 1
            names.setStringList(["Clara"])
        """
    )
    result.assert_outcomes(passed=2, errors=1)
    result.stdout.fnmatch_lines(["*unexpected Qt warning*", "*FAIL!*"])


@pytest.mark.parametrize(
    "attempt",
    [
        'socket.create_connection(("192.0.2.1", 80), timeout=1)',
        'socket.socket().connect_ex(("192.0.2.1", 80))',
        'socket.getaddrinfo("example.com", 443)',
        'socket.socket(type=socket.SOCK_DGRAM).sendto(b"x", ("192.0.2.1", 9))',
        'asyncio.run(asyncio.open_connection("192.0.2.1", 80))',
        'asyncio.run(asyncio.open_connection("example.com", 80))',
    ],
)
def test_leaving_this_computer_fails_even_when_caught(run: _Run, attempt: str) -> None:
    result = run(
        f"""
        import asyncio, contextlib, gc, socket, warnings

        def test_call_home():
            with contextlib.suppress(OSError), warnings.catch_warnings(action="ignore"):
                {attempt}
        """
    )
    _failed_with(result, "tried to leave this computer")


def test_loopback_and_names_that_cannot_exist_pass(run: _Run) -> None:
    result = run(
        """
        import socket, pytest

        def test_fine():
            with socket.create_server(("127.0.0.1", 0)) as server:
                for host in ("127.0.0.1", "localhost"):
                    with socket.create_connection((host, server.getsockname()[1])):
                        pass
            with pytest.raises(socket.gaierror):
                socket.getaddrinfo("nowhere.invalid", 443)
        """
    )
    result.assert_outcomes(passed=1)


def test_guards_keep_quiet_about_a_test_that_failed_already(run: _Run) -> None:
    result = run(
        """
        import logging
        from PySide6.QtWidgets import QWidget
        kept = []

        def test_fails(qapp):
            kept.append(QWidget())
            logging.warning("noise")
            assert False
        """
    )
    result.assert_outcomes(failed=1)
