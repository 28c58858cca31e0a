"""What people do with contacts: each action is one batch, committed locally at once.

The services own the titles of batches, which people read; the store keeps them.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

from smsbook_gui.domain.contacts.batch import BatchKind, UndoReport, WayBack
from smsbook_gui.domain.contacts.contact import ContactField, Values
from smsbook_gui.domain.errors import AnswerLost, InvalidInput, Refused, ServiceError, SignedOut
from smsbook_gui.domain.texts.text_marker import Text
from smsbook_gui.services.runtime.clock import Clock
from smsbook_gui.services.runtime.ports import Service
from smsbook_gui.services.sync.rate_limiter import Lane
from smsbook_gui.services.sync.service_gate import ServiceGate
from smsbook_gui.store.store import Store

HELD_FOR = timedelta(days=1)
"""How long a delete is held if no banner ever lets it go: a day by the wall clock, which is longer
if the clock is set back and shorter if it leaps ahead."""


@dataclass(frozen=True, slots=True)
class HeldDelete:
    """A delete whose calls wait until its banner has gone."""

    batch_id: int
    count: int


@dataclass(frozen=True, slots=True)
class Done:
    """An action, and how many contacts it really changed: some may have been so already."""

    batch_id: int
    count: int


@dataclass(frozen=True, slots=True)
class AddReport:
    """What "Add existing by ID" found. The tuples hold the service's ids."""

    added: int = 0
    known: int = 0
    missing: tuple[int, ...] = ()
    failed: tuple[tuple[int, str], ...] = ()


