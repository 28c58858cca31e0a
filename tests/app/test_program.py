"""The program as a process: command line, display, second start, signals, bugs."""

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from smsbook_gui import __version__
from tests.support.patience import PATIENCE

_ROOT = Path(__file__).parent.parent.parent
_STUB = Path(__file__).parent / "stub_program.py"

needs_signals = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such signals")
linux_only = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="displays of Linux")


def _environment(**more: str) -> dict[str, str]:
    environment = {**os.environ, "PYTHONPATH": str(_ROOT), **more}
    return {name: value for name, value in environment.items() if value}


def _run(*arguments: str, **more: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "smsbook_gui", *arguments],
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        env=_environment(**more),
        check=False,
    )


class Program:
    """A running program around the stand-in."""

    def __init__(self, data_dir: Path, *arguments: str, **environment: str) -> None:
        self.data_dir = data_dir
        self.process = subprocess.Popen(
            [sys.executable, str(_STUB), "--data-dir", str(data_dir), *arguments],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            env=_environment(**environment),
        )

    def word(self) -> str:
        """The next word that it says; "" at its end."""
        assert self.process.stdout is not None
        return self.process.stdout.readline().rstrip("\n")

    def end(self) -> tuple[int, list[str], str]:
        """Wait for its end: exit code, the words not read yet, standard error."""
        out, err = self.process.communicate(timeout=PATIENCE)
        return self.process.returncode, out.split("\n")[:-1], err

    @property
    def log(self) -> str:
        return (self.data_dir / "logs" / "smsbook.log").read_text(encoding="utf-8")


Start = Callable[..., Program]


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Start]:
    running: list[Program] = []

    def start_one(*arguments: str, **environment: str) -> Program:
        running.append(Program(tmp_path / "data", *arguments, **environment))
        return running[-1]

    yield start_one
    for program in running:
        if program.process.poll() is None:
            program.process.kill()
        program.process.communicate(timeout=PATIENCE)


# --- command line ------------------------------------------------------------------------------


def test_version_is_one_line() -> None:
    done = _run("--version")
    assert (done.returncode, done.stdout, done.stderr) == (0, f"SMS Book {__version__}\n", "")


def test_help_names_every_option() -> None:
    done = _run("--help")
    assert done.returncode == 0
    for option in (
        "--practice",
        "--data-dir DIR",
        "--self-check",
        "--keyring",
        "--screenshot FILE",
        "--import FILE",
        "--version",
        "--help",
    ):
        assert option in done.stdout


def test_help_and_version_load_neither_qt_nor_anything_slow() -> None:
    code = (
        "import sys\n"
        "from smsbook_gui.app.main import main\n"
        "try: main(['--version'])\n"
        "except SystemExit: pass\n"
        "slow = {'PySide6', 'httpx', 'keyring', 'phonenumbers', 'starlette', 'sqlite3'}\n"
        "sys.exit(str(slow & set(sys.modules)) if slow & set(sys.modules) else 0)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], env=_environment(), timeout=PATIENCE, check=False
    )
    assert done.returncode == 0


@pytest.mark.parametrize(
    "arguments", [["--pratice"], ["--screenshot", "x.png"], ["--keyring"], ["file.csv"]]
)
def test_what_cannot_be_understood_is_2(arguments: list[str]) -> None:
    done = _run(*arguments)
    assert done.returncode == 2
    assert "usage: smsbook" in done.stderr


@linux_only
@pytest.mark.parametrize("display", ["", ":4294", "nowhere"])
def test_without_a_display_one_line_says_so(tmp_path: Path, display: str) -> None:
    done = _run(
        "--data-dir",
        str(tmp_path / "data"),
        DISPLAY=display,
        WAYLAND_DISPLAY=display and "wayland-none",
        QT_QPA_PLATFORM="",
    )
    assert done.returncode == 2
    assert done.stdout == ""
    assert done.stderr.count("\n") == 1
    assert "needs a display" in done.stderr
    assert "--self-check" in done.stderr
    assert not (tmp_path / "data").exists()


# --- a whole life ------------------------------------------------------------------------------


def test_closing_the_window_asks_then_closes_and_only_then_it_goes(start: Start) -> None:
    program = start(STUB_CLOSE_WINDOW="1")
    assert program.end()[:2] == (0, ["started", "asked:yes", "closed:visible=True"])
    assert "SMS Book ends with 0" in program.log


def test_a_no_keeps_it_open_until_the_next_request(start: Start) -> None:
    program = start(STUB_CLOSE_WINDOW="1", STUB_ASK="no,yes")
    assert program.end()[1] == ["started", "asked:no", "asked:yes", "closed:visible=True"]


