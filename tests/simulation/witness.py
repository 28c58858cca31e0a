"""What this computer knew when a call reached the service: only its file says so."""

from typing import TYPE_CHECKING

from smsbook_gui.domain.contacts.contact import ContactField
from smsbook_gui.domain.contacts.merge import same
from smsbook_gui.store.contacts.outbox_rows import CONTACT_ROWS
from tests.simulation.computer import Computer
from tests.support.will import REGION, TOKEN, Seen

if TYPE_CHECKING:
    from tests.simulation.world import World


class Witness:
    """Judges calls as they come in; the judge looks at what is left in the end."""

    def __init__(self, world: "World") -> None:
        self._world, self._will = world, world.will
        self.known: list[tuple[float, frozenset[int]]] = []

    @property
    def _computer(self) -> Computer:
        return self._world.computer

    def _local(self, server_id: int) -> int | None:
        found = self._computer.all("SELECT local_id FROM contact WHERE server_id = ?", server_id)
        return found[0][0] if found else None

    def _unread(self, server_id: int) -> list[ContactField]:
        """What was never read of a contact, unless a person said that it may be lost."""
        found = self._computer.all(
            f"SELECT {', '.join(ContactField)} FROM contact WHERE server_id = ?"
            " AND read_at IS NULL",
            server_id,
        )
        texts = found[0] if found else ()
        return [name for name, text in zip(ContactField, texts, strict=False) if text is None]

    def on_service(self, token: str) -> list[int]:
        return [
            key for key, one in self._will.contacts.items() if token and one.values[TOKEN] == token
        ]

    def note_known(self) -> None:
        """The ids of the service that stand in the file at this moment."""
        if self._computer.dead:
            return
        rows = self._computer.all(
            "SELECT server_id FROM contact WHERE server_id NOT NULL"
            f" UNION SELECT server_id FROM retired_id WHERE kind = {CONTACT_ROWS.kind}"
        )
        self.known.append((self._world.loop.time(), frozenset(row[0] for row in rows)))

    def was_known(self, server_id: int) -> bool:
        """Whether the id was here a second ago: before whatever is being sent now."""
        then = self._world.loop.time() - 1.0
        older = (ids for at, ids in reversed(self.known) if at <= then)
        return server_id in next(older, frozenset())

    def knew(self, server_id: int, name: ContactField, value: str) -> bool:
        """Whether a conflict or an action of the person had this value before it."""
        if self._computer.dead:
            return True
        local_id = self._local(server_id)
        told = self._computer.all(
            "SELECT theirs FROM conflict WHERE contact_id = ?1 AND field = ?2 UNION ALL"
            " SELECT before FROM history WHERE contact_id = ?1 AND field = ?2"
            " AND author <> 'service'",
            local_id,
            name.value,
        )
        return any(same(name, text, value, REGION) for (text,) in told)

    def may_delete(self, server_id: int, seen: Seen | None) -> str:
        if self._computer.dead:
            return ""
        for name in self._unread(server_id):
            there = self._will.contacts.get(server_id)
            told = self._local(server_id) in self._world.journal.sent_again
            if there is not None and there.values[name] and not told:
                return f"{server_id} deleted, and its {name} was never read"
        local_id = self._local(server_id) or 0
        # Once it was over, no clock that is put back brings the banner again.
        until = self._world.journal.held.pop(local_id, None)
        if until is not None and self._world.clock.now() < until:
            return f"{server_id} deleted while its banner stands"
        by_undo = self._world.journal.ended_by.get(local_id) in {"undo", "redo"}
        if by_undo and local_id not in self._world.journal.given_up:
            return self._may_undo(local_id, server_id, seen)
        return ""

    def _may_undo(self, local_id: int, server_id: int, seen: Seen | None) -> str:
        """What an undo deletes was made by its batch, and reads as that sent it."""
        there = self._will.contacts.get(server_id)
        token = self._world.journal.tokens.get(local_id)
        if there is None or not token:
            return ""
        if seen is None:
            return f"an undo deletes {server_id} without a read before it"
        if (token, server_id) in self._will.facts.known_before:
            return f"an undo deletes {server_id}, which was there before {token}"
        another = (token, server_id) in self._will.facts.unknown_before
        for name, text in seen.values.items():
            mine = [value for who, value in self._will.facts.log[server_id, name] if who == "app"]
            if another:  # that it was not made by the batch, nobody here could tell
                mine.append(self._world.journal.typed.get((local_id, name), ""))
            ours = there.maker == "app" and not mine and not text
            if not ours and not any(same(name, text, value, REGION) for value in mine):
                return f"an undo deletes {server_id}, which reads differently: {name} is {text!r}"
        return ""

    def may_delete_book(self, server_id: int) -> str:
        if server_id in self._world.person.books_given_up or server_id in self._will.ours:
            return ""
        return f"address book {server_id} is deleted, which nobody gave up"
