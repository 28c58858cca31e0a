"""What was found in one of the cases' files, whichever way it went, and what of it is wrong.

`expected.json` says what is right, and in `how_to_read` how it is meant.
"""

import codecs
import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from smsbook_gui.domain.phones.phone import PhoneRules, SendForm, to_send

Case = dict[str, Any]
FOLDER = Path(__file__).parent
FILES = FOLDER / "files"
EXPECTED: dict[str, Any] = json.loads((FOLDER / "expected.json").read_text("utf-8"))
CASES: dict[str, Case] = EXPECTED["files"]
MORE: dict[str, Case] = json.loads((FOLDER / "more" / "expected.json").read_text("utf-8"))
"""Further files of the same kinds: other programs, languages, shapes."""

CATEGORIES: dict[str, str] = {
    "no_number": "number is needed|has no number",
    "bad_number": (
        "no digits|letters or signs|area code may be missing|short for a phone number"
        "|digits may be missing|too many digits|in another country|does not know numbers"
        "|two different numbers"
    ),
    "several_numbers": "more than one number",
    "extension": "extension",
    "fax": r"\bfax",
    "words": "wrote (something )?beside",
    "text_stripped": "other text beside",
    "separators": "thousands|decimal|separator",
    "zero_restored": "0 at the start",
    "scientific_lost": "rounded this number",
    "country_code": "country code|in another country|two different numbers",
    "not_mobile": "landline|service.number",
    "left_out": "opted? out|must not be texted|wants messages",
    "extra_cells": "more cells than there are columns",
    "error_cell": "error",
    "hidden": r"\b(hidden|filtered|not shown in the sheet)\b",
    "struck": r"\b(struck|strike|crossed)",
    "merged": "merged",
    "further": "further|very long contact|passed over|more numbers|other number",
    "stray_quote": "quotation mark in an odd place",
    "unterminated_quote": "quotation mark.*(end|clos)",
    "truncated": "no end|ends in the middle",
    "groups": "groups in the file",
    "outside": "outside of any contact",
    "control_chars": "empty characters|control char|unusual or invisible",
    "encoding_guess": "cannot be read",
}
"""The categories of `expected.json`: by what words of the app's they are told."""
OF_THE_FILE = frozenset(
    {
        "hidden",
        "struck",
        "merged",
        "further",
        "stray_quote",
        "unterminated_quote",
        "truncated",
        "groups",
        "outside",
        "control_chars",
        "encoding_guess",
        "error_cell",
        "fax",
    }
)
"""What a note about the file as a whole tells of a row as well, since it names the lines."""

CUSTOM = frozenset({"custom_1", "custom_2", "custom_3", "custom_4"})
_TEXTS = ("first_name", "last_name", "company", *sorted(CUSTOM))
_NAMES = {"number": "phone_number", "name": "full_name"}
"""Keys of `columns` that are called otherwise in the app."""


@dataclass(frozen=True)
class Row:
    """A row as it would go in, or not. `told` is all that is said of it."""

    place: int
    result: str
    values: dict[str, str]
    sends: str
    told: str

    @property
    def goes_in(self) -> bool:
        return self.result in {"new", "update"}

    @property
    def name(self) -> str:
        texts = (self.values.get(key, "") for key in ("first_name", "last_name"))
        return " ".join(text for text in texts if text)


@dataclass(frozen=True)
class Found:
    """A file as it was found, and `mended` by "Repair numbers". Notes are those that are seen."""

    clear: bool
    columns: list[tuple[str, str | None]]
    notes: list[str]
    total: int
    rows: list[Row]
    mended: list[Row]
    encoding: str | None = None
    encodings: list[str] = field(default_factory=list)
    sheet: str | None = None
    sheets: list[str] = field(default_factory=list)
    header_row: int | None = None


def international(number: str, region: str) -> str:
    """The number as it is compared."""
    return to_send(number, PhoneRules(region, SendForm.INTERNATIONAL))


def path_of(name: str) -> Path:
    """Where the file of a case lies."""
    return FILES / name if name in CASES else FOLDER / "more" / "files" / name


def region_of(case: Case) -> str:
    return str(case.get("region", EXPECTED["region"]))


def to_choose(case: Case, found: Found) -> dict[str, str]:
    """What a person has to choose for the file, because the window asks for it; {}: nothing."""
    if found.clear:
        return {}
    if _is_wrong_encoding(case, found):
        right = [name for name in found.encodings if _codec(name) in _codecs(case)]
        return {"encoding": right[0]} if right else {}
    if case.get("sheet", found.sheet) != found.sheet and case["sheet"] in found.sheets:
        return {"sheet": case["sheet"]}
    return {}


def to_map(case: Case, found: Found) -> list[tuple[int, str]]:
    """Columns, by index, that only a person knows what to do with, and what they then hold."""
    headers = [header for header, _ in found.columns]
    return [
        (headers.index(header), target)
        for header, target in _columns(case)
        if target in CUSTOM and header in headers
    ]


