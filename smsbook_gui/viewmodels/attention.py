"""What needs a person: refused, unsure and conflicting contacts, and the choices for them."""

from collections.abc import Coroutine, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

from PySide6.QtCore import QCoreApplication, QObject, Signal

from smsbook_gui.domain.contact import ContactField, Status
from smsbook_gui.domain.errors import SmsBookError
from smsbook_gui.domain.merge import Conflict
from smsbook_gui.domain.outbox import AttentionItem
from smsbook_gui.domain.query import Changes
from smsbook_gui.services.session import Session
from smsbook_gui.services.tasks import TaskOwner
from smsbook_gui.viewmodels.history import display_time, field_names
from smsbook_gui.viewmodels.text import number

_FIRST_ITEMS = 1_000
_ALL_ITEMS = 10_000_000


def _tr(text: str) -> str:
    return QCoreApplication.translate("Attention", text)


class Side(StrEnum):
    """Whose value a person chooses in a conflict."""

    MINE = "mine"
    THEIRS = "theirs"
    ORIGINAL = "original"


@dataclass(frozen=True, slots=True)
class ConflictRow:
    """One field of a conflict. `original` is None where the earlier value was never read."""

    field: ContactField
    name: str
    original: str | None
    mine: str
    theirs: str
    chosen: Side | None = None

    @property
    def value(self) -> str | None:
        """The chosen value; None while nothing was chosen."""
        if self.chosen is Side.MINE:
            return self.mine
        if self.chosen is Side.THEIRS:
            return self.theirs
        return self.original if self.chosen is Side.ORIGINAL else None


@dataclass(frozen=True, slots=True)
class AttentionGroup:
    """The selected contacts that wait for the same reason."""

    reason: Status
    ids: tuple[int, ...]

    @property
    def count(self) -> int:
        """How many they are."""
        return len(self.ids)


@dataclass(frozen=True, slots=True)
class AttentionState:
    """Everything the panel shows. Without groups there is nothing to settle."""

    groups: tuple[AttentionGroup, ...] = ()
    heading: str = ""
    explanation: str = ""
    words: str = ""
    """What went wrong, with the service's own words where it had some."""
    since: str = ""
    details: str = ""
    conflicts: tuple[ConflictRow, ...] = ()
    busy: bool = False
    problem: str = ""

    @property
    def visible(self) -> bool:
        """Whether there is something to settle."""
        return bool(self.groups)

    @property
    def single(self) -> AttentionGroup | None:
        """The group, if exactly one contact is shown."""
        if len(self.groups) == 1 and self.groups[0].count == 1:
            return self.groups[0]
        return None

    @property
    def can_apply(self) -> bool:
        """Whether every field of the conflict has its choice."""
        return bool(self.conflicts) and all(row.chosen is not None for row in self.conflicts)