def test_quit_asks_too(start: Start) -> None:
    program = start(STUB_QUIT="1")
    assert program.end()[:2] == (0, ["started", "asked:yes", "closed:visible=True"])


@needs_signals
@pytest.mark.parametrize("name", ["SIGTERM", "SIGINT", "SIGHUP"])
def test_a_signal_keeps_the_draft_and_closes_without_a_question(start: Start, name: str) -> None:
    program = start()
    assert program.word() == "started"
    program.process.send_signal(signal.Signals[name])
    assert program.end()[:2] == (0, ["draft", "closed:visible=True"])
    assert f"closing: {name}" in program.log


@needs_signals
def test_a_signal_ends_a_question_that_stands(start: Start) -> None:
    program = start(STUB_CLOSE_WINDOW="1", STUB_ASK="wait")
    assert [program.word(), program.word()] == ["started", "asked:wait"]
    program.process.send_signal(signal.SIGTERM)
    assert program.end()[:2] == (0, ["draft", "closed:visible=True"])


@needs_signals
def test_a_signal_ends_a_start_that_hangs(start: Start) -> None:
    program = start(STUB_START="hang")
    assert program.word() == "starting"
    program.process.send_signal(signal.SIGTERM)
    assert program.end()[0] == 0


@needs_signals
def test_a_second_signal_does_not_wait(start: Start) -> None:
    program = start(STUB_CLOSE="hang")
    assert program.word() == "started"
    program.process.send_signal(signal.SIGTERM)
    assert program.word() == "draft"
    program.process.send_signal(signal.SIGTERM)
    assert program.end()[0] == -signal.SIGTERM


# --- the second start --------------------------------------------------------------------------


def test_a_second_start_raises_the_window_and_ends(start: Start) -> None:
    first = start()
    assert first.word() == "started"
    assert start().end() == (0, [], "")
    assert first.word() == "raised"


def test_a_second_start_hands_over_its_file(start: Start, tmp_path: Path) -> None:
    first = start()
    assert first.word() == "started"
    file = tmp_path / "Kontakte für “Müller”.csv"
    assert start("--import", str(file)).end()[0] == 0
    assert [first.word(), first.word()] == ["raised", f"import:{file}"]


def test_a_first_start_opens_its_own_file(start: Start, tmp_path: Path) -> None:
    program = start("--import", str(tmp_path / "a.csv"))
    assert [program.word(), program.word()] == ["started", f"import:{tmp_path / 'a.csv'}"]


def test_another_data_folder_is_another_program(tmp_path: Path, start: Start) -> None:
    first = start()
    assert first.word() == "started"
    other = Program(tmp_path / "other", STUB_QUIT="1")
    assert other.end()[1][0] == "started"


def test_a_lock_that_a_crash_left_does_not_stand_in_the_way(start: Start) -> None:
    first = start()
    assert first.word() == "started"
    first.process.kill()
    first.process.wait(PATIENCE)
    assert (first.data_dir / "app.lock").exists()
    second = start()
    assert second.word() == "started"
    assert start().end()[0] == 0
    assert second.word() == "raised"


@pytest.mark.skipif(sys.platform == "win32", reason="permissions of POSIX")
def test_the_data_folder_and_socket_are_private(start: Start) -> None:
    program = start()
    assert program.word() == "started"
    for path in (program.data_dir, program.data_dir / "logs", program.data_dir / "app.socket"):
        assert path.stat().st_mode & 0o077 == 0, path


# --- trouble -----------------------------------------------------------------------------------


def test_a_problem_at_the_start_is_said_in_plain_words(start: Start) -> None:
    program = start(STUB_START="too-new")
    code, words, err = program.end()
    assert code == 1
    assert words[-1] == "closed:visible=False"
    assert "newer version of SMS Book" in err
    assert "Traceback" not in err


def test_a_bug_at_the_start_is_logged_without_its_words(start: Start) -> None:
    program = start(STUB_START="bug")
    code, _, err = program.end()
    assert code == 1
    assert "could not start" in err
    assert "ValueError" in program.log
    assert "secret of a person" not in program.log + err


@needs_signals
def test_a_bug_in_a_slot_is_logged_and_the_program_goes_on(start: Start) -> None:
    program = start(STUB_BUG_LATER="1")
    assert program.word() == "started"
    assert start().end()[0] == 0  # it answers
    assert program.word() == "raised"
    program.process.send_signal(signal.SIGTERM)
    assert program.end()[0] == 0
    assert "stub_program.py" in program.log
    assert "KeyError" in program.log
    assert "61 400" not in program.log


def test_a_folder_that_cannot_be_made_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    program = Program(tmp_path / "file" / "data")
    code, _, err = program.end()
    assert code == 1
    assert "There is a file with the name “file” where SMS Book needs a folder." in err
