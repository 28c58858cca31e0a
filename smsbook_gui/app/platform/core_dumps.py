"""A crash leaves no picture of the memory: the access token and people's contacts are in it.

What faulthandler writes of a crash (`app/crash.py`) holds places in the code only, and stays.
"""

import contextlib
import ctypes
import sys

_NO_DIALOG = 0x0002  # SEM_NOGPFAULTERRORBOX: Windows Error Reporting is not called
_NO_HEAP = 0x0001  # WER_FAULT_REPORTING_FLAG_NOHEAP: if it is called all the same


def forbid_core_dumps() -> None:
    """For this process and those that it starts, until their end. Raises nothing."""
    if sys.platform == "win32":
        with contextlib.suppress(AttributeError, OSError):
            kernel = ctypes.WinDLL("kernel32")
            kernel.SetErrorMode(kernel.GetErrorMode() | _NO_DIALOG)
            kernel.WerSetFlags(_NO_HEAP)
    else:
        import resource

        # Linux hands a dump to a program (systemd-coredump, apport) at a limit of 0 too, but never
        # at 1: kernel/fs/coredump.c. PR_SET_DUMPABLE would stop it as well, but then the desktop's
        # portals, who look at /proc/PID/root, no longer tell the program of dark and light.
        limit = 1 if sys.platform.startswith("linux") else 0
        with contextlib.suppress(ValueError, OSError):
            _soft, hard = resource.getrlimit(resource.RLIMIT_CORE)
            if hard != resource.RLIM_INFINITY:
                limit = min(limit, hard)
            resource.setrlimit(resource.RLIMIT_CORE, (limit, limit))
