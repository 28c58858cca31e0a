"""What others do at the service meanwhile: colleagues, and an automation."""

from typing import TYPE_CHECKING

from smsbook_gui.domain.contacts.contact import Life
from tests.simulation.texts import EDITED

if TYPE_CHECKING:
    from tests.simulation.world import World


class Others:
    """They know nothing of this computer."""

    def __init__(self, world: "World") -> None:
        self._world, self._will = world, world.will
        self._rng, self._texts = world.rng, world.texts

    def other_creates(self) -> None:
        if self._will.books:
            values = {name: self._texts.text(name, "c") for name in EDITED}
            made = self._will.put(self._rng.choice(list(self._will.books)), values)
            self._world.tell(f"   somebody creates {made}")

    def other_copies(self) -> None:
        """Somebody creates what was just created here, and may be unsure."""
        row = self._world.some_row(lambda row: row.life == Life.LIVE and row.server_id is None)
        if row is not None and self._will.books:
            values = {name: row.value(name) or "" for name in EDITED[:3]}
            made = self._will.put(self._rng.choice(list(self._will.books)), values)
            self._world.tell(f"   somebody creates {made}, like contact {row.local_id}")

    def _one_there(self) -> int | None:
        return self._rng.choice(list(self._will.contacts)) if self._will.contacts else None

    def other_edits(self) -> None:
        one = self._one_there()
        if one is not None:
            changes = self._texts.changes("c")
            self._world.tell(f"   somebody edits {one}: {changes}")
            self._will.write(one, changes, "other")

    def other_moves(self) -> None:
        one = self._one_there()
        if one is not None and self._will.books:
            book = self._rng.choice(list(self._will.books))
            self._world.tell(f"   somebody moves {one} to {book}")
            self._will.move(one, book)

    def other_deletes(self) -> None:
        one = self._one_there()
        if one is not None:
            self._world.tell(f"   somebody deletes {one}")
            self._will.remove(one, "other")

    def other_restores(self) -> None:
        """Somebody brings back what was deleted, by whomever."""
        trash = self._will.facts.trash
        if trash:
            one = self._rng.choice(list(trash))
            self._world.tell(f"   somebody restores {one}")
            self._will.restore(one)

    def other_lists_twice(self) -> None:
        """Somebody puts a contact into a second address book."""
        one = self._one_there()
        if one is not None and self._will.books:
            contact = self._will.contacts[one]
            book = self._rng.choice(list(self._will.books))
            contact.also = None if book == contact.book_id else book
            self._world.tell(f"   somebody has {one} listed in {contact.also} too")

    def other_imports(self) -> None:
        """So many at once that some are deleted here before they were read."""
        for _ in range(self._rng.randint(5, 30)):
            self.other_creates()
        if self._rng.random() < 0.5:
            self._world.person.sync_now()

    def other_books(self) -> None:
        number = self._texts.number()
        if self._rng.random() < 0.5 or not self._will.books:
            self._will.new_book(f"Theirs {number}")
        else:
            book = self._rng.choice(list(self._will.books))
            self._will.books[book] = f"Named {number}"

    def other_drops_book(self) -> None:
        if self._will.books:
            book = self._rng.choice(list(self._will.books))
            self._world.tell(f"   somebody deletes the address book {book} with all in it")
            self._will.drop_book(book)

    def automation(self) -> None:
        count = self._rng.randint(1, max(1, len(self._will.contacts)))
        for one in self._rng.sample(
            sorted(self._will.contacts), min(count, len(self._will.contacts))
        ):
            self._world.tell(f"   an automation removes {one}")
            self._will.remove(one, "other")
