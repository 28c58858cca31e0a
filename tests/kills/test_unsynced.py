"""The power goes, and with it whatever part of the write-ahead log was not on the disk yet.

A run is recorded: the file, its log, and what was there after each commit. The log is cut at every
frame, and in the middle of every frame; and frames in its middle are lost while later ones are
there. What opens then must be what was there after some commit, and nothing else.
"""

import shutil
import struct
import sys
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from smsbook_gui.domain.contacts.batch import BatchKind
from smsbook_gui.domain.contacts.contact import ContactField, Status
from smsbook_gui.domain.contacts.outbox import Op
from smsbook_gui.domain.errors import AnswerLost, CommitsLost, Refused
from smsbook_gui.domain.phones.phone import PhoneRules
from smsbook_gui.store.recovery import integrity
from smsbook_gui.store.store import Store
from tests.kills import facts

pytestmark = [pytest.mark.anyio, pytest.mark.long]

WAL_HEADER, FRAME_HEADER = 32, 24
"""Bytes (sqlite.org/fileformat2.html, "The Write-Ahead Log")."""
NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
FIRST, LAST = ContactField.FIRST_NAME, ContactField.LAST_NAME
PHONE, COMPANY = ContactField.PHONE_NUMBER, ContactField.COMPANY


@dataclass
class Recording:
    """`moments` is what was there after each commit, oldest first."""

    database: bytes
    log: bytes
    page: int
    moments: list[Any]

    @property
    def frame(self) -> int:
        return FRAME_HEADER + self.page

    @property
    def frames(self) -> int:
        return (len(self.log) - WAL_HEADER) // self.frame

    def cut_after(self, frames: int, more: int = 0) -> bytes:
        """The log with so many whole frames and `more` bytes of the next."""
        return self.log[: WAL_HEADER + frames * self.frame + more]

    def commits(self) -> list[int]:
        """The numbers of frames after which a commit is complete."""
        found = []
        for number in range(self.frames):
            at = WAL_HEADER + number * self.frame
            if struct.unpack(">I", self.log[at + 4 : at + 8])[0]:
                found.append(number + 1)
        return found


async def record(folder: Path) -> Recording:
    """What people and an engine do with a few contacts."""
    path = folder / "contacts.db"
    store = await Store.open(path, rules=PhoneRules(), now=lambda: NOW)
    book = await store.books.create("Patients", 10)
    other = await store.books.create("Staff", 11)
    await store.close()  # folds the log into the file: what follows is all there is in it
    store = await Store.open(path, rules=PhoneRules(), now=lambda: NOW)
    moments = [_moment(path)]
    unsubscribe = store.subscribe(lambda _changes: moments.append(_moment(path)))
    try:
        await _work(store, book, other)
        database, log = path.read_bytes(), path.with_name("contacts.db-wal").read_bytes()
    finally:
        unsubscribe()
        await store.close()
    page = struct.unpack(">I", log[8:12])[0]
    return Recording(database, log, page, moments)


async def _work(store: Store, book: int, other: int) -> None:
    ids = []
    for number in range(4):
        values = {FIRST: f"Zoë {number}", LAST: "Müller", PHONE: f"0491 570 0{number:02}"}
        ids.append((await store.contacts.create(book, values, title="New contact"))[1])
    jobs = await store.sync.next_jobs(NOW, 10, frozenset())
    for request, outcome in zip(await store.sync.begin_send(jobs), "aaur", strict=True):
        if outcome == "a":
            await store.sync.accept(request.entity, 1000 + request.entity.local_id)
        elif outcome == "u":
            await store.sync.needs_attention(request.entity, Status.UNSURE, AnswerLost())
        else:
            await store.sync.needs_attention(request.entity, Status.REFUSED, Refused("no"))
    await store.contacts.edit(
        ids, {COMPANY: "O’Neill"}, title="Bulk", kind=BatchKind.EDIT, book_id=other
    )
    asked = await store.sync.sequence()
    reading = {FIRST: "Zoë 0", LAST: "Mueller", PHONE: "0491570000", COMPANY: "Theirs"}
    await store.sync.record_reading(ids[0], reading, asked=asked)
    for job in await store.sync.next_jobs(NOW, 10, frozenset()):
        if job.op is Op.EDIT:
            await store.sync.begin_send([job])
    await store.bulk.undo()
    await store.contacts.delete(ids[:2], hold_until=NOW + timedelta(hours=1), title="Deleted")
    await store.contacts.restore(ids[:1], title="Restored")


