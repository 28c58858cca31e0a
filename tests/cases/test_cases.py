"""Files that people want to import: each comes out as `expected.json` says, whichever way."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from smsbook_gui.app.main import main
from tests.cases.by_check import checked, command, from_json
from tests.cases.by_window import person_at, through_the_window
from tests.cases.found import CASES, MORE, path_of, region_of, to_choose, what_is_wrong
from tests.cases.make_large import MAKERS

RIGHT = (
    "01-android-qp.vcf",
    "02-qp-soft-break-and-fold.vcf",
    "04-untyped-numbers.vcf",
    "05-apple-items.vcf",
    "06-vcard4-uri.vcf",
    "07-fn-only-mixed.vcf",
    "08-n-one-part.vcf",
    "09-joined-files-with-bom.vcf",
    "09b-cards-without-a-break.vcf",
    "11-cr-cr-lf.vcf",
    "12-raw-break-in-value.vcf",
    "13-photo-sound.vcf",
    "14-pause-wait.vcf",
    "15-two-charsets.vcf",
    "16-base64-name.vcf",
    "17-davx5-groups.vcf",
    "18-blank-lines-everywhere.vcf",
    "19-outlook21.vcf",
    "19b-qp-backslash.vcf",
    "20-google-new.csv",
    "22-outlook-en.csv",
    "23-outlook-it.csv",
    "23b-outlook-nl.csv",
    "23d-outlook-sv.csv",
    "24-greek-cp1253.csv",
    "24b-russian-cp1251.csv",
    "24d-chinese-gbk.csv",
    "24e-hungarian-cp1250.csv",
    "24f-hebrew-cp1255.csv",
    "24g-german-dos850.csv",
    "24h-japanese-shift-jis.csv",
    "25-excel-text-formula.csv",
    "26b-apostrophe.csv",
    "27-sep-utf16.csv",
    "28-header-with-breaks.csv",
    "29-trailing-delimiters.csv",
    "30-ragged.csv",
    "31-header-twice.csv",
    "32-lone-cr-crlf.csv",
    "33-unquoted-comma-company.csv",
    "33b-unquoted-comma-late.csv",
    "34-thousands.csv",
    "35-fax-columns.csv",
    "40-two-numbers.csv",
    "41-numbers.csv",
    "42-german-no-plus.csv",
    "43-french-numbers.csv",
    "52-first-empty-merged-title.xlsx",
    "52c-contents-first.xlsx",
    "53-formulas-formats.xlsx",
    "55-error-cells.xlsx",
    "60-own-export.csv",
    "60b-own-export-saved-by-libreoffice.csv",
    "61-mobile-1-and-2.csv",
    "62-camel-case.csv",
    "63-surname-or-company.csv",
    "65-folded-before-the-colon.vcf",
    "65b-folded-inside-a-letter.vcf",
    "66-words-beside-the-number.csv",
    "67-long-note.csv",
    "68-nul-tail.csv",
    "x10-opt-out.csv",
    "x17-two-numbers-in-a-cell.csv",
    "x23-stray-quote-late.csv",
)
"""Those that are right so far."""


@pytest.fixture(scope="module")
def anyio_backend(qt_backend: Any) -> Any:
    return qt_backend


@pytest.mark.parametrize("name", [*RIGHT, *MORE])
def test_check_finds_what_is_right(name: str, tmp_path: Path) -> None:
    case, path = {**CASES, **MORE}[name], path_of(name)
    region, output = region_of(case), tmp_path / "found.json"
    found = checked(path, region, output)
    if chosen := to_choose(case, found):
        found = checked(path, region, output, **chosen)
    assert what_is_wrong(case, found) == []


@pytest.mark.anyio
@pytest.mark.parametrize("name", RIGHT)
async def test_the_window_imports_what_is_right(name: str, tmp_path: Path) -> None:
    case, path = CASES[name], path_of(name)
    async with person_at(tmp_path, region_of(case)) as person:
        await person.opens(path)
        chosen = to_choose(case, person.found([], []))
    async with person_at(tmp_path / "again", region_of(case)) as person:
        found = await through_the_window(person, path, case, **chosen)
        assert what_is_wrong(case, found) == []
        if await person.presses("Import another file…"):
            await person.opens(path, **chosen)
            await person.checks()
            summary = person.model.check.state.summary
            assert (summary.rows, summary.new, summary.update) == (found.total, 0, 0)
        else:
            assert not await person.contacts()


def test_what_a_late_card_holds_is_told(tmp_path: Path) -> None:
    name = "x24-late-card-with-more.vcf"
    path = tmp_path / name
    path.write_bytes(MAKERS[name]())
    assert what_is_wrong(CASES[name], checked(path, "AU", tmp_path / "found.json")) == []


def test_a_bad_byte_behind_all_that_is_looked_at_first_is_told(tmp_path: Path) -> None:
    name = "x16-200000-rows-bad-byte-past-32-MB.csv"
    path, output = tmp_path / name, tmp_path / "found.json"
    path.write_bytes(MAKERS[name]())
    assert main([*command(path, "AU"), "--output", str(output)]) == 0
    wanted = {contact["row"] for contact in CASES[name]["contacts"]}
    head, rows = _without_rows(output, wanted)
    found = from_json(json.loads(head) | {"rows": rows}, "AU")
    summary = json.loads(head)["summary"]
    assert (summary["rows"], summary["new"]) == (CASES[name]["rows"], CASES[name]["good"])
    case = {**CASES[name], "rows": len(rows), "good": len(rows)}
    assert what_is_wrong(case, replace(found, total=len(rows))) == []


def _without_rows(output: Path, wanted: set[int]) -> tuple[str, list[dict[str, Any]]]:
    """The result without its rows, which a test need not hold all of, and those rows of them."""
    rest, rows = [], []
    with output.open(encoding="utf-8") as file:
        for line in file:
            if not line.startswith('{"row": '):
                rest.append(line)
            elif int(line[8 : line.index(",")]) in wanted:
                rows.append(json.loads(line.rstrip(",\n")))
    return "".join(rest), rows
