"""Notices that an account's files are a copy, or an older state, of those worked with before.

A copy has the same creates in its outbox. Whichever of the two sends them, the other must not, so
nothing is sent before a person has said what the files are (or nothing in them could go out twice).

Told apart by what the file says of itself (`home` in its notes: computer, folder) and by a note
outside of the folder, which an older copy put back in its place does not bring along: it has the
work counter of the last create that was sent. The order of the writes:

* A create: the store commits that it is sent, then the note gets the counter, then the call
  leaves. A stop in between leaves a note that is behind the file, which is nothing unusual; a copy
  in which the create still waits is behind the note, at the latest when the call leaves.
* A new home: the store commits it as not noted yet, with the one before; then the note is
  written; then the store commits that it is. After a stop in between the note may still name
  exactly the home before, or be missing where there was none.

Not to be noticed: a whole computer that is set back to an earlier state, or run twice as an image.
"""

import hashlib
import json
import logging
import os
import sqlite3
import uuid
from contextlib import closing
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

from smsbook_gui.atomic_file import sync
from smsbook_gui.domain.contacts.contact import Status
from smsbook_gui.domain.contacts.outbox import Entity, EntityKind, Op
from smsbook_gui.domain.errors import PerhapsCopied, PerhapsSentElsewhere
from smsbook_gui.domain.imports.importing import ImportStage
from smsbook_gui.domain.recovery.copies import CopyAnswer, Doubt, Spot
from smsbook_gui.store.bulk import bulk_jobs, operations
from smsbook_gui.store.bulk.bulk_jobs import BulkOperation
from smsbook_gui.store.contacts import books
from smsbook_gui.store.contacts.counters import Counted
from smsbook_gui.store.contacts.meta import meta, set_meta
from smsbook_gui.store.contacts.outbox_rows import BOOK_ROWS, CONTACT_ROWS
from smsbook_gui.store.contacts.reconcile import OP
from smsbook_gui.store.contacts.stored_errors import error_json
from smsbook_gui.store.db.private_files import private_dir, private_file
from smsbook_gui.store.db.transaction import Read, Transaction, WriteSide
from smsbook_gui.store.sync.dispatch import begin_book, begin_contact, recover

_log = logging.getLogger(__name__)

META_HOME = "home"
META_IMPORTS_DOUBTED = "imports_doubted"
"""Set while unfinished imports of a copy must not go on by themselves."""

_LENGTH = 512
"""Bytes of a note: written over in place, in one sector, so that it is whole at any moment."""

_UNSENT = f"state IN ({Status.WAITING:d}, {Status.REFUSED:d})"
"""What was refused here may have been put right and sent since, as what waits may have been."""
_WAITING_CREATES = (
    f"SELECT contact.local_id FROM {CONTACT_ROWS} JOIN contact USING (local_id)"
    f" WHERE {_UNSENT} AND ({OP}) = '{Op.NEW}'"
)
_WAITING_BOOKS = (
    f"SELECT book.local_id FROM {BOOK_ROWS} JOIN book USING (local_id)"
    f" WHERE {_UNSENT} AND ({books.OP}) = '{Op.NEW}' AND (state = {Status.WAITING:d}"
    f" OR NOT EXISTS (SELECT 1 FROM {BOOK_ROWS.retired} WHERE retired_id.local_id = book.local_id))"
)
"""Not one that the service no longer has: it may come back there by itself."""
_CREATING = (
    BulkOperation.IMPORT,
    BulkOperation.RESTORE,
    BulkOperation.TAKE_BACK,
    BulkOperation.SEND_AGAIN,
)
_STAKES = f"""
    SELECT (SELECT count(*) FROM ({_WAITING_CREATES}))
        + (SELECT count(*) FROM ({_WAITING_BOOKS}))
        + (SELECT coalesce(sum(size), 0) FROM staged JOIN staging USING (batch_id)
            WHERE (turn IS NOT NULL OR work = '{BulkOperation.IMPORT}')
            AND work IN ({", ".join(f"'{work}'" for work in _CREATING)}))"""


