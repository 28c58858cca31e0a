"""Finds everything that is held on one person: by contact, by number, and by name."""

import json
import shutil
import sqlite3
from collections.abc import Callable, Collection, Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from smsbook_gui.domain.contacts.backup import Backup
from smsbook_gui.domain.contacts.contact import ContactField, Life
from smsbook_gui.domain.contacts.holdings import HeldIn, Holding, Sought
from smsbook_gui.domain.disk_errors import disk_problem
from smsbook_gui.domain.errors import BackupUnreadable
from smsbook_gui.store.backups.backups import Backups
from smsbook_gui.store.contacts.rows import FIELDS, TEXTS, values_from_json, values_of
from smsbook_gui.store.db.connection import problem
from smsbook_gui.store.db.derived_columns import key_of
from smsbook_gui.store.db.file_swap import BESIDE, LEDGER, beside
from smsbook_gui.store.db.transaction import Read
from smsbook_gui.store.imports.import_rows import cells_now
from smsbook_gui.store.imports.schema import Code
from smsbook_gui.store.queries import history

_MOST_LINES = 10_000
_IDS = "(SELECT value FROM json_each(:ids))"
_SAME_NUMBER = "(:phone NOT NULL AND k_phone_number = :phone)"
_SAME_NAME = "(:first NOT NULL AND k_first_name = :first AND k_last_name = :last)"
_FOUND = f"(contact.local_id IN {_IDS} OR {_SAME_NUMBER} OR {_SAME_NAME})"
_SURE = f"(contact.local_id IN {_IDS} OR {_SAME_NUMBER} AND ({_SAME_NAME} OR :first IS NULL))"
_CONTACTS = f"""
    SELECT contact.local_id, contact.life, book.name, {_SURE}, {TEXTS} FROM contact
    JOIN book ON book.local_id = contact.book_id WHERE contact.life < {Life.STAGED:d} AND {{found}}
    ORDER BY contact.life, contact.local_id"""
_ROW_FOUND = f"""(local IN {_IDS} OR contact IN {_IDS} AND verdict <> {Code.TAKEN:d}
    OR :phone NOT NULL AND phone = :phone
    OR :first NOT NULL AND first = :first AND last = :last)"""
_ROW_SURE = f"""(local IN {_IDS} OR :phone NOT NULL AND phone = :phone
    AND (:first IS NULL OR first = :first AND last = :last))"""
_LEFT_LINES = f"""
    SELECT contact_id, field, before, after FROM history
    WHERE field IN ('{ContactField.PHONE_NUMBER}', '{ContactField.FIRST_NAME}',
        '{ContactField.LAST_NAME}') AND (before NOT NULL OR after NOT NULL)
        AND NOT EXISTS (SELECT 1 FROM contact WHERE local_id = contact_id)"""
_ASIDE = ("contacts.damaged-*.db", "contacts.replaced-*.db", "contacts*.bak", "imports.damaged-*")


@dataclass(frozen=True, slots=True)
class PersonKeys:
    """Who is looked for, as the files have it; `ids` are local."""

    ids: tuple[int, ...]
    phone: bytes | None
    first: bytes | None
    last: bytes | None

    @classmethod
    def of(cls, sought: Sought, region: str) -> "PersonKeys":
        """A blank number or name finds nobody."""
        number, first, last = sought.number.strip(), sought.first.strip(), sought.last.strip()
        named = bool(first or last)
        return cls(
            () if sought.contact_id is None else (sought.contact_id,),
            key_of(ContactField.PHONE_NUMBER, number, region) if number else None,
            key_of(ContactField.FIRST_NAME, first, region) if named else None,
            key_of(ContactField.LAST_NAME, last, region) if named else None,
        )

    def parameters(self, ids: Collection[int] = ()) -> dict[str, object]:
        """For the queries here; `ids` are looked for besides."""
        everybody = json.dumps([*self.ids, *ids])
        return {
            "ids": everybody,
            "phone": self.phone,
            "first": self.first,
            "last": self.last,
        }


def in_file(read: Read, sought: Sought) -> list[Holding]:
    """What the account's file holds."""
    keys = PersonKeys.of(sought, read.rules.region)
    found = [
        Holding(
            HeldIn.CONTACTS if life == Life.LIVE else HeldIn.DELETED,
            book,
            values=values_of(texts),
            history=tuple(history.history(read, local_id, _MOST_LINES)),
            sure=bool(sure),
            contact_id=local_id,
        )
        for local_id, life, book, sure, *texts in read.all(
            _CONTACTS.format(found=_FOUND), keys.parameters()
        )
    ]
    found += _left_lines(read, keys)
    found += _draft(read, keys, [one.contact_id for one in found if one.contact_id is not None])
    if keys.phone is not None:
        numbers = read.all("SELECT number FROM left_out WHERE phone = ?", (keys.phone,))
        found += [
            Holding(HeldIn.LEFT_OUT, values={ContactField.PHONE_NUMBER: number}, sure=True)
            for (number,) in numbers
        ]
    return found


