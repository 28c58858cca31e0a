"""Views: filters, order and columns that a person saved under a name, as entries of the sidebar."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from smsbook_gui.domain.contacts.query import Query, Scope, ScopeKind, SortColumn
from smsbook_gui.domain.contacts.views import (
    Arrangement,
    KeptViews,
    SavedView,
    SharedView,
    clean_name,
    is_local,
)
from smsbook_gui.domain.texts.shown import shown
from smsbook_gui.services.contacts.views import open_view, share_view
from smsbook_gui.services.runtime.task_scope import TaskScope
from smsbook_gui.services.session import Session
from smsbook_gui.viewmodels.common.banner import Banner, BannerAction, BannerKind, BannerViewModel
from smsbook_gui.viewmodels.common.paced import Paced
from smsbook_gui.viewmodels.common.state_view_model import StateViewModel
from smsbook_gui.viewmodels.common.text import tr
from smsbook_gui.viewmodels.contacts.table import TableViewModel

SAVABLE = frozenset({ScopeKind.ALL, ScopeKind.BOOK})
COUNT_PAUSE = 3.0
"""Seconds between two counts of the views while contacts change: each scans all contacts."""


@dataclass(frozen=True, slots=True)
class ViewName:
    """The dialog that asks for a name. `renamed`: the view that has one already."""

    text: str = ""
    renamed: int | None = None
    problem: str = ""

    @property
    def can_accept(self) -> bool:
        """Whether there is a name that can be taken."""
        return bool(clean_name(self.text)) and not self.problem


@dataclass(frozen=True, slots=True)
class ViewsState:
    """`views` in their order. `on_show` is the one that the table shows, `changed`: otherwise than
    it was saved. `counts`: contacts by the view's id, where they were counted.
    """

    views: tuple[SavedView, ...] = ()
    on_show: SavedView | None = None
    changed: bool = False
    can_save: bool = True
    counts: Mapping[int, int] = field(default_factory=dict)
    name: ViewName = field(default_factory=ViewName)

    def can_step(self, step: int) -> bool:
        """Whether the view on show has a place further down (1) or up (-1)."""
        if self.on_show is None:
            return False
        return 0 <= self._place(self.on_show) + step < len(self.views)

    def _place(self, view: SavedView) -> int:
        return [each.id for each in self.views].index(view.id)


class ViewsViewModel(StateViewModel[ViewsState]):
    """`name_requested` asks for the dialog that `name` of the state is about; `named`: it is done.

    `chosen` carries the entry of the sidebar that is to be shown.
    """

    name_requested = Signal()
    named = Signal()
    chosen = Signal(object)

    def __init__(
        self,
        session: Session,
        tasks: TaskScope,
        table: TableViewModel,
        banner: BannerViewModel,
        *,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(ViewsState(), parent)
        self._session = session
        self._tasks = tasks
        self._table = table
        self._banner = banner
        self._columns: tuple[SortColumn, ...] = ()
        self._counting = Paced(self._count_now, COUNT_PAUSE, self)
        table.state_changed.connect(self._follow)
        table.arranged.connect(self._arranged)

    async def load(self) -> Mapping[Scope, Arrangement]:
        """Load what was kept; returns how each entry of the sidebar is shown."""
        kept = await self._session.local.views.get()
        self._set(replace(self._state, views=tuple(kept.named)))
        self.count()
        return {**kept.entries, **{view.entry: view.arrangement for view in kept.named}}

    # ---- saving ----------------------------------------------------------------------------

    def ask_save(self, columns: Sequence[SortColumn]) -> None:
        """Ask for the name of a new view of what is on show, with these columns."""
        if self._state.can_save:
            self._columns = tuple(columns)
            self._ask(ViewName())

    def ask_rename(self) -> None:
        """Ask for another name of the view on show."""
        view = self._state.on_show
        if view is not None:
            self._ask(ViewName(view.name, view.id))

    def set_name(self, text: str) -> None:
        """Set the name that the person typed."""
        name = replace(self._state.name, text=text)
        taken = {view.name.casefold() for view in self._state.views if view.id != name.renamed}
        in_use = clean_name(text).casefold() in taken
        problem = tr("Another view has this name.") if in_use else ""
        self._set(replace(self._state, name=replace(name, problem=problem)))

    def accept_name(self) -> None:
        """Save or rename the view."""
        name = self._state.name
        if not name.can_accept:
            return
        if name.renamed is None:
            query = self._table.state.query
            arrangement = replace(self._table.arrangement, columns=self._columns)
            if query.scope.view is not None:
                self.reset()
            self._add(clean_name(name.text), replace(query.scope, view=None), arrangement)
        else:
            self._replace(name.renamed, lambda view: replace(view, name=clean_name(name.text)))
        self.named.emit()

    def save(self) -> None:
        """Keep the view on show as it is now."""
        view, arrangement = self._state.on_show, self._table.arrangement
        if view is not None:
            self._replace(view.id, lambda old: replace(old, arrangement=arrangement))
            self.count()

    def reset(self) -> None:
        """Show the view on show as it was saved."""
        view = self._state.on_show
        if view is not None:
            self._table.arrange(view.entry, view.arrangement)

    # ---- the list of them --------------------------------------------------------------------

    def delete(self) -> None:
        """Delete the view on show; its contacts stay, and a banner can bring it back."""
        view = self._state.on_show
        if view is None:
            return
        place = self._state.views.index(view)
        self.chosen.emit(view.scope)
        self._put(tuple(each for each in self._state.views if each.id != view.id))

        def undo() -> None:
            views = list(self._state.views)
            views.insert(place, view)
            self._table.arrange(view.entry, view.arrangement)
            self._put(tuple(views))
            self.chosen.emit(view.entry)
            self.count()

        text = tr("View “{name}” deleted; its contacts are all there").format(name=shown(view.name))
        undoing = BannerAction(tr("Undo"), undo)
        self._banner.show(Banner(text, BannerKind.DONE, (undoing,)))

    def order(self, ids: Sequence[int]) -> None:
        """Put the views into this order (their ids)."""
        places = {view_id: place for place, view_id in enumerate(ids)}
        self._put(tuple(sorted(self._state.views, key=lambda view: places[view.id])))

    def step(self, step: int) -> None:
        """Put the view on show one place further down (1) or up (-1)."""
        view = self._state.on_show
        if view is not None and self._state.can_step(step):
            views = list(self._state.views)
            place = views.index(view)
            views.insert(place + step, views.pop(place))
            self._put(tuple(views))

    # ---- files -----------------------------------------------------------------------------

    def share(self, target: Path) -> None:
        """Write the view on show to a file for others."""
        view = self._state.on_show
        if view is not None:
            work = self._share(view, target)
            self._tasks.run(work, name="share view", on_error=self._banner.problem)

    def open_file(self, source: Path) -> None:
        """Add a view that somebody shared."""
        work = self._open(source)
        self._tasks.run(work, name="open view", on_error=self._banner.problem)

    async def _share(self, view: SavedView, target: Path) -> None:
        book = self._table.model.books.get(view.scope.book_id or 0, "")
        await share_view(view, book, target)
        parts = [tr("View saved to “{file}”").format(file=shown(target.name))]
        left = sum(map(is_local, view.arrangement.filters))
        if left:
            parts.append(
                tr(
                    "%Ln filters by address book or import are left out: they mean nothing to "
                    "others. The file may show more than you see here.",
                    None,
                    left,
                )
            )
        kind = BannerKind.NOTE if left else BannerKind.DONE
        self._banner.show(Banner(". ".join(parts), kind))

    async def _open(self, source: Path) -> None:
        shared = await open_view(source)
        scope = self._scope_of(shared)
        self._add(self._free_name(shared.name), scope, shared.arrangement)
        if shared.book and scope == Scope():
            text = tr(
                "The view is about the address book “{book}”, which is not there: it shows all "
                "contacts instead."
            )
            self._banner.show(Banner(text.format(book=shown(shared.book))))

    def _scope_of(self, shared: SharedView) -> Scope:
        """The address book of that name, else all contacts."""
        wanted = shared.book.strip().casefold()
        for book_id, name in self._table.model.books.items():
            if wanted and name.strip().casefold() == wanted:
                return Scope(ScopeKind.BOOK, book_id)
        return Scope()

    def _free_name(self, name: str) -> str:
        taken = {view.name.casefold() for view in self._state.views}
        number, free = 2, name
        while free.casefold() in taken:
            free = f"{name} ({number})"
            number += 1
        return free

    # ---- counts ----------------------------------------------------------------------------

    def count(self) -> None:
        """Count again: the contacts of the views may have changed."""
        if self._state.views:
            self._counting.ask()

    def _count_now(self) -> None:
        self._tasks.refresh("views counts", self._count, on_error=self._banner.problem)

    async def _count(self) -> None:
        counts: dict[int, int] = {}
        for view in self._state.views:
            query = Query(view.scope, filters=view.arrangement.filters)
            counts[view.id] = await self._session.local.contacts.count(query)
        self._set(replace(self._state, counts=counts))

    # ---- inside ----------------------------------------------------------------------------

    def _ask(self, name: ViewName) -> None:
        self._set(replace(self._state, name=name))
        self.name_requested.emit()

    def _add(self, name: str, scope: Scope, arrangement: Arrangement) -> None:
        known = (entry.view or 0 for entry in self._table.arrangements)  # Deleted ones as well.
        number = max(known, default=0) + 1
        view = SavedView(number, name, scope, arrangement)
        self._table.arrange(view.entry, arrangement)
        self._put((*self._state.views, view))
        self.chosen.emit(view.entry)
        self.count()

    def _replace(self, view_id: int, change: Callable[[SavedView], SavedView]) -> None:
        views = (change(each) if each.id == view_id else each for each in self._state.views)
        self._put(tuple(views))

    def _put(self, views: tuple[SavedView, ...]) -> None:
        self._set(replace(self._state, views=views))
        self._follow()
        self._keep()

    def _arranged(self) -> None:
        self._follow()
        if self._table.state.query.scope.view is None:  # A view stays as it was saved.
            self._keep()

    def _keep(self) -> None:
        entries = {
            scope: each for scope, each in self._table.arrangements.items() if scope.view is None
        }
        kept = KeptViews(entries, list(self._state.views))
        work = self._session.local.views.save(kept)
        self._tasks.run(work, name="keep views", on_error=self._banner.problem, shielded=True)

    def _follow(self) -> None:
        scope = self._table.state.query.scope
        on_show = next((each for each in self._state.views if each.id == scope.view), None)
        changed = on_show is not None and on_show.arrangement != self._table.arrangement
        can_save = scope.kind in SAVABLE
        self._set(replace(self._state, on_show=on_show, changed=changed, can_save=can_save))
