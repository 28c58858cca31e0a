"""The tests under Wine: what is told of them is so."""

import subprocess
from pathlib import Path
from typing import Any

import pytest

from release import ROOT
from windows import suite
from windows.wine import Wine


class Ended(Wine):
    """A Wine in which Python has ended."""

    def __init__(self, code: int, told: str) -> None:
        super().__init__(Path("prefix"))
        self.ended = subprocess.CompletedProcess[str]([], code, told)
        self.commands: list[tuple[object, ...]] = []

    def run(self, *command: Any, **_how: Any) -> "subprocess.CompletedProcess[str]":
        self.commands.append(command)
        return self.ended


@pytest.mark.parametrize(
    ("code", "told", "good", "summary"),
    [
        (0, "....\n4 passed in 1.20s\n", True, "4 passed in 1.20s"),
        (0, "..\n2 passed, 1 skipped in 61.20s (0:01:01)\n", True, "2 passed, 1 skipped in"),
        (1, ".F\n1 failed, 1 passed in 1.20s\n", False, "1 failed, 1 passed in 1.20s"),
        (1, "..Timeout (0:15:00)!\nThread 0x01\n", False, "ended before its last test"),
        (0, "", False, "ended before its last test"),
        (5, "no tests ran in 0.10s\n", False, "ended before its last test"),
        (0, "3 skipped in 0.10s\n", False, "3 skipped in 0.10s"),
    ],
)
def test_a_package_passes_only_with_its_summary(
    capsys: pytest.CaptureFixture[str], code: int, told: str, good: bool, summary: str
) -> None:
    wine = Ended(code, told)
    assert suite.passes(wine, "domain") is good
    shown = capsys.readouterr().out
    assert f"tests/domain: {summary}" in shown
    assert good or told in shown
    assert wine.commands[0][-1] == ROOT / "tests" / "domain"


@pytest.mark.parametrize("test", suite.LEFT_OUT)
def test_what_is_left_out_is_there(test: str) -> None:
    path, _, name = test.partition("::")
    text = (ROOT / path).read_text(encoding="utf-8")
    assert not name or f"def {name.partition('[')[0]}(" in text
