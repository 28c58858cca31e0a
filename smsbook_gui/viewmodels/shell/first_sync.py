"""What the first sync brought is told once: "34 contacts in “Friends”"."""

from collections.abc import Callable, Sequence

from smsbook_gui.domain.contacts.contact import AddressBook
from smsbook_gui.domain.contacts.query import Counts, Scope, ScopeKind
from smsbook_gui.domain.texts.shown import shown
from smsbook_gui.viewmodels.common.banner import Banner, BannerAction, BannerKind
from smsbook_gui.viewmodels.common.text import tr


def first_sync_banner(
    counts: Counts, books: Sequence[AddressBook], show: Callable[[Scope], None]
) -> Banner | None:
    """Says how many contacts there are, and where; None where there are none.

    `show` shows them: their address book, where they are all in one.
    """
    if not counts.all:
        return None
    filled = {book_id for book_id, number in counts.books if number}
    there = [book for book in books if book.local_id in filled]
    scope = Scope(ScopeKind.BOOK, there[0].local_id) if len(there) == 1 else Scope()
    action = BannerAction(tr("Show"), lambda: show(scope))
    return Banner(_text(counts.all, there), BannerKind.DONE, (action,))


def _text(count: int, books: Sequence[AddressBook]) -> str:
    if len(books) == 1:
        name = shown(books[0].name)
        return tr("%Ln contacts in “{book}”", None, count).format(book=name)
    where = tr("%Ln address books", None, len(books))
    return tr("%Ln contacts in {books}", None, count).format(books=where)
