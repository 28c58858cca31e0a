"""What needs a person: why the selected contacts wait, and the answers for one or for many."""

import asyncio
from collections.abc import Callable, Coroutine, Sequence
from dataclasses import replace
from typing import Any

from PySide6.QtCore import QObject, Signal

from smsbook_gui.domain.contacts.contact import ContactField
from smsbook_gui.domain.contacts.merge import Conflict
from smsbook_gui.domain.contacts.outbox import AttentionItem, Reason
from smsbook_gui.domain.contacts.query import Changes
from smsbook_gui.domain.errors import SmsBookError
from smsbook_gui.services.runtime.task_scope import TaskScope
from smsbook_gui.services.session import Session
from smsbook_gui.viewmodels.attention.attention_text import (
    AttentionAnswer,
    both_sides,
    candidate_row,
    evidence,
    explanation,
    heading,
    question,
    reason_text,
    words_lines,
)
from smsbook_gui.viewmodels.attention.state import (
    AttentionState,
    ConflictRow,
    ReasonGroup,
    Side,
)
from smsbook_gui.viewmodels.common.history_text import display_time, field_names
from smsbook_gui.viewmodels.common.state_view_model import StateViewModel
from smsbook_gui.viewmodels.common.text import error_text, parse_id, said, tr

__all__ = [
    "AttentionAnswer",
    "AttentionState",
    "AttentionViewModel",
    "ConflictRow",
    "Reason",
    "ReasonGroup",
    "Side",
    "reason_text",
]

CANDIDATES_SHOWN = 5
_GATHER = "attention chosen"