def _columns(case: Case) -> list[tuple[str, str]]:
    """The right mapping, by header."""
    columns: dict[str, str] = case.get("columns", {})
    return [(header, _NAMES.get(key, key)) for key, header in columns.items()]


def what_is_wrong(case: Case, found: Found) -> list[str]:
    """Sentences about all that is not as it should be."""
    return [
        *_wrong_form(case, found),
        *_wrong_counts(case, found),
        *_wrong_contacts(case, found),
        *_wrong_flags(case, found),
        *_who_must_not_be_there(case, found),
    ]


def _wrong_form(case: Case, found: Found) -> Iterator[str]:
    if _is_wrong_encoding(case, found):
        yield f"encoding {found.encoding}, clear: {found.clear}"
    for key in ("sheet", "header_row"):
        if case.get(key) not in (None, getattr(found, key)):
            yield f"{key} {getattr(found, key)!r} for {case[key]!r}"
    for header, target in _columns(case):
        held = [name for name, holds in found.columns if holds == target]
        if header not in held and target not in CUSTOM:
            yield f"{target} in {held} for {header!r}"


def _wrong_counts(case: Case, found: Found) -> Iterator[str]:
    if found.total != len(found.rows) or len(found.rows) != len(found.mended):
        yield f"the summary counts {found.total} rows of {len(found.rows)}"
    if found.total not in {case["rows"], *case.get("rows_ok", ())}:
        yield f"{found.total} rows for {case['rows']}"
    for key, result in (("good", "new"), ("left_out", "left_out")):
        count = sum(row.result == result for row in found.rows)
        if case.get(key, count) != count:
            yield f"{count} {key} for {case[key]}"


def _wrong_contacts(case: Case, found: Found) -> Iterator[str]:
    for wanted in case["contacts"]:
        row = _row_of(case, wanted, found.mended)
        if row is None:
            yield f"row {wanted['row']} is not there"
        elif not row.goes_in:
            if not _told(wanted.get("or_flag", ()), row.place, found):
                yield f"row {wanted['row']} stays out: {row.result} {row.told!r}"
        else:
            yield from _wrong_values(case, wanted, row, found)


def _wrong_values(case: Case, wanted: dict[str, Any], row: Row, found: Found) -> Iterator[str]:
    values = {
        **dict.fromkeys(_TEXTS, ""),
        **row.values,
        "name": row.name,
        "number": international(row.sends, region_of(case)),
    }
    told = wanted.get("if_told", {})
    allows = bool(told) and any(re.search(told["note"], note) for note in found.notes)
    held = {holds for _, holds in found.columns}
    for key in (key for key in wanted if key in values and (key not in CUSTOM or key in held)):
        right = wanted[key] if isinstance(wanted[key], list) else [wanted[key]]
        if allows:
            right = [*right, *told.get(key, ())]
        if values[key] not in right:
            yield f"row {wanted['row']}: {key} {values[key]!r} for {right}"
    text = wanted.get("any_text")
    if text and text not in (values[key] for key in _TEXTS):
        yield f"row {wanted['row']}: {text!r} is nowhere"


def _wrong_flags(case: Case, found: Found) -> Iterator[str]:
    for flag in case.get("flags", ()):
        place, words = flag["row"], flag.get("or_note")
        noted = bool(words) and any(re.search(words, note) for note in found.notes)
        if flag["must"] and not noted and not _told(flag["any_of"], place, found):
            yield f"row {place}: nothing of {flag['any_of']} is told"
        for row in (*found.rows, *found.mended):
            if flag.get("out") and row.place == place and row.goes_in:
                yield f"row {place} goes in as {row.sends}"


def _who_must_not_be_there(case: Case, found: Found) -> Iterator[str]:
    for row in (row for row in (*found.rows, *found.mended) if row.goes_in):
        if row.name in case.get("stay_out", ()):
            yield f"{row.name} goes in"
        for key, value in row.values.items():
            if value in case.get("not_values", ()):
                yield f"row {row.place}: {key} is {value!r}"


def _told(categories: Iterable[str], place: int | None, found: Found) -> bool:
    """Whether one of the categories is told of a row (None: of the file as a whole)."""
    said = {category: re.compile(CATEGORIES[category], re.IGNORECASE) for category in categories}
    rows = [row.told for row in found.rows if row.place == place]
    return any(
        pattern.search(text)
        for category, pattern in said.items()
        for text in (
            *rows,
            *(found.notes if place is None or category in OF_THE_FILE else ()),
        )
    )


def _row_of(case: Case, wanted: dict[str, Any], rows: list[Row]) -> Row | None:
    if case.get("by") == "name":
        name = f"{wanted['first_name']} {wanted['last_name']}"
        return next((row for row in rows if row.name == name), None)
    return next((row for row in rows if row.place == wanted["row"]), None)


def _is_wrong_encoding(case: Case, found: Found) -> bool:
    return "encoding" in case and _codec(found.encoding or "utf-8") not in _codecs(case)


def _codecs(case: Case) -> set[str]:
    return {_codec(name) for name in case["encoding"]}


def _codec(name: str) -> str:
    return codecs.lookup(name).name.replace("-sig", "")
