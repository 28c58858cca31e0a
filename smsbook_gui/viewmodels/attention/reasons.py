"""The reasons over the table under Needs attention: how many wait for each, and which is shown."""

from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal

from smsbook_gui.domain.contacts.outbox import Reason
from smsbook_gui.domain.contacts.query import Counts, Query, ScopeKind
from smsbook_gui.viewmodels.attention.attention_text import reason_text
from smsbook_gui.viewmodels.common.state_view_model import StateViewModel
from smsbook_gui.viewmodels.common.text import number, tr


@dataclass(frozen=True, slots=True)
class ReasonItem:
    """One choice; a reason of None is every reason."""

    reason: Reason | None
    text: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class ReasonsState:
    """The choices in order. There are none outside Needs attention, and while nothing waits."""

    items: tuple[ReasonItem, ...] = ()

    @property
    def visible(self) -> bool:
        """Whether there is something to choose from."""
        return bool(self.items)


class ReasonsViewModel(StateViewModel[ReasonsState]):
    """`chosen` carries the reason to be shown, None for all of them."""

    chosen = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(ReasonsState(), parent)

    def choose(self, reason: Reason | None) -> None:
        """Show what waits for that reason only."""
        self.chosen.emit(reason)

    def follow(self, query: Query, counts: Counts) -> None:
        """The query on show and the counts of the store."""
        self._set(ReasonsState(_items(query, counts)))
        # The last one of a reason was settled: go on with the others.
        if query.reason is not None and query.reason not in dict(counts.reasons):
            self.choose(None)


def _items(query: Query, counts: Counts) -> tuple[ReasonItem, ...]:
    if query.scope.kind is not ScopeKind.ATTENTION or not counts.attention:
        return ()
    texts: list[tuple[Reason | None, str, int]] = [(None, tr("All"), counts.attention)]
    texts += [(reason, reason_text(reason), count) for reason, count in counts.reasons]
    return tuple(
        ReasonItem(
            reason,
            tr("{what} {count}").format(what=text, count=number(count)),
            reason is query.reason,
        )
        for reason, text, count in texts
    )
