"""What the import window says: counts that add up, times, and what a row is about."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from smsbook_gui.domain.imports.importing import (
    CheckedRow,
    CheckSummary,
    ImportStage,
    RunState,
    Verdict,
)
from smsbook_gui.viewmodels.imports.import_text import (
    duration,
    outlook_text,
    rate_text,
    result_explanation,
    result_text,
    rows_text,
    run_counts_text,
    summary_text,
)

COUNTS = st.integers(0, 2_000_000)


def numbers(text: str) -> list[int]:
    return [int(each.replace(",", "")) for each in re.findall(r"\d[\d,]*\d|\d", text)]


@given(st.tuples(*[COUNTS] * 7))
def test_the_summary_adds_up(counts: tuple[int, ...]) -> None:
    summary = CheckSummary(*counts)
    rows, *parts = numbers(summary_text(summary))
    assert rows == sum(parts) == sum(counts)


@given(st.tuples(COUNTS, COUNTS, COUNTS, COUNTS, COUNTS, COUNTS))
def test_the_run_adds_up(counts: tuple[int, int, int, int, int, int]) -> None:
    run = RunState(ImportStage.RUNNING, sum(counts), *counts)
    total, *parts = numbers(run_counts_text(run))
    assert total == sum(parts) == sum(counts)


def test_the_summary_is_as_people_know_it() -> None:
    summary = CheckSummary(new=812, update=45, same=3, duplicate=2, bad=3)
    assert summary_text(summary) == "Rows 865: new 812, update 45, same 3, duplicate 2, bad 3"
    assert rows_text(summary) == "865 rows: 812 new · 45 update · 3 same · 2 duplicate · 3 bad"
    assert rows_text(CheckSummary(new=1)) == "1 row: 1 new"
    summary = CheckSummary(new=1, taken=2)
    assert summary_text(summary) == "Rows 3: new 1, update 0, same 0, taken 2, duplicate 0, bad 0"


@pytest.mark.parametrize(
    ("seconds", "text"),
    [
        (0, "less than a minute"),
        (59, "less than a minute"),
        (60, "about 1 minute"),
        (1020, "about 17 minutes"),
        (7500, "about 2 h 5 min"),
    ],
)
def test_durations(seconds: float, text: str) -> None:
    assert duration(seconds) == text


def test_ten_thousand_contacts_take_17_minutes() -> None:
    text = outlook_text(CheckSummary(new=10_000), 1_000.0)
    assert text == (
        "Sending 10,000 contacts takes about 17 minutes: the service takes 10 calls a second."
    )


@pytest.mark.parametrize(
    ("row", "text", "explanation"),
    [
        (CheckedRow(0, 2, (), Verdict.NEW), "New", "New."),
        (
            CheckedRow(0, 2, (), Verdict.UPDATE, repaired="the 0 at the start"),
            "Repaired: the 0 at the start",
            "Update. Repaired: the 0 at the start.",
        ),
        (
            CheckedRow(0, 2, (), Verdict.DUPLICATE, reason="Row 2 has it.", repaired="+61"),
            "Duplicate",
            "Duplicate. Repaired: +61. Row 2 has it.",
        ),
        (
            CheckedRow(0, 2, (), Verdict.TAKEN, reason="Al has it.", taken_by="Al\u202e Lee"),
            "Number taken: Al Lee",
            "Number taken: Al Lee.",
        ),
        (
            CheckedRow(0, 2, (), Verdict.BAD, reason="No number.", suggestion="0491"),
            "Bad: No number.",
            "Bad: No number. Can be repaired to 0491.",
        ),
    ],
)
def test_rows_say_what_becomes_of_them(row: CheckedRow, text: str, explanation: str) -> None:
    assert (result_text(row), result_explanation(row)) == (text, explanation)


def test_a_rate_is_told_while_it_runs_only() -> None:
    running = RunState(ImportStage.RUNNING, calls_a_second=9.96)
    assert rate_text(running) == "10 calls a second"
    assert rate_text(RunState(ImportStage.RUNNING, calls_a_second=9.5)) == "9.5 calls a second"
    assert rate_text(RunState(ImportStage.PAUSED, calls_a_second=9.5)) == ""
    assert rate_text(RunState(ImportStage.RUNNING)) == ""
