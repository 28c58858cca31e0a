"""What a pass over the listings settles: creates whose answer was lost, and what is gone."""

from collections.abc import Callable

from smsbook_gui.services.line import Line
from smsbook_gui.services.missing import Gone, MissingContacts
from smsbook_gui.services.ports import Service
from smsbook_gui.services.unsure import UnsureCreates
from smsbook_gui.store.store import Store


class Aftermath:
    """`changed` is called when a question arises or is answered."""

    def __init__(
        self, store: Store, service: Service, line: Line, *, changed: Callable[[], None]
    ) -> None:
        self._store = store
        self._unsure = UnsureCreates(store, service, line)
        self._missing = MissingContacts(store, service, line)
        self._changed = changed
        self._question: Gone | None = None
        self._kept: frozenset[int] = frozenset()
        """Missing contacts that the person wants to keep, for this run of the app."""

    @property
    def gone_question(self) -> int:
        """So many contacts are gone that a person has to say whether that can be right; or 0."""
        return len(self._question.ids) if self._question else 0

    async def settle(self, asked: int | None) -> None:
        """After a pass that began at work counter `asked`; None: it was not complete."""
        await self._unsure.adopt_clear_matches()
        if asked is None:
            return
        missing = await self._store.end_pass(asked=asked)
        gone = await self._missing.prove(
            [one for one in missing if one.local_id not in self._kept], asked=asked
        )
        if gone.suspicious:
            self._ask(gone)
        elif gone.ids:
            await self._store.mark_gone(gone.ids, asked=gone.asked)

    async def has_more_to_find(self) -> bool:
        """Whether another pass may settle what this one could not."""
        return self._missing.found_elsewhere or bool(await self._store.unsure_creates())

    async def answer_gone(self, *, right: bool) -> None:
        """The answer to `gone_question`: they are gone indeed, or are to be kept."""
        question, self._question = self._question, None
        if question is not None and right:
            await self._store.mark_gone(question.ids, asked=question.asked)
        elif question is not None:
            self._kept |= frozenset(question.ids)
        self._changed()

    def _ask(self, gone: Gone) -> None:
        self._question = gone
        self._changed()
