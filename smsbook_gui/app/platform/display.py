"""Is there a screen to show a window on? Asked before Qt, which aborts the process if not."""

import ctypes
import os
import socket
import sys
from pathlib import Path

NO_DISPLAY = (
    "SMS Book needs a display and finds none (neither DISPLAY nor WAYLAND_DISPLAY leads to one). "
    "Start it from a desktop session, or use --check FILE, --self-check or --practice --screenshot "
    "FILE, which need no display."
)
NO_LIBRARY = (
    "SMS Book cannot open a window because the system library {library} is missing. "
    "Install it (Debian and Ubuntu: sudo apt-get install {package}) and start again."
)

# The only libraries of Qt's X11 plug-in that minimal desktops are known to lack.
_X11_LIBRARIES = {
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
}


def problem() -> str | None:
    """One line that says why no window can open here, and how to go on; None when all is well.

    Only Linux can be without a display. A platform named in QT_QPA_PLATFORM is taken at its word.
    """
    if not sys.platform.startswith("linux") or os.environ.get("QT_QPA_PLATFORM"):
        return None
    if _wayland_answers(os.environ):
        return None
    if not x11_answers(os.environ.get("DISPLAY", "")):
        return NO_DISPLAY
    for library, package in _X11_LIBRARIES.items():
        try:
            ctypes.CDLL(library)
        except OSError:
            return NO_LIBRARY.format(library=library, package=package)
    return None


def prepare(needs_display: bool) -> str | None:
    """Choose Qt's platform. Returns `problem()` if a window is needed and impossible."""
    found = problem()
    if found is not None and not needs_display:
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
        return None
    return found


def x11_answers(display: str) -> bool:
    """True if there is an X server at `display` that lets us in."""
    if not display:
        return False
    try:
        xcb = ctypes.CDLL("libxcb.so.1")
    except OSError:
        return False  # Qt's X11 plug-in needs it too
    xcb.xcb_connect.restype = ctypes.c_void_p
    xcb.xcb_connection_has_error.argtypes = [ctypes.c_void_p]
    xcb.xcb_disconnect.argtypes = [ctypes.c_void_p]
    connection = xcb.xcb_connect(display.encode(), None)
    error = xcb.xcb_connection_has_error(connection)
    xcb.xcb_disconnect(connection)
    return not error


def _wayland_answers(environ: "os._Environ[str]") -> bool:
    name = environ.get("WAYLAND_DISPLAY", "")
    if not name:
        return False
    path = Path(environ.get("XDG_RUNTIME_DIR", "/nonexistent")) / name
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as probe:
        try:
            probe.connect(str(path))
        except OSError:
            return False
    return True