class ContactService:
    """Commands on contacts. Raises StoreProblem if the disk does not let it save."""

    def __init__(
        self, store: Store, service: Service | None, gate: ServiceGate, clock: Clock
    ) -> None:
        self._store = store
        self._service = service
        self._gate = gate
        self._clock = clock

    async def create(self, book_id: int, values: Values) -> int:
        """A new contact in that address book (local id); returns its local id."""
        _, local_id = await self._store.contacts.create(book_id, values, title=Text("New contact"))
        return local_id

    async def edit(self, local_id: int, changes: Values, book_id: int | None = None) -> None:
        """Changes these fields, and the address book if one is given."""
        await self._store.contacts.edit(
            [local_id], changes, book_id=book_id, title=Text("Contact edited"), kind=BatchKind.EDIT
        )

    async def bring_back(self, local_id: int, values: Values, book_id: int | None = None) -> Done:
        """Gives a contact values, and an address book, that it had before."""
        batch = await self._store.contacts.edit(
            [local_id],
            values,
            book_id=book_id,
            title=Text("Earlier values brought back"),
            kind=BatchKind.EDIT,
        )
        return Done(batch, await self._store.bulk.size(batch))

    async def move(self, ids: Sequence[int], book_id: int) -> Done:
        """Moves contacts to that address book."""
        batch = await self._store.contacts.edit(
            ids, {}, book_id=book_id, title=_title(len(ids), "moved"), kind=BatchKind.MOVE
        )
        return Done(batch, await self._changed_by(batch, len(ids), "moved"))

    async def delete(self, ids: Sequence[int]) -> HeldDelete:
        """Deletes contacts here at once, and at the service once `release` is called."""
        until = self._clock.now() + HELD_FOR
        batch = await self._store.contacts.delete(
            ids, hold_until=until, title=_title(len(ids), "deleted")
        )
        return HeldDelete(batch, await self._changed_by(batch, len(ids), "deleted"))

    async def held_deletes(self) -> list[HeldDelete]:
        """Deletes whose calls still wait for their banner, also from before a restart."""
        held = await self._store.bulk.held_deletes(self._clock.now())
        return [HeldDelete(batch, count) for batch, count in held]

    async def release(self, batch_id: int) -> None:
        """Lets the calls go out: the banner has gone."""
        await self._store.bulk.release(batch_id)

    async def restore(self, ids: Sequence[int]) -> Done:
        """Brings contacts back from Recently deleted."""
        batch = await self._store.contacts.restore(ids, title=_title(len(ids), "restored"))
        return Done(batch, await self._changed_by(batch, len(ids), "restored"))

    async def _changed_by(self, batch_id: int, asked: int, done: str) -> int:
        """How many contacts the batch changed, which its title then says as well."""
        count = await self._store.bulk.size(batch_id)
        if count != asked:
            await self._store.bulk.set_title(batch_id, _title(count, done))
        return count

    async def undo(self) -> UndoReport:
        """Takes back the last action. Raises NothingToUndo."""
        return await self._store.bulk.undo()

    async def redo(self) -> UndoReport:
        """Takes back the last undo. Raises NothingToUndo."""
        return await self._store.bulk.redo()

    async def take_back(self, batch_id: int, way: WayBack) -> UndoReport:
        """Takes that action back, or does it again, however long ago it was.

        What was changed since stays, and is told. Raises NothingToUndo where that was done
        meanwhile.
        """
        return await self._store.bulk.take_back(batch_id, way)

    async def resolve(self, local_id: int, choices: Mapping[ContactField, str]) -> None:
        """Settles a conflict with the chosen value for each field."""
        await self._store.attention.resolve(local_id, choices, title=Text("Conflict settled"))

    async def resolve_all(self, ids: Sequence[int], *, theirs: bool) -> int:
        """Settles all these conflicts with the service's values or with ours; returns how many."""
        title = _title(len(ids), "settled")
        return await self._store.attention.resolve_all(ids, theirs=theirs, title=title)

    async def take_in(self, ids: Sequence[int]) -> int:
        """Merges new contacts that the service had already into those; returns how many."""
        return await self._store.attention.take_in(
            ids, title=_title(len(ids), "taken into the one there")
        )

    async def send_again(self, ids: Sequence[int]) -> None:
        """Sends again what was not accepted, or what the person says did not arrive."""
        await self._store.attention.send_again(ids, title=Text("Sent again"))

    async def claim(self, local_id: int, server_id: int) -> None:
        """Gives an unsure create this id of the service, as a person says.

        Raises the ServiceError family if the id cannot be read, InvalidInput if it cannot be that.
        """
        if self._service is None:
            raise SignedOut
        service = self._service
        known = await self._store.contacts.by_server_id(server_id)
        if known is not None and known.local_id < local_id:
            raise InvalidInput(Text("This ID belongs to another contact that was here before."))
        asked = await self._store.sync.sequence()
        values = await self._gate.call(Lane.PERSON, lambda: service.contact(server_id))
        await self._store.sync.adopt(local_id, server_id, values, asked=asked, by_person=True)

    async def claim_all(self, matches: Sequence[tuple[int, int]]) -> int:
        """Calls `claim` for each (local id, server id); returns how many succeeded.

        What cannot be is left as it is. Raises the ServiceError family if the gate is closed; what
        succeeded by then stays.
        """
        taken = 0
        for local_id, server_id in matches:
            try:
                await self.claim(local_id, server_id)
            except (InvalidInput, Refused, AnswerLost):
                continue
            taken += 1
        return taken

    async def create_again(self, ids: Sequence[int]) -> None:
        """Creates contacts anew that are gone from the service, under new ids."""
        await self._store.attention.create_again(ids, title=_title(len(ids), "created again"))

    async def discard(self, ids: Sequence[int]) -> None:
        """Gives up the unsent changes of these contacts."""
        await self._store.attention.discard(ids, title=Text("Changes discarded"))

    async def refresh(self, local_id: int) -> None:
        """Reads a contact that a person opened, quietly: being offline does not matter here."""
        contact = await self._store.contacts.get(local_id)
        service = self._service
        if contact is None or contact.server_id is None or service is None or not self._gate.is_up:
            return
        server_id = contact.server_id
        await self._gate.clear(Lane.PERSON)
        with self._gate.limiter.holding():
            asked = await self._store.sync.sequence()
        try:
            values = await self._gate.send(lambda: service.contact(server_id))
        except ServiceError:
            return
        await self._store.sync.record_reading(local_id, values, asked=asked)

    async def add_existing(
        self, server_ids: Sequence[int], book_id: int, progress: Callable[[int, int], None]
    ) -> AddReport:
        """Reads contacts by the service's ids into an address book (local id).

        `progress` gets (done, of). Raises ServiceError if the gate is closed; what was added by
        then stays.
        """
        if self._service is None:
            raise SignedOut
        report = AddReport()
        for done, server_id in enumerate(server_ids):
            progress(done, len(server_ids))
            report = await self._add_one(server_id, book_id, report)
        progress(len(server_ids), len(server_ids))
        return report

    async def _add_one(self, server_id: int, book_id: int, report: AddReport) -> AddReport:
        if await self._store.contacts.by_server_id(server_id) is not None:
            return replace(report, known=report.known + 1)
        assert self._service is not None
        service = self._service
        try:
            values = await self._gate.call(Lane.BULK, lambda: service.contact(server_id))
        except Refused as error:
            if error.not_found:
                return replace(report, missing=(*report.missing, server_id))
            return replace(report, failed=(*report.failed, (server_id, error.message)))
        except AnswerLost as error:
            return replace(report, failed=(*report.failed, (server_id, error.message)))
        await self._store.contacts.add_existing(book_id, server_id, values)
        return replace(report, added=report.added + 1)


def _title(count: int, done: str) -> str:
    return f"1 contact {done}" if count == 1 else f"{count:,} contacts {done}"
