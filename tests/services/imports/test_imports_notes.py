"""What is noticed about a file is told before anything of it goes in, and is not forgotten."""

import json
from pathlib import Path

import pytest

from smsbook_gui.domain.imports.tabular import Note, NoteKind
from smsbook_gui.services.imports.record import from_json
from tests.services.import_desk import Office, office_at, people, quiet
from tests.support.notes import said
from tests.support.scripted import ScriptedService

pytestmark = pytest.mark.anyio


async def test_what_stands_far_down_is_told_with_the_check(office: Office) -> None:
    path = office.file(people(300))
    lines = path.read_text().splitlines(keepends=True)
    lines[251] = '"' + lines[251]
    path.write_text("".join(lines))
    job = await office.imports.open(path)
    assert (job.file.layout.clear, job.file.layout.notes) == (True, ())
    await job.check(quiet)
    [note] = job.file.layout.notes
    assert (note.kind, note.rows) == (NoteKind.STRAY_QUOTE, (252,))
    assert "line 252" in note.text


async def test_what_the_first_look_found_is_told_once(office: Office) -> None:
    path = office.file(people(3))
    path.write_bytes(path.read_bytes().replace(b"Ann1", b"Ann\0"))
    job = await office.imports.open(path)
    before = job.file.layout.notes
    assert [note.kind for note in before] == [NoteKind.CONTROL_CHARS]
    await job.check(quiet)
    assert job.file.layout.notes == before


async def test_notes_survive_a_restart(tmp_path: Path, anyio_backend: object) -> None:
    service = ScriptedService()
    async with office_at(tmp_path, service) as office:
        await office.desk.book("Members")
        path = office.file(people(3))
        path.write_bytes(path.read_bytes().replace(b"Ann1", b"Ann\0"))
        job = await office.imports.open(path)
        await job.check(quiet)
        before = job.file.layout.notes
    async with office_at(tmp_path, service) as office:
        [job] = await office.imports.interrupted()
        assert job.file.layout.notes == before


async def test_an_import_of_the_version_before_opens_with_its_sentences(office: Office) -> None:
    job = await office.checked(people(3))
    kept = json.loads(job.record.to_json())
    kept["layout"]["notes"] = [
        "A quotation mark in an odd place was kept as part of the text (line 3)."
    ]
    notes = from_json(job.record.db, json.dumps(kept)).layout.notes
    assert said(notes) == (
        "A quotation mark in an odd place was kept as part of the text (line 3).",
    )
    assert notes == (Note(NoteKind.OTHER, notes[0].text),)
