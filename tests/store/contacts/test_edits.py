"""The store rebases many contacts in SQL; `merge.rebase` is what that must come to."""

import asyncio
from collections.abc import Mapping, Sequence
from itertools import groupby
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from smsbook_gui.domain.contacts.batch import BatchKind
from smsbook_gui.domain.contacts.bulk_edit import FieldChange
from smsbook_gui.domain.contacts.contact import ContactField, Values
from smsbook_gui.domain.contacts.merge import Base, rebase
from smsbook_gui.domain.contacts.remote import RemoteContact, RemoteListing
from smsbook_gui.store.bulk.edit_each import packed
from tests.store.desk import COMPANY, FIRST, PHONE, Desk, desk_at
from tests.support.plugins.long import examples

FIELDS = (FIRST, COMPANY, PHONE)
_TEXTS = st.sampled_from(["", " ", "Ann", " Ann ", "Ann\u200b", "Jos\u00e9", "Jose\u0301", "ann"])
_PHONES = st.sampled_from(["", "0400 000 000", "+61400000000", "0411 111 111 (mob)", "x", " X"])
_VALUES: st.SearchStrategy[Values] = st.fixed_dictionaries(
    {}, optional={field: _PHONES if field is PHONE else _TEXTS for field in FIELDS}
)
_EDITS = st.lists(st.tuples(st.booleans(), _VALUES.filter(bool)), min_size=1, max_size=4)
"""Whether each contact gets its own values or all get the same, and the values."""


@given(listed=st.lists(_VALUES, min_size=1, max_size=3), edits=_EDITS)
@settings(max_examples=examples(80), suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_the_store_rebases_as_the_reference_does(
    tmp_path_factory: pytest.TempPathFactory,
    listed: list[Values],
    edits: list[tuple[bool, Values]],
) -> None:
    async def check(path: Path) -> None:
        async with desk_at(path) as desk:
            ids = await _listed(desk, listed)
            for each_its_own, values in edits:
                locals_ = {one: (await desk.contact(one)).values for one in ids}
                wanted = {one: _editable(local, values) for one, local in locals_.items()}
                if not each_its_own:
                    wanted = dict.fromkeys(ids, values)
                expected = {
                    one: rebase(locals_[one], _base(desk, one), wanted[one], "AU") for one in ids
                }
                if each_its_own:
                    await _edit_each(desk, locals_, wanted)
                else:
                    await desk.store.contacts.edit(ids, values, title="Edited", kind=BatchKind.EDIT)
                assert {one: _base(desk, one) for one in ids} == expected

    asyncio.run(check(tmp_path_factory.mktemp("edits") / "d" / "contacts.db"))


STATEMENTS = 22
"""Of a Save of one field. Nearly all of its time is the commit; but let each have a reason."""


@pytest.mark.anyio
async def test_a_save_of_one_field_takes_few_statements(desk: Desk) -> None:
    local_id = await desk.saved(await desk.book())
    seen: list[str] = []
    writer = desk.store._database.writer
    await writer.run(lambda side: side.db.set_trace_callback(seen.append))
    await desk.edit(local_id, {FIRST: "Bea"})
    await writer.run(lambda side: side.db.set_trace_callback(None))
    # What the search index does comes as comments, and a statement again after each.
    own = [text for text in seen if not text.startswith("--")]
    own = [text for text in own if text != "SELECT EXISTS (SELECT 1 FROM unindexed)"]  # idle
    assert len([text for text, _ in groupby(own)]) <= STATEMENTS, own


async def _listed(desk: Desk, listed: Sequence[Values]) -> list[int]:
    """Contacts of which a listing told these fields; the others were never read."""
    book = await desk.book(server_id=11)
    contacts = tuple(RemoteContact(100 + n, values) for n, values in enumerate(listed))
    asked = await desk.store.sync.sequence()
    await desk.store.sync.record_listing(book, RemoteListing(11, "Friends", contacts), asked=asked)
    return sorted(await desk.ids())


def _editable(local: Values, values: Values) -> Values:
    """An edit of each contact's own is made of what was read."""
    return {field: text for field, text in values.items() if field in local}


def _base(desk: Desk, local_id: int) -> Base:
    rows = desk.sql("SELECT field, value FROM base WHERE contact_id = ?", local_id)
    return {ContactField(field): value for field, value in rows}


async def _edit_each(desk: Desk, before: Mapping[int, Values], after: Mapping[int, Values]) -> None:
    changes = {
        one: packed(
            FieldChange(one, field, before[one][field], text) for field, text in own.items()
        )
        for one, own in after.items()
        if own
    }
    await desk.store.contacts.edit_each(changes, title="Edited")
