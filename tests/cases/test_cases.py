"""Files that people want to import: each comes out as `expected.json` says, whichever way."""

import json
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from smsbook_gui.app.main import main
from tests.cases.by_check import checked, command, from_json
from tests.cases.by_window import person_at, through_the_window
from tests.cases.found import CASES, MORE, path_of, region_of, to_choose, what_is_wrong
from tests.cases.make_large import MAKERS
from tests.support.patience import PATIENCE

HERE = [name for name in CASES if name not in MAKERS]


@pytest.fixture(scope="module")
def anyio_backend(qt_backend: Any) -> Any:
    return qt_backend


@pytest.mark.parametrize("name", [*HERE, *MORE])
def test_check_finds_what_is_right(name: str, tmp_path: Path) -> None:
    case, path = {**CASES, **MORE}[name], path_of(name)
    region, output = region_of(case), tmp_path / "found.json"
    found = checked(path, region, output)
    if chosen := to_choose(case, found):
        found = checked(path, region, output, **chosen)
    assert what_is_wrong(case, found) == []


@pytest.mark.parametrize(
    "name", ["05-apple-items.vcf", "24h-japanese-shift-jis.csv", "50-filtered-rows.xlsx"]
)
def test_the_program_itself_finds_the_same(name: str) -> None:
    case, path = CASES[name], path_of(name)
    done = subprocess.run(
        [sys.executable, "-m", "smsbook_gui", *command(path, region_of(case))],
        capture_output=True,
        timeout=PATIENCE,
        check=True,
    )
    assert what_is_wrong(case, from_json(json.loads(done.stdout), region_of(case))) == []


@pytest.mark.long
@pytest.mark.anyio
@pytest.mark.parametrize("name", [*HERE, *MORE])
async def test_the_window_imports_what_is_right(name: str, tmp_path: Path) -> None:
    case, path = {**CASES, **MORE}[name], path_of(name)
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


@pytest.mark.long
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