def _moment(path: Path) -> Any:
    with facts.opened(path) as db:
        return facts.everything(db)


def _lay(folder: Path, recording: Recording, log: bytes) -> Path:
    """The file and its log as the crash left them; nothing else is there."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    path = folder / "contacts.db"
    path.write_bytes(recording.database)
    path.with_name("contacts.db-wal").write_bytes(log)
    return path


async def left_behind(folder: Path, recording: Recording, log: bytes) -> tuple[int, list[str]]:
    """Opens what is left: the number of its moment, and what is wrong with it."""
    path = _lay(folder, recording, log)
    with facts.opened(path, writable=True) as db:
        wrong = integrity.check(db)
        there = facts.everything(db)
    _lay(folder, recording, log)
    store = await Store.open(path, rules=PhoneRules(), now=lambda: NOW)
    try:
        sending = [
            job for job in await store.sync.next_jobs(NOW, 10, frozenset()) if job.op is Op.NEW
        ]
        with facts.opened(path, writable=True) as db:
            wrong += integrity.check(db) + integrity.check_search(db)
            wrong += [f"{facts.open_work(db)[1]} still sending"] * (facts.open_work(db)[1] > 0)
            sent = dict(db.execute("SELECT local_id, op FROM outbox WHERE sent IS NOT NULL"))
    finally:
        await store.close()
    wrong += [f"sent again: {job}" for job in sending if sent.get(job.entity.local_id) == Op.NEW]
    return recording.moments.index(there), wrong


async def test_any_part_of_the_log_may_be_missing(
    tmp_path: Path, pytestconfig: pytest.Config
) -> None:
    recording = await record(tmp_path)
    commits = recording.commits()
    assert commits[-1] == recording.frames
    assert len(commits) >= 15
    for header in (0, 1, WAL_HEADER - 1):
        start = recording.log[:header]
        assert await left_behind(tmp_path / "after", recording, start) == (0, [])
    cuts = 3
    for frames in range(recording.frames + 1):
        complete = sum(commit <= frames for commit in commits)
        for more in (0, FRAME_HEADER, recording.frame // 2, recording.frame - 1):
            log = recording.cut_after(frames, more)
            if len(log) < WAL_HEADER + frames * recording.frame + more:
                continue
            moment, wrong = await left_behind(tmp_path / "after", recording, log)
            assert wrong == [], f"{frames} frames and {more} bytes"
            assert _is_after(recording, moment, complete), f"{frames} frames and {more} bytes"
            cuts += 1
    holes = await _with_holes(tmp_path, recording)
    capture = pytestconfig.pluginmanager.getplugin("capturemanager")
    with capture.global_and_fixture_disabled():
        sys.stdout.write(
            f"\nlog of {recording.frames} frames in {len(commits)} commits:"
            f" cut at {cuts} places, {holes} holes, each opened\n"
        )


def _is_after(recording: Recording, moment: int, complete: int) -> bool:
    """Whether it is exactly what was there after so many commits.

    Commits that changed no row that is compared (there are none that anybody heard of) look alike.
    """
    return moment == complete or recording.moments[moment] == recording.moments[complete]


async def _with_holes(tmp_path: Path, recording: Recording) -> int:
    """Disks write in their own order: one frame is lost, those after it are there.

    What was committed behind the hole cannot be had: that is told, and nothing opens as if it had
    never been. A single one was promised to nobody: a second begins when the first is safe.
    """
    commits = recording.commits()
    for frame in range(recording.frames):
        at = WAL_HEADER + frame * recording.frame
        log = recording.log[:at] + bytes(recording.frame) + recording.log[at + recording.frame :]
        if sum(commit > frame + 1 for commit in commits) > 1:
            with pytest.raises(CommitsLost):
                await left_behind(tmp_path / "after", recording, log)
            continue
        moment, wrong = await left_behind(tmp_path / "after", recording, log)
        assert wrong == [], f"frame {frame} is lost"
        assert _is_after(recording, moment, sum(commit <= frame for commit in commits))
    return recording.frames