@dataclass(frozen=True, slots=True)
class _Home:
    """What the file says of itself. `store` is the same in all its copies, until one of them is
    known to be one. `before`: where it was, until the note outside says where it is."""

    store: str
    spot: Spot
    noted: bool
    before: Spot | None = None


@dataclass(frozen=True, slots=True)
class _Note:
    """What stands outside of the folder."""

    spot: Spot
    counter: int


class CopyWatch:
    """Watches over the file of one account, on the writer's thread.

    `computer` tells this computer from others, `notes` is a folder outside of the data folder
    (None: there is none, and an older copy in the same place is not noticed). `import_dbs`:
    the folder with the databases of imports.
    """

    def __init__(self, path: Path, *, computer: str, notes: Path | None, import_dbs: Path) -> None:
        self._folder = path.parent
        self._computer = _hash(computer)
        self._notes = notes
        self._import_dbs = import_dbs
        self._store = ""
        self._spot = Spot("", "", "")

    def settle(self, side: WriteSide, answer: CopyAnswer | None) -> None:
        """Decides whether the file is still the one that it was; a person's `answer` overrules.

        Raises PerhapsCopied where it may be a copy, it holds something that could be created
        twice, and there is no answer.
        """
        here, home = self._here(), _home(side)
        self._spot = here
        doubt = self._doubt(side, home, here)
        if doubt is not None and answer is None:
            creates = side.value(_STAKES) + _committing(self._import_dbs)
            if creates:
                raise PerhapsCopied(doubt, creates)
        if doubt is not None and answer is CopyAnswer.ONE_OF_SEVERAL:
            _log.info("the files of an account are a copy (%s)", doubt)
            self._move_in(side, here, home, copied=True)
        elif doubt is not None or home is None:
            self._move_in(side, here, home, copied=False)
        else:
            self._store = home.store
            if not home.noted:
                self._note_home(side, home)

    def keep_up(self, side: Read) -> None:
        """After the commit that creates are sent, before they leave."""
        try:
            self._write(_Note(self._spot, _counter(side)))
        except OSError as error:
            _log.warning("what was sent could not be noted (error %s)", error.errno)

    # --- is it what it was? ------------------------------------------------------------------

    def _here(self) -> Spot:
        folder = os.path.normcase(os.path.realpath(self._folder))
        return Spot(self._computer, _hash(folder), str(self._folder.stat().st_ino))

    def _doubt(self, side: Read, home: _Home | None, here: Spot) -> Doubt | None:
        if home is None:  # never watched before; or older than that, and something was here since
            return Doubt.OLDER if self._has_note_of(here) else None
        if home.spot.computer != here.computer:
            return Doubt.COMPUTER
        if home.spot != here:
            return Doubt.FOLDER
        return None if self._notes is None else self._doubt_by_note(side, home)

    def _doubt_by_note(self, side: Read, home: _Home) -> Doubt | None:
        """The same for a file that lies where it says it does."""
        here, note = home.spot, self._read(home.store)
        if note is None:
            return Doubt.NO_NOTE if home.noted or home.before is not None else None
        if note.spot != here and (home.noted or note.spot != home.before):
            elsewhere = note.spot.computer != here.computer
            return Doubt.COMPUTER if elsewhere else Doubt.FOLDER
        return Doubt.OLDER if note.spot == here and note.counter > _counter(side) else None

    # --- a new home --------------------------------------------------------------------------

    def _move_in(self, side: WriteSide, here: Spot, was: _Home | None, *, copied: bool) -> None:
        """A copy gets a name of its own, so that what is noted of the other one stays true."""
        if was is None or copied:
            home = _Home(uuid.uuid4().hex, here, noted=False)
        else:
            note = self._read(was.store)
            home = _Home(was.store, here, noted=False, before=note.spot if note else None)

        def write(tx: Transaction) -> None:
            if copied:
                _doubt_everything(tx)
            _keep(tx, home)

        side.transact(write)
        self._store = home.store
        self._note_home(side, home)

    def _note_home(self, side: WriteSide, home: _Home) -> None:
        if self._notes is None:
            return
        try:
            self._write(_Note(home.spot, _counter(side)))
        except OSError as error:
            _log.warning("nothing can be noted of an account (error %s)", error.errno)
            return
        side.transact(lambda tx: _keep(tx, replace(home, noted=True, before=None)))

    # --- the notes ---------------------------------------------------------------------------

    def _file(self, store: str) -> Path | None:
        return None if self._notes is None else self._notes / f"{store}.json"

    def _read(self, store: str) -> _Note | None:
        path = self._file(store)
        return None if path is None else _note_in(path)

    def _has_note_of(self, here: Spot) -> bool:
        if self._notes is None or not self._notes.is_dir():
            return False
        notes = [_note_in(path) for path in self._notes.glob("*.json")]
        return any(note is not None and note.spot == here for note in notes)

    def _write(self, note: _Note) -> None:
        path = self._file(self._store)
        if path is None:
            return
        made = not path.exists()
        if made:
            private_dir(path.parent)
            private_file(path)
        text = json.dumps({**asdict(note.spot), "counter": note.counter})
        with path.open("r+b") as file:
            file.write(text.ljust(_LENGTH).encode())
        sync(path)
        if made:
            sync(path.parent)


