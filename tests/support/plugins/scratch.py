"""Where the folders of tests lie: in memory, where Linux has room for them.

The app syncs its files at every step, and tests take a hundred thousand steps: on a disk they wait
for it most of their time. What a kill leaves behind is the same on either.
"""

import os
import sys
import threading

import pytest

_MEMORY = "/dev/shm"
_ROOM = 2 << 30  # bytes; a whole run leaves less than a tenth of it at a time


def pytest_configure() -> None:
    """Unless the person chose a place (`--basetemp` goes before it too)."""
    if _memory_will_do():
        os.environ.setdefault("PYTEST_DEBUG_TEMPROOT", _MEMORY)


def _memory_will_do() -> bool:
    if sys.platform != "linux" or not os.access(_MEMORY, os.W_OK):
        return False
    found = os.statvfs(_MEMORY)
    may_run_programs = not found.f_flag & os.ST_NOEXEC
    return may_run_programs and found.f_bavail * found.f_frsize >= _ROOM


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_teardown() -> None:
    """The thread that writes settings may still be at work when the folder of a test goes."""
    for thread in threading.enumerate():
        if thread.name == "settings":
            thread.join()
