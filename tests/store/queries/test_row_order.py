"""A file from before numbers in texts were numbers gets the keys that it would have today."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from smsbook_gui.domain.contacts.contact import ContactField, Values
from smsbook_gui.domain.texts.text import _plain_key
from smsbook_gui.store.contacts.rows import FIELDS
from smsbook_gui.store.db.connection import connect, make_private
from smsbook_gui.store.db.derived_columns import derived_columns
from smsbook_gui.store.db.schema import STEPS, prepare
from smsbook_gui.store.db.schema import _order_rows as the_step

BEFORE = STEPS[: STEPS.index(the_step)]
TEXTS = ("Unit 10", "unit 007", "Ünit 2", "Room ٣", "Berg", "", "7", "Suite 0", "A1b20", "Ⅻ 12")
NUMBERS = ("0491 570 006", "13 11 14", "ext 7", "007", "abc", "")


@pytest.mark.parametrize("field", [*ContactField])
def test_the_keys_of_an_older_file_become_those_of_today(
    tmp_path: Path, field: ContactField, monkeypatch: pytest.MonkeyPatch
) -> None:
    number = ContactField.PHONE_NUMBER
    texts = NUMBERS if field is number else TEXTS
    people: list[Values] = [
        {**dict.fromkeys(FIELDS, "x"), number: "0491 570 006", field: text} for text in texts
    ]
    path = tmp_path / "contacts.db"
    make_private(path)
    with closing(connect(path)) as db:
        prepare(db, BEFORE)
        db.execute("INSERT INTO book (name, k_name) VALUES ('Unit 10', x'00')")
        with monkeypatch.context() as before:
            # Not natural_key: the keys of today are remembered, and those of before must not be.
            before.setattr("smsbook_gui.domain.texts.text._short_sort_key", _plain_key)
            for values in people:
                _insert(db, values)
        prepare(db)
        kept = db.execute(f"SELECT k_{field} FROM contact ORDER BY local_id").fetchall()
        place = FIELDS.index(field)
        assert kept == [(derived_columns(values, "AU")[0][place],) for values in people]
        assert all(isinstance(key, bytes) for (key,) in kept)
        assert db.execute("PRAGMA integrity_check").fetchall() == [("ok",)]


def _insert(db: sqlite3.Connection, values: Values) -> None:
    keys, digits, text = derived_columns(values, "AU")
    names = [*FIELDS, *(f"k_{field}" for field in FIELDS), "digits", "search_text", "book_id"]
    given = [*(values[field] for field in FIELDS), *keys, digits, text, 1]
    marks = ", ".join("?" * len(names))
    db.execute(f"INSERT INTO contact ({', '.join(names)}) VALUES ({marks})", given)
