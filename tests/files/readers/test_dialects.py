"""Lines of separated text that is no CSV become lines of one."""

import pytest

from smsbook_gui.files.readers.text.dialects import as_csv
from smsbook_gui.files.readers.text.separated import find_separator


@pytest.mark.parametrize(
    ("separator", "lines", "plain"),
    [
        (",", ["'Ann','O''Dea'", "'Ben','a \"b\"'"], ['"Ann","O\'Dea"', '"Ben","a ""b"""']),
        (",", ["Ann,'0491 570 006", "Ben,'0491 570 156"], None),
        (",", ["Ben,'t Hart,'0491", "Ann,'Umar,5"], None),
        (";", ["“Ann”;“Berg; Co”", "“Ben”;x"], ['"Ann";"Berg; Co"', '"Ben";x']),
        (",", ['"Ann,""Berg, Co"""', '"Ben,Cole"'], ['Ann,"Berg, Co"', "Ben,Cole"]),
        (",", ['"Ann, Berg"', '"Ben"'], None),
        ("|", ["| a | b |", "|---|:-:|", "| c |  |"], [" a | b ", "", " c |  "]),
        ("|", ["|a|b|", "|c|d|"], None),
        (",", ['="Berg, Ann",="049"'], ['"Berg, Ann","049"']),
        (",", ['Ann, "Cole, Jr" ,5'], ['Ann,"Cole, Jr",5']),
        (",", ['5" pipe, 6" pipe'], None),
        ("\t", ['a\t="b\tc"\td'], ['a\t"b\tc"\td']),
    ],
)
def test_lines_become_csv(separator: str, lines: list[str], plain: list[str] | None) -> None:
    lines = [line + "\n" for line in lines]
    found = list(as_csv(iter(lines), separator, lines))
    assert [line.rstrip("\n") for line in found] == (plain or [line[:-1] for line in lines])
    assert len(found) == len(lines), "rows keep their numbers"


@pytest.mark.parametrize(
    ("lines", "found"),
    [
        (["First name~Mobile\n", "Ann~0491570006\n"], ("~", True)),
        (["Name: Ann\n", "Mobile: 0491570006\n"], (",", True)),
        (["at 10:30\n", "at 11:30\n"], (",", True)),
    ],
)
def test_seldom_signs_part_names_of_columns_only(lines: list[str], found: tuple[str, bool]) -> None:
    assert find_separator(lines) == found
