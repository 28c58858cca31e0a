"""What a damaged file can take of the computer."""

import ctypes
import subprocess
import sys
from typing import Any

from smsbook_gui.files.readers.workbooks.process_limits import JobLimits, limit_by_job

TAKE = """
from smsbook_gui.files.readers.workbooks.process_limits import limit
limit({memory}, 60)
bytearray(1 << 30)
"""


def taken(memory: int) -> str:
    """What a process says that is allowed `memory` bytes and takes a gigabyte."""
    command = [sys.executable, "-c", TAKE.format(memory=memory)]
    return subprocess.run(command, stderr=subprocess.PIPE, text=True, check=False).stderr


def test_memory_beyond_the_limit_is_refused() -> None:
    assert taken(4 << 30) == ""
    assert taken(1 << 29).endswith("MemoryError\n")


class Kernel:
    """Notes what Windows would be told; a function's `restype` may be set, as ctypes has it."""

    def __init__(self) -> None:
        self.told: list[tuple[Any, ...]] = []
        self.answers = {"CreateJobObjectW": 7, "GetCurrentProcess": -1}

    def __getattr__(self, name: str) -> Any:
        def call(*arguments: Any) -> int:
            self.told.append((name, *arguments))
            return self.answers.get(name, 1)

        setattr(self, name, call)
        return call


def test_windows_is_told_of_both_limits() -> None:
    kernel = Kernel()
    assert limit_by_job(kernel, 2 << 30, 120)
    told = {name: arguments for name, *arguments in kernel.told}
    job, kind, limits, size = told["SetInformationJobObject"]
    assert (job.value, kind, size) == (7, 9, 144)  # bytes of the structure on 64-bit Windows
    raw = ctypes.string_at(ctypes.addressof(limits._obj), size)
    assert int.from_bytes(raw[:8], "little") == 120 * 10_000_000
    assert int.from_bytes(raw[16:20], "little") == 0x102
    assert int.from_bytes(raw[112:120], "little") == 2 << 30
    assert told["AssignProcessToJobObject"][0].value == 7
    assert ctypes.sizeof(JobLimits) == 144


def test_a_windows_that_refuses_goes_without() -> None:
    kernel = Kernel()
    kernel.answers["SetInformationJobObject"] = 0
    assert not limit_by_job(kernel, 2 << 30, 120)
    assert "AssignProcessToJobObject" not in [name for name, *_ in kernel.told]
