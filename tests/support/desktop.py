"""A real desktop session for the tests marked `desktop`, and hands and eyes in it. Linux only.

The session has its own X server, window manager, D-Bus, accessibility bus and Secret Service, and a
home folder of its own: nothing of the person's who runs the tests is touched. The app runs in it as
its users run it, and is seen and handled as by assistive technology.
"""

import contextlib
import json
import os
import platform
import select
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import IO, Any, TypeVar

import pytest

from tests.support.patience import PATIENCE

_T = TypeVar("_T")

_ROOT = Path(__file__).parent.parent.parent
_DRIVER = Path(__file__).parent / "atspi_driver.py"
_SYSTEM_PYTHON = "/usr/bin/python3"
_BUS_LAUNCHER = "/usr/libexec/at-spi-bus-launcher"
_BETWEEN_MOVE_AND_CLICK = 0.3  # seconds; X clients miss a click that comes sooner
KEYRING_PASSWORD = "correct horse"


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Where there is no X server to start, the tests marked `desktop` do not exist."""
    if platform.system() == "Linux":
        return
    gone = [item for item in items if item.get_closest_marker("desktop")]
    if gone:
        config.hook.pytest_deselected(items=gone)
        items[:] = [item for item in items if item not in gone]


class NotFound(AssertionError):
    """The screen does not show it."""


class Element:
    """Something that the accessibility bus knows: a field, a button, a row."""

    def __init__(self, driver: "Driver", number: int) -> None:
        self._driver = driver
        self.number = number

    def _do(self, command: str, **more: Any) -> Any:
        return self._driver.do(command, element=self.number, **more)

    @property
    def info(self) -> dict[str, Any]:
        """role, name, description, states, text, value, box (x, y, width, height), children."""
        found: dict[str, Any] = self._do("info")
        return found

    @property
    def name(self) -> str:
        return str(self.info["name"])

    @property
    def text(self) -> str:
        """What stands in a field; a label's or item's name where it has no text."""
        info = self.info
        return str(info["name"] if info["text"] is None else info["text"])

    @property
    def states(self) -> set[str]:
        """Such as "enabled", "focused", "checked", "showing", "selected"."""
        return set(self.info["states"])

    def children(self, first: int = 0, count: int = 400) -> list["Element"]:
        found = self._do("children", first=first, count=count)
        return [Element(self._driver, number) for number in found]

    def all(self, role: str | None = None, name: str | None = None, **more: Any) -> list["Element"]:
        """Everything below with that role and name, now. `prefix=True`: the name begins so."""
        found = self._driver.do("find", under=self.number, role=role, name=name, all=True, **more)
        return [Element(self._driver, number) for number in found]

    def find(
        self,
        role: str | None = None,
        name: str | None = None,
        *,
        timeout: float = PATIENCE,
        **more: Any,
    ) -> "Element":
        """The first one below, as soon as it shows. Raises NotFound after `timeout` seconds."""

        def look() -> list[int]:
            found: list[int] = self._driver.do(
                "find", under=self.number, role=role, name=name, **more
            )
            return found

        try:
            return Element(self._driver, self._driver.until(look, timeout)[0])
        except NotFound:
            raise NotFound(f"no {role} {name!r} in:\n{self.tree()}") from None

    def unnamed(self) -> list[str]:
        """The roles of what can have the keyboard below and has no name."""
        return list(self._driver.do("unnamed", under=self.number))

    def gone(self, role: str | None = None, name: str | None = None, **more: Any) -> None:
        """Wait until there is none below that shows."""
        self._driver.until(lambda: not self.all(role, name, **more))

    @property
    def focused(self) -> "Element | None":
        """The widget that has the keyboard below, if one has."""
        found = self._driver.do("focused", under=self.number)
        return Element(self._driver, found[0]) if found else None

    def tree(self) -> str:
        """Roles and names below, to look at while writing a test."""
        return str(self._driver.do("tree", under=self.number))

    def press(self, action: str | None = None) -> None:
        """Press a button, toggle a box, open a menu."""
        self._do("press", action=action)

    def set_text(self, text: str) -> None:
        """Put text into a field as dictation does: no key events."""
        self._do("set_text", text=text)

    def focus(self) -> None:
        self._do("focus")

    def wait_text(self, wanted: str | Callable[[str], bool], timeout: float = PATIENCE) -> str:
        """Wait until its text is `wanted` (or satisfies it), and return it."""
        seen = ""

        def right() -> bool:
            nonlocal seen
            seen = self.text
            return seen == wanted if isinstance(wanted, str) else wanted(seen)

        try:
            self._driver.until(right, timeout)
        except NotFound:
            raise NotFound(f"the text stayed {seen!r}, not {wanted!r}") from None
        return seen

    # tables and lists

    @property
    def size(self) -> tuple[int, int]:
        """Rows and columns of a table."""
        rows, columns = self._do("table_size")
        return rows, columns

    def headers(self) -> list[str]:
        return list(self._do("headers"))

    def rows(self, first: int = 0, count: int = 50) -> list[list[str]]:
        """The texts of a table's cells, row by row."""
        return list(self._do("rows", first=first, count=count))

    def cell(self, row: int, column: int) -> "Element":
        return Element(self._driver, self._do("cell", row=row, column=column))

    def select_row(self, row: int, *, add: bool = False) -> None:
        self._do("select_row", row=row, add=add)

    def selected_rows(self) -> list[int]:
        return list(self._do("selected_rows"))

    def choose(self, name: str, **more: Any) -> None:
        """Open a combo box and click the item of that name."""
        self.press()
        self.find("list item", name, **more).click()

    def select_child(self, index: int) -> None:
        """Select an item of a list or a combo box's list."""
        self._do("select_child", index=index)

    def click(self, *, button: int = 1, keys: Sequence[str] = (), double: bool = False) -> None:
        """Click into its middle with the mouse, with modifier keys ("ctrl", "shift") held."""
        x, y, width, height = self.info["box"]
        self._driver.click(x + width // 2, y + height // 2, button, keys, double)


class Driver:
    """The child process that speaks AT-SPI, and the mouse and keyboard."""

    def __init__(self, environment: Mapping[str, str], errors: IO[str]) -> None:
        self._environment = dict(environment)
        self._errors = errors
        self._process = subprocess.Popen(
            [_SYSTEM_PYTHON, str(_DRIVER)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=errors,
            text=True,
            env=self._environment,
        )

    def do(self, command: str, **arguments: Any) -> Any:
        """One command and its answer. Raises NotFound if the element is gone or cannot do it."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(json.dumps({"do": command, **arguments}) + "\n")
        self._process.stdin.flush()
        ready, _, _ = select.select([self._process.stdout], [], [], PATIENCE)
        line = self._process.stdout.readline() if ready else ""
        if not line:
            raise RuntimeError(f"the accessibility driver does not answer {command}")
        answer = json.loads(line)
        if "error" in answer:
            raise NotFound(f"{command}: {answer['error']}")
        return answer["is"]

    def until(self, condition: Callable[[], _T], timeout: float = PATIENCE) -> _T:
        """Ask again at whatever happens on the screen until the answer is truthy; return it.

        An element that goes away meanwhile counts as no. Raises NotFound after `timeout` seconds.
        """
        deadline = time.monotonic() + timeout
        while True:
            problem = ""
            try:
                if value := condition():
                    return value
            except NotFound as error:
                problem = str(error)
            if time.monotonic() > deadline:
                raise NotFound(f"not so after {timeout:g} s {problem}")
            self.do("wait", seconds=0.2)

    def click(self, x: int, y: int, button: int, keys: Sequence[str], double: bool) -> None:
        self.xdotool("mousemove", str(x), str(y))
        self.do("wait", seconds=_BETWEEN_MOVE_AND_CLICK)
        for key in keys:
            self.xdotool("keydown", key)
        self.xdotool("click", *(["--repeat", "2", "--delay", "60"] if double else []), str(button))
        for key in keys:
            self.xdotool("keyup", key)

    def keys(self, *keys: str) -> None:
        """Press keys by X's names: "ctrl+s", "Tab", "Return", "Down"."""
        for key in keys:
            self.xdotool("key", "--clearmodifiers", key)

    def type(self, text: str) -> None:
        """Type text into whatever has the focus."""
        self.xdotool("type", "--delay", "20", "--clearmodifiers", text)

    def xdotool(self, *arguments: str) -> str:
        done = subprocess.run(
            ["xdotool", *arguments],
            env=self._environment,
            capture_output=True,
            text=True,
            timeout=PATIENCE,
            check=True,
        )
        return done.stdout

    def close(self) -> None:
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.close()
        _end(self._process)
        self._process.stdout.close()


class App:
    """The real program in the session. `root` is its element on the accessibility bus."""

    def __init__(
        self, desktop: "Desktop", command: Sequence[str], environment: Mapping[str, str], log: Path
    ) -> None:
        self._desktop = desktop
        self.log = log
        with log.open("w", encoding="utf-8") as output:
            self.process = subprocess.Popen(
                command,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                env=dict(environment),
                cwd=_ROOT,
            )

    @property
    def output(self) -> str:
        """What it wrote on standard output and error."""
        return self.log.read_text(encoding="utf-8")

    @property
    def root(self) -> Element:
        """Waits until the program is on the accessibility bus."""
        driver = self._desktop.driver

        def look() -> int | None:
            if self.process.poll() is not None:
                raise RuntimeError(f"it ended with {self.process.returncode}: {self.output}")
            found: int | None = driver.do("application", pid=self.process.pid)
            return found

        return Element(driver, driver.until(look, PATIENCE) or 0)

    def window(self, title: str, *, timeout: float = PATIENCE) -> Element:
        """The window or dialog whose title begins so, once it shows."""
        root = self.root
        driver = self._desktop.driver

        def look() -> Element | None:
            for child in root.children():
                info = child.info
                if str(info["name"]).startswith(title) and "showing" in info["states"]:
                    return child
            return None

        try:
            return driver.until(look, timeout) or root
        except NotFound:
            raise NotFound(f"no window {title!r}:\n{root.tree()}\n{self.output}") from None

    def end(self, number: int = signal.SIGTERM, timeout: float = PATIENCE) -> int:
        """Send it a signal (none if it ended already) and return its exit code."""
        if self.process.poll() is None:
            self.process.send_signal(number)
        return self.process.wait(timeout)

    def wait(self, timeout: float = PATIENCE) -> int:
        """Wait until it ends by itself."""
        return self.process.wait(timeout)


class Desktop:
    """The running session. `environment` is for processes that live in it."""

    def __init__(self, folder: Path, environment: Mapping[str, str], driver: Driver) -> None:
        self.folder = folder
        self.environment = dict(environment)
        self.driver = driver
        self._apps: list[App] = []

    def start(self, *arguments: str, **environment: str) -> App:
        """Start SMS Book with these command-line arguments."""
        return self.run([sys.executable, "-m", "smsbook_gui", *arguments], **environment)

    def run(self, command: Sequence[str], **environment: str) -> App:
        """Start any program in the session."""
        log = self.folder / f"app-{len(self._apps)}.log"
        self._apps.append(App(self, command, {**self.environment, **environment}, log))
        return self._apps[-1]

    def until(self, condition: Callable[[], _T], timeout: float = PATIENCE) -> _T:
        """See Driver.until."""
        return self.driver.until(condition, timeout)

    def keys(self, *keys: str) -> None:
        self.driver.keys(*keys)

    def type(self, text: str) -> None:
        self.driver.type(text)

    def screenshot(self, path: Path) -> Path:
        """The whole screen as a PNG."""
        path.parent.mkdir(parents=True, exist_ok=True)
        subprocess.run(
            ["import", "-window", "root", str(path)],
            env=self.environment,
            check=True,
            capture_output=True,
            timeout=PATIENCE,
        )
        return path

    def end_apps(self) -> None:
        """End what a test left running, by force."""
        for app in self._apps:
            _end(app.process)
        self._apps.clear()


# --- the session -------------------------------------------------------------------------------


def _end(process: "subprocess.Popen[Any]") -> None:
    if process.poll() is None:
        process.terminate()
        try:
            process.wait(5)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait(5)


class _Session:
    """Starts the parts one after the other, each when the one before is up."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.errors = (folder / "session.log").open("w", encoding="utf-8")
        self._parts: list[subprocess.Popen[Any]] = []
        self.environment = self._private_environment()

    def _private_environment(self) -> dict[str, str]:
        home, runtime = self.folder / "home", self.folder / "run"
        for path in (home, runtime):
            path.mkdir(mode=0o700)
        kept = {
            name: value
            for name, value in os.environ.items()
            if not name.startswith(("XDG_", "QT_", "DBUS_", "GTK_", "AT_SPI", "GNOME_"))
            and name not in {"DISPLAY", "WAYLAND_DISPLAY", "SESSION_MANAGER", "LC_ALL"}
        }
        return kept | {
            "HOME": str(home),
            "XDG_RUNTIME_DIR": str(runtime),
            "XDG_CURRENT_DESKTOP": "openbox",
            "LANG": "C.UTF-8",
            "PYTHONPATH": str(_ROOT),
            "QT_QPA_PLATFORM": "xcb",
            "QT_LINUX_ACCESSIBILITY_ALWAYS_ON": "1",
            "NO_AT_BRIDGE": "0",
        }

    def part(self, *command: str, stdin: int | None = subprocess.DEVNULL, **more: Any) -> Any:
        process = subprocess.Popen(
            command, stdin=stdin, stderr=self.errors, env=self.environment, **more
        )
        self._parts.append(process)
        return process

    def line(self, process: "subprocess.Popen[str]") -> str:
        """The first line that a part says: its address, and that it is up."""
        assert process.stdout is not None
        ready, _, _ = select.select([process.stdout], [], [], PATIENCE)
        text = process.stdout.readline().strip() if ready else ""
        process.stdout.close()
        if not text:
            self.fail(str(process.args))
        return text

    def fail(self, what: str) -> None:
        self.errors.flush()
        log = (self.folder / "session.log").read_text(encoding="utf-8")
        raise RuntimeError(f"the desktop session lacks {what}:\n{log}")

    def wait_for(self, what: str, ready: Callable[[], bool]) -> None:
        deadline = time.monotonic() + PATIENCE
        while not ready():
            if time.monotonic() > deadline:
                self.fail(what)
            time.sleep(0.05)

    def succeeds(self, *command: str) -> bool:
        done = subprocess.run(
            command, env=self.environment, capture_output=True, timeout=PATIENCE, check=False
        )
        return done.returncode == 0

    def start(self) -> None:
        xvfb = self.part(
            "Xvfb",
            *("-displayfd", "1", "-screen", "0", "1600x1000x24", "-nolisten", "tcp", "-noreset"),
            stdout=subprocess.PIPE,
            text=True,
        )
        self.environment["DISPLAY"] = f":{self.line(xvfb)}"
        dbus = self.part(
            "dbus-daemon",
            *("--session", "--nofork", "--print-address=1"),
            stdout=subprocess.PIPE,
            text=True,
        )
        self.environment["DBUS_SESSION_BUS_ADDRESS"] = self.line(dbus)
        self.part(_BUS_LAUNCHER, "--launch-immediately", stdout=subprocess.DEVNULL)
        self.part("openbox", stdout=subprocess.DEVNULL)
        self._start_keyring()
        self.wait_for("a window manager", lambda: self.succeeds("xdotool", "get_num_desktops"))
        for name in ("org.a11y.Bus", "org.freedesktop.secrets"):
            self.wait_for(name, lambda name=name: self._has_owner(name))  # type: ignore[misc]

    def _start_keyring(self) -> None:
        keyring = self.part(
            "gnome-keyring-daemon",
            *("--unlock", "--components=secrets", "--foreground"),
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
        )
        assert keyring.stdin is not None
        keyring.stdin.write(KEYRING_PASSWORD.encode() + b"\n")
        keyring.stdin.close()

    def _has_owner(self, name: str) -> bool:
        done = subprocess.run(
            [
                *("dbus-send", "--session", "--print-reply", "--dest=org.freedesktop.DBus", "/"),
                *("org.freedesktop.DBus.NameHasOwner", f"string:{name}"),
            ],
            env=self.environment,
            capture_output=True,
            text=True,
            timeout=PATIENCE,
            check=False,
        )
        return "boolean true" in done.stdout

    def close(self) -> None:
        for process in reversed(self._parts):
            _end(process)
        self.errors.close()


@pytest.fixture(scope="session")
def desktop_session(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desktop]:
    """One desktop session for the whole run."""
    with contextlib.ExitStack() as stack:
        session = _Session(tmp_path_factory.mktemp("desktop"))
        stack.callback(session.close)
        session.start()
        driver = Driver(session.environment, session.errors)
        stack.callback(driver.close)
        yield Desktop(session.folder, session.environment, driver)


@pytest.fixture
def desktop(desktop_session: Desktop) -> Iterator[Desktop]:
    """The desktop session, with nothing running in it yet."""
    yield desktop_session
    desktop_session.end_apps()
