"""An X screen without a monitor, for the windows of programs under Wine, and pictures of it."""

import os
import subprocess
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from dev import Problem
from windows.tools import tool

PACKAGES = ("fonts-dejavu-core", "fonts-noto-core", "imagemagick", "openbox", "xdotool", "xvfb")
_SIZE = "1280x800x24"


@contextmanager
def screen() -> Iterator[str]:
    """The X display's name. It has a window manager."""
    reading, writing = os.pipe()
    command = ["Xvfb", "-displayfd", str(writing), "-screen", "0", _SIZE, "-nolisten", "tcp"]
    with ExitStack() as stack:
        server = subprocess.Popen(command, pass_fds=[writing], stderr=subprocess.DEVNULL)
        stack.callback(_end, server)
        os.close(writing)
        with os.fdopen(reading) as answer:
            display = f":{answer.readline().strip()}"
        environment = {**os.environ, "DISPLAY": display}
        stack.callback(_end, subprocess.Popen(["openbox"], env=environment))
        yield display


def picture(display: str, title: str, file: Path, limit: float) -> None:
    """Wait for the window of that title to be painted, and keep a picture of the screen as PNG.

    Raises Problem if it is not there, or not at rest, after `limit` seconds.
    """
    end = time.monotonic() + limit
    before = ""
    while time.monotonic() < end:
        if windows(display, title):
            tool("import", "-display", display, "-window", "root", file)
            now = tool("identify", "-format", "%#", file)
            if now == before:
                return
            before = now
        time.sleep(1)
    raise Problem(f"No window {title!r} came to rest in {limit:.0f} s; see {file}.")


def windows(display: str, title: str) -> list[str]:
    """The numbers of the windows on the screen whose title matches; the oldest first."""
    search = _hand(display, "search", "--onlyvisible", "--name", f"^{title}$")
    return search.stdout.split()


def press(display: str, window: str, key: str) -> None:
    """Press a key (X11's name of it) in a window."""
    _hand(display, "windowfocus", "--sync", window, "key", key)


def _hand(display: str, *command: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        ["xdotool", *command],
        env={**os.environ, "DISPLAY": display},
        capture_output=True,
        text=True,
        check=False,
    )


def _end(process: "subprocess.Popen[bytes]") -> None:
    process.terminate()
    process.wait()
