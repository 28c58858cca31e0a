"""Which page of the guide is open, and which pages a search finds."""

from dataclasses import dataclass, replace

from PySide6.QtCore import QObject

from smsbook_gui.domain.texts.text import fold
from smsbook_gui.viewmodels.common.state_view_model import StateViewModel
from smsbook_gui.viewmodels.help.pages import START, Page, guide_pages


@dataclass(frozen=True, slots=True)
class GuideState:
    """`found` are the pages of the contents; `page` is the one that is open."""

    found: tuple[Page, ...]
    page: Page
    query: str = ""


class GuideViewModel(StateViewModel[GuideState]):
    """Lives as long as the window of the guide."""

    def __init__(self, parent: QObject | None = None) -> None:
        self._pages = guide_pages()
        self._words = {page.key: fold(page.plain) for page in self._pages}
        super().__init__(GuideState(self._pages, self._pages[0]), parent)

    def show_page(self, key: str) -> None:
        """Open the page of that key; an unknown one is the first. A search ends."""
        pages = {page.key: page for page in self._pages}
        self._set(GuideState(self._pages, pages.get(key, pages[START])))

    def choose(self, place: int) -> None:
        """Open that page of those in the contents, counted from 0."""
        if 0 <= place < len(self._state.found):
            self._set(replace(self._state, page=self._state.found[place]))

    def search(self, query: str) -> None:
        """Show the pages that have every word of `query`, and open the first of them."""
        words = fold(query).split()
        found = tuple(
            page for page in self._pages if all(word in self._words[page.key] for word in words)
        )
        page = self._state.page
        if found and page not in found:
            page = found[0]
        self._set(GuideState(found, page, query.strip()))
