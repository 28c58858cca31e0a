"""Keep a store file of this version of the schema, so that later versions are tried on it.

    python -m tests.store.keep          tests/store/kept/v<N>.db.gz, where N is the newest step

A step that is added to smsbook_gui/store/db/schema.py needs a new file; the files of earlier steps
stay as they are: each was written by SMS Book as it was then. What stands in them is written down
in `test_kept.py`.
"""

import asyncio
import gzip
import tempfile
from pathlib import Path

from smsbook_gui.domain.contacts.draft import Draft
from smsbook_gui.store.db.schema import STEPS
from tests.store.desk import ANNA, COMPANY, CUSTOM, FIRST, LAST, PHONE, Desk, desk_at

KEPT = Path(__file__).parent / "kept"


async def furnish(desk: Desk) -> None:
    """One contact in every state that the outbox knows, with its history."""
    friends = await desk.book("Friends", 10)
    await desk.saved(friends)
    changed = await desk.saved(friends, {FIRST: "Bruno", LAST: "Çelik", PHONE: "0400 000 002"})
    refused = await desk.saved(friends, {FIRST: "Chloé", PHONE: "0400 000 003"})
    lost = await desk.saved(friends, {FIRST: "Dmitri", COMPANY: "Acme", PHONE: "0400 000 004"})
    deleted = await desk.saved(friends, {FIRST: "Ewa", PHONE: "0400 000 005"})
    both = await desk.saved(friends, {FIRST: "Frank", COMPANY: "Acme", PHONE: "0400 000 006"})
    created = await desk.new(friends, {FIRST: "Gina", PHONE: "0400 000 007"})
    await desk.send()  # its answer never comes: the program ends here
    await desk.edit(refused, {COMPANY: "Not this"})
    await desk.send()
    await desk.refuse(refused, "That company is not known.")
    await desk.edit(lost, {COMPANY: "Bluegum"})
    await desk.send()
    await desk.lose(lost)
    await desk.edit(both, {COMPANY: "Ours"})
    await desk.read(both, {FIRST: "Frank", COMPANY: "Theirs", PHONE: "0400 000 006"})
    await desk.edit(changed, {COMPANY: "Wattle & Söhne", CUSTOM: "VIP"})
    await desk.delete(deleted)
    await desk.new(friends, {**ANNA, FIRST: "Hélène", PHONE: "0400 000 008"})
    await desk.store.drafts.save(Draft(created, friends, {LAST: "Half typ"}))
    await desk.store.meta.set("kept", "yes")


async def _make(path: Path) -> None:
    async with desk_at(path) as desk:
        await furnish(desk)


def main() -> None:
    """Write the file."""
    target = KEPT / f"v{len(STEPS)}.db.gz"
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "contacts.db"
        asyncio.run(_make(path))
        target.write_bytes(gzip.compress(path.read_bytes(), mtime=0))


if __name__ == "__main__":
    main()