def _left_lines(read: Read, keys: PersonKeys) -> Iterator[Holding]:
    """Lines of the history with the number or the name, of contacts that went without a trace."""
    wanted = {
        ContactField.PHONE_NUMBER: keys.phone,
        ContactField.FIRST_NAME: keys.first,
        ContactField.LAST_NAME: keys.last,
    }
    met: dict[int, set[ContactField]] = {}
    for contact_id, code, *values in read.all(_LEFT_LINES):
        field = ContactField(code)
        sought = wanted[field]
        keyed = {key_of(field, text, read.rules.region) for text in values if text}
        if sought is not None and sought in keyed:
            met.setdefault(contact_id, set()).add(field)
    name = {ContactField.FIRST_NAME, ContactField.LAST_NAME}
    for contact_id, fields in met.items():
        if ContactField.PHONE_NUMBER in fields or name <= fields:
            lines = tuple(history.history(read, contact_id, _MOST_LINES))
            last = {
                line.field: line.after
                for line in reversed(lines)
                if isinstance(line.field, ContactField) and line.after is not None
            }
            yield Holding(
                HeldIn.HISTORY, values=last, history=lines, sure=True, contact_id=contact_id
            )


def _draft(read: Read, keys: PersonKeys, ids: Collection[int]) -> Iterator[Holding]:
    row = read.one("SELECT contact_id, field_values FROM draft")
    if row is None:
        return
    contact_id, values = row[0], values_from_json(row[1])
    number = values.get(ContactField.PHONE_NUMBER, "")
    typed = key_of(ContactField.PHONE_NUMBER, number, read.rules.region) if number else None
    if contact_id in ids or (typed is not None and typed == keys.phone):
        yield Holding(HeldIn.DRAFT, values=values, sure=True, contact_id=contact_id)


def in_imports(
    folder: Path, sought: Sought, region: str, ids: Collection[int], stopped: Callable[[], bool]
) -> list[Holding]:
    """What the imports in a folder hold; `ids` (local) are contacts that were found."""
    found: list[Holding] = []
    parameters = PersonKeys.of(sought, region).parameters(ids)
    for path in sorted(folder.glob("*.sheet")):
        if stopped() or not path.stem.isdecimal():
            continue
        try:
            found += _rows(path, parameters)
        except (sqlite3.DatabaseError, ValueError, KeyError):
            continue  # one that is being made, or of another version: it is not gone on with
    return found


def _rows(path: Path, parameters: dict[str, object]) -> Iterator[Holding]:
    uri = f"{path.absolute().as_uri()}?mode=ro"
    with closing(sqlite3.connect(uri, uri=True)) as db:
        rows = db.execute(
            f"SELECT position, cells, changed, local, {_ROW_SURE} FROM line WHERE {_ROW_FOUND}"
            " ORDER BY position",
            parameters,
        ).fetchall()
        if not rows:
            return
        [(text,)] = db.execute("SELECT value FROM note WHERE key = 'import'").fetchall()
        kept: dict[str, Any] = json.loads(text)
        headers = kept["layout"]["columns"]
    at = datetime.fromtimestamp(path.stat().st_mtime, UTC)
    for position, cells, changed, local, sure in rows:
        texts = cells_now(cells, changed)
        named = tuple(
            (headers[place] if place < len(headers) else str(place + 1), cell)
            for place, cell in enumerate(texts)
            if cell
        )
        if named:
            yield Holding(
                HeldIn.IMPORT,
                kept["name"],
                at,
                cells=named,
                sure=bool(sure),
                contact_id=local,
                import_id=int(path.stem),
                position=position,
            )


def in_backups(
    backups: Backups,
    sought: Sought,
    region: str,
    ids: Collection[int],
    stopped: Callable[[], bool],
) -> list[Holding]:
    """What the backups hold; `ids` (local) are contacts that were found."""
    found: list[Holding] = []
    parameters = PersonKeys.of(sought, region).parameters(ids)

    def look(backup: Backup, path: Path) -> None:
        if not stopped():
            found.extend(_in_backup(backup, path, parameters))

    try:
        backups.each(look)
    except sqlite3.DatabaseError as error:
        raise problem(error) or BackupUnreadable(details=str(error)) from error
    return found


def _in_backup(backup: Backup, path: Path, parameters: dict[str, object]) -> Iterator[Holding]:
    uri = f"{path.absolute().as_uri()}?mode=ro&immutable=1"
    with closing(sqlite3.connect(uri, uri=True)) as db:
        for local_id, _life, _book, sure, *texts in db.execute(
            _CONTACTS.format(found=_FOUND), parameters
        ):
            yield Holding(
                HeldIn.BACKUP,
                path.name,
                backup.at,
                values=values_of(texts[: len(FIELDS)]),
                sure=bool(sure),
                contact_id=local_id,
            )


def aside(folder: Path) -> list[Holding]:
    """Files and folders that were put aside whole and may hold anybody."""
    return [
        Holding(HeldIn.ASIDE, path.name, datetime.fromtimestamp(path.stat().st_mtime, UTC))
        for pattern in _ASIDE
        for path in sorted(folder.glob(pattern))
    ]


def erase_aside(folder: Path, names: Collection[str]) -> None:
    """Deletes these of them, with what lies beside them. Raises StoreProblem."""
    try:
        for one in aside(folder):
            path = folder / one.name
            if one.name in names and path.is_dir():
                shutil.rmtree(path)
            elif one.name in names:
                for suffix in (*BESIDE, LEDGER, ""):
                    beside(path, suffix).unlink(missing_ok=True)
    except OSError as error:
        raise disk_problem(error) from error
