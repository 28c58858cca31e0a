"""What the window "Find duplicates" shows: the groups, and the contacts of one side by side."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import Enum, auto

from smsbook_gui.domain.contacts.contact import AddressBook, Contact, ContactField, Status
from smsbook_gui.domain.contacts.duplicate_merge import MergeChoice, differs
from smsbook_gui.domain.contacts.duplicates import UNSETTLED, Certainty, DuplicateReason
from smsbook_gui.domain.texts.shown import shown
from smsbook_gui.services.contacts import duplicates
from smsbook_gui.viewmodels.common.history_text import display_name
from smsbook_gui.viewmodels.common.reading import ReadingState, offer_text
from smsbook_gui.viewmodels.common.text import number, tr
from smsbook_gui.viewmodels.contacts.alike_text import reason_text
from smsbook_gui.viewmodels.contacts.rows import status_text

FoundDuplicates = duplicates.FoundDuplicates
FoundGroup = duplicates.FoundGroup


class DuplicatesStage(Enum):
    """How far it is."""

    SEARCHING = auto()
    STOPPED = auto()
    """Somebody stopped the search."""
    NOTHING = auto()
    FOUND = auto()


@dataclass(frozen=True, slots=True)
class ValueCell:
    """A contact's value of a field. `chosen` ones are kept; `contact_id` is its local id."""

    contact_id: int
    text: str
    chosen: bool
    spoken: str
    """For assistive technology: the field, the value and whose it is."""
    quiet: bool = False
    """Blank, or never read."""


@dataclass(frozen=True, slots=True)
class CompareRow:
    """A field, with the value of each contact; `field` is None for the address book."""

    field: ContactField | None
    name: str
    cells: tuple[ValueCell, ...]
    differs: bool


@dataclass(frozen=True, slots=True)
class ContactHead:
    """A contact of the group, and whether it takes part in the merge."""

    contact_id: int
    name: str
    spoken: str
    status: str
    included: bool


@dataclass(frozen=True, slots=True)
class Comparison:
    """The contacts of a group. `warning` says why they cannot be merged, or what to look at."""

    heads: tuple[ContactHead, ...]
    rows: tuple[CompareRow, ...]
    reason: str
    certainty: Certainty
    warning: str = ""
    can_merge: bool = False
    is_read: bool = True


@dataclass(frozen=True, slots=True)
class DuplicatesState:
    """Everything the window shows. `scope` is the local id of an address book; None: all of them.

    `done` of `total` is the progress of the search. `notice` tells what was done last.
    """

    picked: bool = False
    """Whether it is about contacts that a person chose, and not about a search."""
    stage: DuplicatesStage = DuplicatesStage.SEARCHING
    scopes: tuple[AddressBook, ...] = ()
    scope: int | None = None
    done: int = 0
    total: int = 0
    found: FoundDuplicates = field(default_factory=FoundDuplicates)
    groups: tuple[FoundGroup, ...] = ()
    selected: int = 0
    comparison: Comparison | None = None
    busy: bool = False
    reading: ReadingState = ReadingState()  # noqa: RUF009 - frozen
    can_read: bool = False
    notice: str = ""
    can_undo: bool = False
    problem: str = ""
    details: str = ""

    @property
    def group(self) -> FoundGroup | None:
        """The group on show."""
        on_show = self.stage is DuplicatesStage.FOUND and self.selected < len(self.groups)
        return self.groups[self.selected] if on_show else None

    @property
    def offers_reading(self) -> bool:
        """Whether those that were left out can be read now."""
        return self.can_read and bool(self.found.unread) and not self.reading.is_on

    @property
    def read_text(self) -> str:
        """The button that reads them."""
        return offer_text(len(self.found.unread))

    @property
    def offers_merging(self) -> bool:
        """Whether to merge them is what comes to hand first: not where it would be a family."""
        return self.group is None or not self.group.group.is_doubtful

    @property
    def sure(self) -> int:
        """How many groups are sure: they come first."""
        low, high = 0, len(self.groups)
        while low < high:
            middle = (low + high) // 2
            if self.groups[middle].group.is_sure:
                low = middle + 1
            else:
                high = middle
        return low

    @property
    def can_merge(self) -> bool:
        """Whether the contacts on show can be merged."""
        return self.comparison is not None and self.comparison.can_merge and not self.busy

    @property
    def summary(self) -> str:
        """How many groups there are, and how many of them are sure."""
        if not self.groups:
            return ""
        groups = tr("%Ln groups", None, len(self.groups))
        return tr("{groups}, {sure} of them sure").format(groups=groups, sure=number(self.sure))

    @property
    def left_out(self) -> str:
        """Sentences about what was not compared."""
        found, parts = self.found, []
        if found.unread:
            parts.append(
                tr(
                    "%Ln contacts were not compared: their name or number was not read yet.",
                    None,
                    len(found.unread),
                )
            )
        if found.unsettled:
            parts.append(
                tr("%Ln contacts that need attention were not compared.", None, found.unsettled)
            )
        if found.crowded:
            parts.append(
                tr(
                    "%Ln names and numbers that very many contacts share are not listed.",
                    None,
                    found.crowded,
                )
            )
        return " ".join(parts)


