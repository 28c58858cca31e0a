"""What the picture of dragged contacts says: how many, and the names of the first."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import islice

from smsbook_gui.domain.contacts.contact import Contact
from smsbook_gui.viewmodels.common.history_text import display_name
from smsbook_gui.viewmodels.common.text import number, tr

_NAMED = 2


@dataclass(frozen=True, slots=True)
class Dragged:
    """The card at the pointer; `names` is "" if the title says it all."""

    icon: str
    title: str
    names: str = ""


def dragged(count: int, first: Iterable[Contact]) -> Dragged:
    """`count` contacts, of which `first` are at hand."""
    names = [display_name(contact.values) for contact in islice(first, _NAMED)]
    if count == 1 and names:
        return Dragged("person", names[0])
    title = tr("%Ln contacts", None, count)
    if not names:
        return Dragged("people", title)
    listed = ", ".join(names)
    if count > len(names):
        more = number(count - len(names))
        listed = tr("{names} and {count} more").format(names=listed, count=more)
    return Dragged("people", title, listed)