def _hash(text: str) -> str:
    return hashlib.sha256(f"SMS Book\n{text}".encode(errors="surrogateescape")).hexdigest()[:32]


def _counter(read: Read) -> int:
    found: int = read.value("SELECT value FROM counter WHERE name = 'sequence'")
    return found


def _spot(value: Any) -> Spot:
    return Spot(str(value["computer"]), str(value["folder"]), str(value["file_id"]))


def _note_in(path: Path) -> _Note | None:
    """None where it is missing or cannot be understood."""
    try:
        value = json.loads(path.read_bytes())
        return _Note(_spot(value), int(value["counter"]))
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return None


def _home(read: Read) -> _Home | None:
    text = meta(read, META_HOME)
    if text is None:
        return None
    value = json.loads(text)
    before = value["before"]
    return _Home(
        value["store"],
        _spot(value["spot"]),
        value["noted"],
        None if before is None else _spot(before),
    )


def _keep(tx: Transaction, home: _Home) -> None:
    set_meta(tx, META_HOME, json.dumps(asdict(home)))


def _committing(import_dbs: Path) -> int:
    """How many rows imports would bring in that were on their way when the program ended.

    Those that the store knows of are counted there as well.
    """
    return sum(_rows_to_come(path) for path in import_dbs.glob("*.sheet"))


def _rows_to_come(path: Path) -> int:
    try:
        with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as db:
            [text] = db.execute("SELECT value FROM note WHERE key = 'import'").fetchone()
            if json.loads(text)["stage"] != ImportStage.COMMITTING:
                return 0
            return int(db.execute("SELECT count(*) FROM line WHERE problem = ''").fetchone()[0])
    except (sqlite3.Error, ValueError, KeyError, TypeError):
        return 0  # an import that cannot be read does not resume either


def _doubt_everything(tx: Transaction) -> None:
    """Creates that wait are unsure; what was decided of many contacts is carried out first."""
    while bulk_jobs.is_pending(tx):
        bulk_jobs.execute_next(tx, operations.execute, operations.finish)
    _doubt_creates(tx)
    set_meta(tx, META_IMPORTS_DOUBTED, "yes")


def _doubt_creates(tx: Transaction) -> None:
    """Creates that wait become unsure, as if they had been sent now and the answer were lost."""
    told = error_json(PerhapsSentElsewhere())
    ids = [row[0] for row in tx.all(_WAITING_CREATES)]
    book_ids = [row[0] for row in tx.all(_WAITING_BOOKS)]
    sequence = tx.next_sequence()
    with tx.contacts(ids) as creates, Counted(tx, creates):
        for local_id in ids:
            begin_contact(tx, Entity(EntityKind.CONTACT, local_id), Op.NEW, None, sequence)
    for book_id in book_ids:
        begin_book(tx, Entity(EntityKind.BOOK, book_id), Op.NEW, None, sequence)
    recover(tx)
    for rows, found in ((CONTACT_ROWS, ids), (BOOK_ROWS, book_ids)):
        doubted = [(told, local_id) for local_id in found]
        tx.many(rows.update("error = ?, sent_time = NULL", "local_id = ?"), doubted)