class AttentionViewModel(StateViewModel[AttentionState]):
    """Shows why the selected contacts wait for a person, and carries out what is decided.

    `asked` carries a Question, before answers that cannot be taken back or are about many.
    """

    asked = Signal(object)

    def __init__(
        self, session: Session, tasks: TaskScope, *, parent: QObject | None = None
    ) -> None:
        super().__init__(AttentionState(), parent)
        self._session = session
        self._tasks = tasks
        self._ids: tuple[int, ...] = ()
        self._wanted: frozenset[int] = frozenset()
        self._beside: int | None = None
        """The existing contact that is shown beside a new one."""
        self._unsubscribe = session.local.subscribe(self._store_changed)

    def close(self) -> None:
        """Stop following the store."""
        self._unsubscribe()

    def show(self, contact_ids: Sequence[int]) -> None:
        """Show what those of these contacts (local ids) wait for that need attention."""
        self._tasks.cancel(_GATHER)
        ids = tuple(contact_ids)
        self._take(ids, frozenset(ids))

    def show_many(self, chosen: Callable[[], Sequence[int]]) -> None:
        """The same for those that `chosen` tells, on a thread: of 100,000 contacts a tuple and a
        set take too long for the GUI thread."""
        self._tasks.replace(_GATHER, self._gather(chosen), on_error=self._failed)

    # ---- a conflict, field by field --------------------------------------------------------

    def choose(self, field: ContactField, side: Side) -> None:
        """Choose a value for one field of the conflict."""
        rows = tuple(
            replace(row, chosen=side) if row.field is field else row
            for row in self._state.conflicts
        )
        self._set(replace(self._state, conflicts=rows))

    def keep_all_mine(self) -> None:
        """Choose the values typed here for every field."""
        self._choose_all(Side.MINE)

    def keep_all_theirs(self) -> None:
        """Choose the service's values for every field."""
        self._choose_all(Side.THEIRS)

    def apply(self) -> None:
        """Settle the conflict with what was chosen."""
        group, state = self._state.single, self._state
        if group is None or not state.can_apply or state.busy:
            return
        choices = {row.field: row.value or "" for row in state.conflicts}
        self._act(self._session.contacts.resolve(group.ids[0], choices))

    # ---- answers for all of a reason -------------------------------------------------------

    def answer(self, reason: Reason, answer: AttentionAnswer) -> None:
        """Give this answer for all that wait for that reason, after a question if one is due."""
        group = next((one for one in self._state.groups if one.reason is reason), None)
        if group is None or self._state.busy:
            return
        count = len(group.matched) if answer is AttentionAnswer.MATCHES else group.count

        def go() -> None:
            if not self._state.busy:
                self._act(self._carry_out(group, answer))

        asked = question(group, answer, count, go)
        if asked is None:
            go()
        else:
            self.asked.emit(asked)

    # ---- an unsure create is this one ------------------------------------------------------

    def set_id(self, text: str) -> None:
        """The person's text in the field "ID at the service"."""
        self._set(replace(self._state, id_text=text, id_message="", problem=""))

    def claim_id(self) -> None:
        """The unsure contact is the one with the typed ID, or say at the field why not."""
        server_id = parse_id(self._state.id_text)
        if server_id is None:
            message = tr("The ID is a number. You find it in the service's web portal.")
            self._set(replace(self._state, id_message=message))
            return
        self.claim(server_id)

    def claim(self, server_id: int) -> None:
        """The unsure contact is this one of the service."""
        group = self._state.single
        if group is None or group.reason is not Reason.UNSURE or self._state.busy:
            return
        self._act(self._session.contacts.claim(group.ids[0], server_id))

    # ---- inside ----------------------------------------------------------------------------

    async def _gather(self, chosen: Callable[[], Sequence[int]]) -> None:
        def gathered() -> tuple[tuple[int, ...], frozenset[int]]:
            ids = tuple(chosen())
            return ids, frozenset(ids)

        self._take(*await asyncio.to_thread(gathered))

    def _take(self, ids: tuple[int, ...], wanted: frozenset[int]) -> None:
        """Begins with these, unless they are shown: what was chosen for them stays."""
        if ids == self._ids:
            return
        self._ids = ids
        self._wanted = wanted
        self._beside = None
        self._set(AttentionState())
        self._read()

    def _choose_all(self, side: Side) -> None:
        rows = tuple(replace(row, chosen=side) for row in self._state.conflicts)
        self._set(replace(self._state, conflicts=rows))

    def _carry_out(
        self, group: ReasonGroup, answer: AttentionAnswer
    ) -> Coroutine[Any, Any, object]:
        contacts = self._session.contacts
        match answer:
            case AttentionAnswer.SEND_AGAIN:
                return contacts.send_again(group.ids)
            case AttentionAnswer.TAKE_IN:
                return contacts.take_in(group.ids)
            case AttentionAnswer.DISCARD | AttentionAnswer.KEEP:
                return contacts.discard(group.ids)
            case AttentionAnswer.CREATE_AGAIN:
                return contacts.create_again(group.ids)
            case AttentionAnswer.MATCHES:
                return contacts.claim_all(group.matched)
            case AttentionAnswer.MINE | AttentionAnswer.THEIRS:
                return contacts.resolve_all(group.ids, theirs=answer is AttentionAnswer.THEIRS)

    def _act(self, work: Coroutine[Any, Any, object]) -> None:
        self._set(replace(self._state, busy=True, problem=""))
        self._tasks.run(
            self._finish(work), name="settle attention", on_error=self._failed, shielded=True
        )

    async def _finish(self, work: Coroutine[Any, Any, object]) -> None:
        await work
        self._set(replace(self._state, busy=False))
        self._read()

    def _failed(self, error: SmsBookError) -> None:
        self._set(replace(self._state, busy=False, problem=error_text(error)))

    def _store_changed(self, changes: Changes) -> None:
        wanted = self._wanted if self._beside is None else self._wanted | {self._beside}
        touched = changes.contacts is None or not changes.contacts.isdisjoint(wanted)
        # A listing may have shown a candidate, which is no change of the contact.
        looking = changes.counts and any(
            group.reason is Reason.UNSURE for group in self._state.groups
        )
        if self._ids and (touched or looking):
            self._read()

    def _read(self) -> None:
        self._tasks.replace("attention", self._load(self._ids), on_error=self._failed)

    async def _load(self, ids: tuple[int, ...]) -> None:
        local = self._session.local
        found = await local.attention.groups(ids) if ids else []
        groups = tuple(
            ReasonGroup(
                one.reason,
                one.ids,
                () if one.reason is Reason.THERE else words_lines(one.words),
                one.matched,
            )
            for one in found
        )
        before = self._state
        state = AttentionState(
            groups,
            heading(groups),
            explanation(groups),
            id_text=before.id_text,
            id_message=before.id_message,
            busy=before.busy,
            problem=before.problem,
        )
        if state.single is not None:
            item = await local.attention.item(groups[0].ids[0])
            self._read_beside(item)
            state = self._with_evidence(state, item)
        self._set(state)

    def _read_beside(self, item: AttentionItem | None) -> None:
        """Reads once more what the service has, so that both sides are up to date."""
        existing = None if item is None else item.existing
        found = None if existing is None else existing.contact
        if found is None or found.local_id == self._beside:
            return
        self._beside = found.local_id
        self._tasks.replace(
            "read beside", self._session.contacts.refresh(found.local_id), on_error=self._failed
        )

    def _with_evidence(self, state: AttentionState, item: AttentionItem | None) -> AttentionState:
        if item is None:
            return state
        names = field_names(self._session.account.labels)
        chosen = {row.field: row for row in self._state.conflicts}
        return replace(
            state,
            words="" if item.existing else said(item.words) or _ended_words(item),
            evidence=evidence(item, lists_books=self._session.engine.state.lists_books),
            since=display_time(item.at),
            details=item.details,
            conflicts=tuple(
                _row(conflict, names[conflict.field], chosen.get(conflict.field))
                for conflict in item.conflicts
            ),
            candidates=tuple(map(candidate_row, item.candidates[:CANDIDATES_SHOWN])),
            sides=both_sides(item, names),
        )


def _ended_words(item: AttentionItem) -> str:
    if item.why is not Reason.UNSURE:
        return ""
    return tr("SMS Book was ended before the service answered.")


def _row(conflict: Conflict, name: str, before: ConflictRow | None) -> ConflictRow:
    row = ConflictRow(conflict.field, name, conflict.original, conflict.mine, conflict.theirs)
    # A choice holds only while the values to choose from are the same.
    if before is not None and replace(before, chosen=None) == row:
        return before
    return row
