"""What only a person can settle, and how it is settled."""

from collections.abc import Mapping, Sequence
from functools import partial

from smsbook_gui.domain.contacts.contact import ContactField
from smsbook_gui.domain.contacts.outbox import AttentionGroup, AttentionItem
from smsbook_gui.store.bulk import operations
from smsbook_gui.store.bulk.bulk_runner import BulkRunner
from smsbook_gui.store.contacts import actions, attention
from smsbook_gui.store.db.database import Database
from smsbook_gui.store.sync import full_pull


class AttentionStore:
    """Contacts that wait for a person, and the answers; each answer is a batch."""

    def __init__(self, database: Database, runner: BulkRunner) -> None:
        self._database = database
        self._runner = runner

    async def items(self, limit: int = 1000) -> list[AttentionItem]:
        """What only a person can settle, newest first."""
        return await self._database.read_slow(attention.attention, limit)

    async def item(self, contact_id: int) -> AttentionItem | None:
        """The same for one contact; None if it needs nothing."""
        return await self._database.read_slow(attention.item, contact_id)

    async def groups(self, ids: Sequence[int]) -> list[AttentionGroup]:
        """Those of these contacts that need attention, by reason. `ids` may be very many."""
        return await self._database.read_slow(attention.groups, ids)

    async def resolve(
        self,
        contact_id: int,
        choices: Mapping[ContactField, str],
        *,
        title: str,
    ) -> int:
        """Settles the conflicts of a contact with the chosen value of each field."""
        return await self._database.write(
            operations.overtake, [contact_id], actions.resolve, contact_id, choices, title=title
        )

    async def resolve_all(self, ids: Sequence[int], *, theirs: bool, title: str) -> int:
        """Settles all conflicts of these contacts with one side; returns how many there were."""
        resolve = partial(operations.resolve_all, ids=ids, theirs=theirs, title=title)
        _, report = await self._runner.run(resolve, int)
        return report.contacts

    async def take_in(self, ids: Sequence[int], *, title: str) -> int:
        """Merges creates that are there already into the contacts that are there; returns how
        many."""
        take_in = partial(operations.take_in, ids=ids, title=title)
        _, report = await self._runner.run(take_in, int)
        return report.contacts

    async def send_again(self, ids: Sequence[int], *, title: str) -> None:
        """Lets contacts wait again that were refused or, as the person decided, are unsure."""
        await self._runner.run(partial(operations.send_again, ids=ids, title=title), int)

    async def create_again(self, ids: Sequence[int], *, title: str) -> int:
        """Creates contacts anew that are gone from the service; returns the batch."""
        return await self._database.write(
            operations.overtake, ids, full_pull.create_again, ids, title=title
        )

    async def discard(self, ids: Sequence[int], *, title: str) -> None:
        """Gives up refused changes: local becomes base, and a create is deleted."""
        await self._runner.run(partial(operations.discard, ids=ids, title=title), int)
