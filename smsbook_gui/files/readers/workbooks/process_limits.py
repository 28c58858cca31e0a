"""How much memory and computing this process may take: more memory is refused, more time ends it.

Windows: a job object, <https://learn.microsoft.com/windows/win32/procthread/job-objects>.
Elsewhere: the limits of POSIX. What cannot be had is done without.
"""

import ctypes
import sys
from contextlib import suppress
from typing import Any

_EXTENDED_LIMITS = 9  # JobObjectExtendedLimitInformation
_PROCESS_TIME, _PROCESS_MEMORY = 0x2, 0x100  # JOB_OBJECT_LIMIT_…
_TICKS = 10_000_000  # a second


class JobLimits(ctypes.Structure):
    """JOBOBJECT_EXTENDED_LIMIT_INFORMATION, which begins with the basic ones."""

    _fields_ = (
        ("process_time", ctypes.c_int64),
        ("job_time", ctypes.c_int64),
        ("flags", ctypes.c_uint32),
        ("least_working_set", ctypes.c_size_t),
        ("most_working_set", ctypes.c_size_t),
        ("processes", ctypes.c_uint32),
        ("affinity", ctypes.c_size_t),
        ("priority", ctypes.c_uint32),
        ("scheduling", ctypes.c_uint32),
        ("io_counters", ctypes.c_uint64 * 6),
        ("process_memory", ctypes.c_size_t),
        ("job_memory", ctypes.c_size_t),
        ("peak_process_memory", ctypes.c_size_t),
        ("peak_job_memory", ctypes.c_size_t),
    )


def limit(memory: int, seconds: int) -> None:
    """From now on this process has `memory` bytes, and `seconds` of computing."""
    if sys.platform == "win32":
        limit_by_job(ctypes.WinDLL("kernel32"), memory, seconds)
    else:
        import resource

        with suppress(ValueError, OSError):  # a lower limit that stands already
            resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
            resource.setrlimit(resource.RLIMIT_AS, (memory, memory))


def limit_by_job(kernel: Any, memory: int, seconds: int) -> bool:
    """Put this process into a job of its own with these limits. Whether Windows did it.

    `kernel`: kernel32.dll. The job lasts as long as the process; its handle goes with it.
    """
    kernel.CreateJobObjectW.restype = ctypes.c_void_p
    kernel.GetCurrentProcess.restype = ctypes.c_void_p
    job = ctypes.c_void_p(kernel.CreateJobObjectW(None, None))
    limits = JobLimits(
        process_time=seconds * _TICKS, flags=_PROCESS_TIME | _PROCESS_MEMORY, process_memory=memory
    )
    size = ctypes.sizeof(limits)
    return bool(
        kernel.SetInformationJobObject(job, _EXTENDED_LIMITS, ctypes.byref(limits), size)
        and kernel.AssignProcessToJobObject(job, ctypes.c_void_p(kernel.GetCurrentProcess()))
    )