class AttentionViewModel(QObject):
    """Shows why the selected contacts wait for a person, and carries out what is decided."""

    state_changed = Signal()

    def __init__(
        self, session: Session, tasks: TaskOwner, *, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._tasks = tasks
        self._ids: tuple[int, ...] = ()
        self._state = AttentionState()
        self._unsubscribe = session.store.subscribe(self._store_changed)

    @property
    def state(self) -> AttentionState:
        """What the panel shows now."""
        return self._state

    def close(self) -> None:
        """Stop following the store."""
        self._unsubscribe()

    def show(self, contact_ids: Sequence[int]) -> None:
        """Show what these contacts (local ids) wait for; the others are left out."""
        ids = tuple(contact_ids)
        if ids == self._ids:
            return
        self._ids = ids
        self._set(AttentionState())
        self._read()

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

    def send_again(self, reason: Status) -> None:
        """Send again what waits for that reason."""
        ids = self._ids_of(reason)
        if ids and not self._state.busy:
            self._act(self._session.contacts.send_again(ids))

    def discard(self, reason: Status) -> None:
        """Give up the unsent changes of what waits for that reason."""
        ids = self._ids_of(reason)
        if ids and not self._state.busy:
            self._act(self._session.contacts.discard(ids))

    # ---- inside ----------------------------------------------------------------------------

    def _set(self, state: AttentionState) -> None:
        if state != self._state:
            self._state = state
            self.state_changed.emit()

    def _choose_all(self, side: Side) -> None:
        rows = tuple(replace(row, chosen=side) for row in self._state.conflicts)
        self._set(replace(self._state, conflicts=rows))

    def _ids_of(self, reason: Status) -> tuple[int, ...]:
        return next((group.ids for group in self._state.groups if group.reason is reason), ())

    def _act(self, work: Coroutine[Any, Any, None]) -> None:
        self._set(replace(self._state, busy=True, problem=""))
        self._tasks.run(
            self._finish(work), name="settle attention", on_error=self._failed, shielded=True
        )

    async def _finish(self, work: Coroutine[Any, Any, None]) -> None:
        await work
        self._set(replace(self._state, busy=False))
        self._read()

    def _failed(self, error: SmsBookError) -> None:
        self._set(replace(self._state, busy=False, problem=error.text))

    def _store_changed(self, changes: Changes) -> None:
        touched = changes.contacts is None or not changes.contacts.isdisjoint(self._ids)
        if self._ids and touched:
            self._read()

    def _read(self) -> None:
        self._tasks.replace("attention", self._load(self._ids), on_error=self._failed)

    async def _load(self, ids: tuple[int, ...]) -> None:
        contacts = await self._session.store.contacts(ids) if ids else []
        by_reason: dict[Status, list[int]] = {}
        for contact in contacts:
            if contact.status.needs_attention:
                by_reason.setdefault(contact.status, []).append(contact.local_id)
        groups = tuple(
            AttentionGroup(reason, tuple(found)) for reason, found in sorted(by_reason.items())
        )
        state = AttentionState(groups=groups, busy=self._state.busy, problem=self._state.problem)
        if state.single is None:
            self._set(replace(state, heading=_heading(groups), explanation=_explanation(groups)))
            return
        self._set(self._with_evidence(state, await self._evidence(groups[0].ids[0])))

    async def _evidence(self, contact_id: int) -> AttentionItem | None:
        for limit in (_FIRST_ITEMS, _ALL_ITEMS):
            items = await self._session.store.attention(limit)
            for item in items:
                if item.contact.local_id == contact_id:
                    return item
            if len(items) < limit:
                break
        return None

    def _with_evidence(self, state: AttentionState, item: AttentionItem | None) -> AttentionState:
        state = replace(
            state, heading=_heading(state.groups), explanation=_explanation(state.groups)
        )
        if item is None:
            return state
        names = field_names(self._session.account.labels)
        chosen = {row.field: row for row in self._state.conflicts}
        return replace(
            state,
            words=item.words,
            since=display_time(item.at),
            details=item.details,
            conflicts=tuple(
                _row(conflict, names[conflict.field], chosen.get(conflict.field))
                for conflict in item.conflicts
            ),
        )


def _row(conflict: Conflict, name: str, before: ConflictRow | None) -> ConflictRow:
    row = ConflictRow(conflict.field, name, conflict.original, conflict.mine, conflict.theirs)
    # A choice stands only while what was chosen from is still the same.
    if before is not None and replace(before, chosen=None) == row:
        return before
    return row


def reason_text(reason: Status) -> str:
    """The reason in UI words."""
    texts = {
        Status.REFUSED: _tr("Not accepted"),
        Status.UNSURE: _tr("Unsure"),
        Status.CONFLICT: _tr("Conflict"),
    }
    return texts.get(reason, "")


def _heading(groups: tuple[AttentionGroup, ...]) -> str:
    if not groups:
        return ""
    total = sum(group.count for group in groups)
    if total > 1:
        return _tr("{count} contacts need attention").format(count=number(total))
    texts = {
        Status.REFUSED: _tr("The service did not accept this"),
        Status.UNSURE: _tr("Nobody knows whether this arrived"),
        Status.CONFLICT: _tr("Changed here and at the service"),
    }
    return texts.get(groups[0].reason, "")


def _explanation(groups: tuple[AttentionGroup, ...]) -> str:
    if len(groups) != 1:
        return ""
    texts = {
        Status.REFUSED: _tr(
            "What was typed is kept on this computer. Correct it below and save, send it again "
            "as it is, or discard the change."
        ),
        Status.UNSURE: _tr(
            "It was sent, but the answer was lost on the way, so the contact may exist at the "
            "service already. If you send it again, it may be there twice. If you can, look it "
            "up in the service's web portal first."
        ),
        Status.CONFLICT: _tr(
            "Somebody changed the same fields at the service. Nothing is overwritten until you "
            "choose."
        ),
    }
    return texts.get(groups[0].reason, "")