def certainty_text(certainty: Certainty) -> str:
    """The word for how sure a group is."""
    return {
        Certainty.SURE: tr("Sure"),
        Certainty.LIKELY: tr("Likely"),
        Certainty.POSSIBLE: tr("Possible"),
    }[certainty]


def group_text(found: FoundGroup) -> tuple[str, str]:
    """The two lines of a group in the list: who it is, and why."""
    certainty = certainty_text(found.group.reason.certainty)
    reason = reason_text(found.group.reason)
    line = tr("{certainty}: {reason}").format(certainty=certainty, reason=reason)
    return shown(found.name) or tr("No name"), line


def compare(
    contacts: Sequence[Contact],
    included: Sequence[bool],
    choice: MergeChoice,
    reason: DuplicateReason,
    *,
    names: Mapping[ContactField, str],
    books: Mapping[int, str],
    region: str,
) -> Comparison:
    """The contacts side by side; `choice` is about those that are included."""
    taking = [one for one, there in zip(contacts, included, strict=True) if there]
    heads = tuple(
        ContactHead(
            one.local_id,
            name := display_name(one.values),
            tr("Merge contact {place}: {name}").format(place=number(place), name=name),
            _status(one),
            there,
        )
        for place, (one, there) in enumerate(zip(contacts, included, strict=True), 1)
    )
    rows = []
    for which in ContactField:
        texts = [one.values.get(which) for one in contacts]
        if not any(text != "" for text in texts):
            continue
        winner = taking[choice.values[which]].local_id if taking else 0
        cells = tuple(
            _cell(names[which], place, one, text, one.local_id == winner)
            for place, (one, text) in enumerate(zip(contacts, texts, strict=True), 1)
        )
        rows.append(CompareRow(which, names[which], cells, differs(taking, which, region)))
    kept = taking[choice.kept].local_id if taking else 0
    home = tr("Address book")
    rows.append(
        CompareRow(
            None,
            home,
            tuple(
                _cell(home, place, one, books.get(one.book_id, ""), one.local_id == kept)
                for place, one in enumerate(contacts, 1)
            ),
            len({one.book_id for one in taking}) > 1,
        )
    )
    is_read = all(len(one.values) == len(ContactField) for one in taking)
    warning = ""
    if not is_read:
        warning = tr("Not all of these were read completely, so they cannot be merged yet.")
    elif unsettled := sum(one.status in UNSETTLED for one in taking):
        warning = tr(
            "%Ln of these need attention, so they cannot be merged before that is done.",
            None,
            unsettled,
        )
    elif len(taking) < 2:
        warning = tr("Tick two contacts at least to merge them.")
    return Comparison(
        heads,
        tuple(rows),
        reason_text(reason),
        reason.certainty,
        warning,
        can_merge=not warning,
        is_read=is_read,
    )


def _status(contact: Contact) -> str:
    return "" if contact.status is Status.SAVED else status_text(contact.status)


def _cell(name: str, place: int, contact: Contact, text: str | None, chosen: bool) -> ValueCell:
    said = tr("not read yet") if text is None else shown(text) or tr("(blank)")
    spoken = tr("{field}: {value}, contact {place}").format(
        field=name, value=said, place=number(place)
    )
    text_shown = "…" if text is None else shown(text) or tr("(blank)")
    return ValueCell(contact.local_id, text_shown, chosen, spoken, quiet=not text)


def without(state: DuplicatesState, place: int) -> DuplicatesState:
    """The group at that place is settled; the next one is on show."""
    groups = state.groups[:place] + state.groups[place + 1 :]
    selected = min(place, max(len(groups) - 1, 0))
    return replace(state, groups=groups, selected=selected, comparison=None)
