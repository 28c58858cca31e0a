"""The cases through `smsbook --check`."""

import json
from pathlib import Path
from typing import Any

from smsbook_gui.app.main import main
from tests.cases.found import Found, Row, international


def command(path: Path, region: str, **chosen: str) -> list[str]:
    """What follows the program's name."""
    options = [text for name, value in chosen.items() for text in (f"--{name}", value)]
    return ["--check", str(path), "--region", region, *options]


def checked(path: Path, region: str, output: Path, **chosen: str) -> Found:
    """What `--check` finds, in this process."""
    code = main([*command(path, region, **chosen), "--output", str(output)])
    found = json.loads(output.read_text("utf-8"))
    assert (code, found["problem"]) == (0, None) or code == 1
    return from_json(found, region)


def from_json(found: dict[str, Any], region: str) -> Found:
    """What `--check` printed. Why a file cannot be imported counts as a note."""
    about, notes = found["file"], list(found["notes"])
    if found["problem"] is not None:
        notes.append(found["problem"]["message"])
    rows = [_row(row) for row in found["rows"]]
    mended = [_mended(row, one, region) for row, one in zip(rows, found["rows"], strict=True)]
    return Found(
        clear=about.get("clear", True),
        columns=[(column["header"], column["holds"]) for column in about.get("columns", ())],
        notes=notes,
        total=(found["summary"] or {"rows": 0})["rows"],
        rows=rows,
        mended=mended,
        **{
            key: about[key]
            for key in ("encoding", "encodings", "sheet", "sheets", "header_row")
            if key in about
        },
    )


def _row(row: dict[str, Any]) -> Row:
    told = "; ".join([row["reason"], *row["marks"]])
    return Row(row["row"], row["result"], row["values"], row["sends"] or "", told)


def _mended(row: Row, found: dict[str, Any], region: str) -> Row:
    """As "Repair numbers" leaves it."""
    repair = found["repair"]
    if row.result != "bad" or not repair:
        return row
    values = row.values | {"phone_number": repair}
    return Row(row.place, "new", values, international(repair, region), row.told)
