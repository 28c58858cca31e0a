"""Measures the window over a full store: `python -m tests.benchmarks.bench_window --contacts N`.

The real program in this process, offscreen, with an account whose service cannot be reached.
Prints medians in milliseconds, what of that the processor worked for it (which a busy machine
changes little), and for each action the longest time for which the event loop did
not come round ("stall"), as far as it was our own doing: what a person would feel as a hang.
`--stacks` tells of each stall what was going on.
"""

import argparse
import asyncio
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable, Coroutine
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from smsbook_gui.app.loop import make_loop
from smsbook_gui.app.options import Options
from smsbook_gui.app.platform.memory import Collector, settle_memory
from smsbook_gui.app.run import make_application
from smsbook_gui.app.selfcheck.self_check import MemoryKeyring
from smsbook_gui.app.selfcheck.ui_driver import UiDriver
from smsbook_gui.app.wiring import Application
from smsbook_gui.credentials.tokens import TokenStore
from smsbook_gui.domain.imports.importing import ImportStage
from smsbook_gui.services.accounts.accounts import STORE_FILE, Accounts
from smsbook_gui.services.accounts.settings import Settings
from smsbook_gui.viewmodels.contacts.rows import Column
from smsbook_gui.viewmodels.imports.import_state import Step
from smsbook_gui.viewmodels.imports.window import ImportViewModel
from smsbook_gui.views.contacts.table_view import ContactTableView
from smsbook_gui.views.printing.dialog import PrintDialog
from smsbook_gui.views.printing.painting import PdfOutput
from tests.benchmarks.seeding import seed_store, write_members
from tests.benchmarks.stalls import Away, Heartbeat

ROUNDS = 5
FRAMES = 300
NO_SERVICE = "http://127.0.0.1:9"
"""The discard port: nothing listens there."""


class Bench:
    """One window over one store."""

    def __init__(
        self, data_dir: Path, contacts: int, tokens: TokenStore, *, stacks: bool = False
    ) -> None:
        self._contacts = contacts
        self._file = data_dir / "members.csv"
        write_members(self._file, contacts)
        self._application = Application(
            Options(data_dir), asyncio.get_running_loop(), tokens=tokens, opened=settle_memory
        )
        self._hands = UiDriver(120.0)
        self._heart = Heartbeat(stacks=stacks)

    async def run(self) -> None:
        await self._measure("start to the full table", self._start, rounds=1)
        for column in (Column.FIRST_NAME, Column.PHONE_NUMBER, Column.LAST_NAME):
            await self._measure(f"sort by {column.name.lower()}", self._sort_by(column))
        for text in ("m", "mu", "mul", "jacarand", "0400 012", "zzzzzz"):
            await self._measure(f"search {text!r}", self._search(text), before=self._clear)
        await self._clear()
        await self._measure("select all", self._select_all, before=self._select_none)
        await self._select_none()
        await self._scroll()
        await self._measure("print: make the pages", self._make_pages, rounds=1)
        await self._measure("print: turn to the last page", self._turn_page, rounds=1)
        await self._measure("print: write the PDF", self._write_pdf, rounds=1)
        await self._select_all()
        await self._scroll("scroll, all selected")
        await self._measure("delete all (after the question)", self._delete_all, rounds=1)
        await self._measure("undo it", self._undo, rounds=1)
        await self._measure("import as many: first look", self._open_file, rounds=1)
        self._importing.mapping.make_book("Newcomers")
        await self._measure("import: check", self._check, rounds=1)
        await self._measure("import: get ready to send", self._commit, rounds=1)

    async def close(self) -> None:
        await self._heart.stop()
        await self._application.close()

    @property
    def _table(self) -> ContactTableView:
        found = self._hands.seen(ContactTableView, "Contacts")
        assert found is not None
        return found

    async def _start(self) -> None:
        await self._application.start()
        await self._complete(self._contacts)

    def _sort_by(self, column: Column) -> Callable[[], Awaitable[None]]:
        async def sort() -> None:
            order = self._table.horizontalHeader().sortIndicatorOrder()
            turned = (
                Qt.SortOrder.DescendingOrder
                if order is Qt.SortOrder.AscendingOrder
                else Qt.SortOrder.AscendingOrder
            )
            self._table.sortByColumn(column, turned)
            await self._complete(self._contacts)

        return sort

    def _search(self, text: str) -> Callable[[], Awaitable[None]]:
        async def search() -> None:
            await self._hands.type("Search contacts", text)
            await self._complete(None, text)

        return search

    async def _clear(self) -> None:
        await self._hands.type("Search contacts", "")
        await self._complete(self._contacts, "")

    async def _select_all(self) -> None:
        assert self._application.workspace is not None
        self._application.workspace.table.select_all()
        await asyncio.sleep(0)

    async def _select_none(self) -> None:
        assert self._application.workspace is not None
        self._application.workspace.table.set_current(None)
        await asyncio.sleep(0)

    async def _make_pages(self) -> None:
        assert self._application.workspace is not None
        model = self._application.workspace.windows.printing
        self._application.workspace.windows.print_contacts([*Column][:6])
        await self._hands.until("all pages are there", lambda: model.state.can_print)
        assert model.state.count == self._contacts

    def _print_dialog(self) -> PrintDialog:
        found = [w for w in QApplication.topLevelWidgets() if isinstance(w, PrintDialog)]
        return found[0]

    async def _turn_page(self) -> None:
        assert self._application.workspace is not None
        model, dialog = self._application.workspace.windows.printing, self._print_dialog()
        model.show_page(model.state.pages - 1)
        await asyncio.sleep(0.1)
        await self._hands.until("it is painted", lambda: dialog.preview.whole)

    async def _write_pdf(self) -> None:
        assert self._application.workspace is not None
        model, dialog = self._application.workspace.windows.printing, self._print_dialog()
        assert dialog._layout is not None
        output = PdfOutput(dialog._layout, model.state.choice, model.state.title, mirrored=False)
        target = self._file.with_suffix(".pdf")
        model.save(output, target)
        await self._hands.until("the file is there", lambda: not model.state.busy)
        assert not model.state.problem
        _say(f"{model.state.pages} pages, {target.stat().st_size / 1e6:.1f} MB")

    async def _delete_all(self) -> None:
        assert self._application.workspace is not None
        self._application.workspace.delete_selected()
        await self._hands.press("Delete")
        await self._complete(0)

    async def _undo(self) -> None:
        assert self._application.workspace is not None
        self._application.workspace.undo()
        await self._complete(self._contacts)

    @property
    def _importing(self) -> ImportViewModel:
        assert self._application.workspace is not None
        return self._application.workspace.importing

    async def _open_file(self) -> None:
        self._application.open_import(self._file)
        await self._at_rest(Step.COLUMNS)

    async def _check(self) -> None:
        self._importing.next()
        await self._at_rest(Step.CHECK)
        assert self._importing.check.state.summary.new == self._contacts

    async def _commit(self) -> None:
        self._importing.start()
        await self._hands.until(
            "it is to be sent", lambda: self._importing.run.state.stage is ImportStage.RUNNING
        )

    async def _at_rest(self, step: Step) -> None:
        def there() -> bool:
            return self._importing.state.step is step and not self._importing.state.busy

        await self._hands.until(f"the step {step.name}", there)

    async def _complete(self, rows: int | None, text: str | None = None) -> None:
        def done() -> bool:
            workspace = self._application.workspace
            if workspace is None:
                return False
            state = workspace.table.state
            return (
                state.complete
                and (rows is None or state.shown == rows)
                and (text is None or state.query.text == text)
            )

        await asyncio.sleep(0)
        await self._hands.until("the table is complete", done)

    async def _measure(
        self,
        name: str,
        work: Callable[[], Awaitable[None]],
        *,
        rounds: int = ROUNDS,
        before: Callable[[], Awaitable[None]] | None = None,
    ) -> None:
        spent, used = [], []
        longest, noted = Away(), list[Away]()
        for _ in range(rounds):
            if before is not None:
                await before()
            self._heart.start()
            start, cpu = time.perf_counter(), time.process_time()
            await work()
            spent.append(time.perf_counter() - start)
            used.append(time.process_time() - cpu)
            longest = max(longest, self._heart.longest, key=lambda away: away.ours)
            noted += self._heart.noted
        _say(
            f"{name:36} {statistics.median(spent) * 1000:9.1f} ms   "
            f"of a processor {statistics.median(used) * 1000:9.1f} ms   "
            f"stall {longest.ours * 1000:7.1f} ms"
        )
        for away in noted:
            if away.stacks:
                _say(f"away for {away.ours * 1000:.1f} ms:\n{away.stacks}")

    async def _scroll(self, name: str = "scroll") -> None:
        table = self._table
        table.window().resize(1200, 800)
        bar = table.verticalScrollBar()
        step = max(1, (bar.maximum() - bar.minimum()) // FRAMES)
        frames = []
        for number in range(FRAMES):
            start = time.perf_counter()
            bar.setValue(bar.minimum() + number * step)
            table.viewport().repaint()
            frames.append(time.perf_counter() - start)
            await asyncio.sleep(0)
        frames.sort()
        _say(
            f"{name:36} {statistics.median(frames) * 1000:9.1f} ms a frame, "
            f"99th percentile {frames[int(FRAMES * 0.99)] * 1000:.1f} ms"
        )


async def _prepare(data_dir: Path, contacts: int, tokens: TokenStore) -> None:
    settings = Settings(data_dir)
    accounts = Accounts(settings, tokens, data_dir)
    account = await accounts.add("Benchmark", NO_SERVICE, "no-token", keep_token=True)
    seed_store(accounts.folder(account.id) / STORE_FILE, contacts)
    settings.flush()


async def _main(contacts: int, *, stacks: bool) -> None:
    _say(f"A window over {contacts:,} contacts")
    tokens = TokenStore(backend=MemoryKeyring())
    with tempfile.TemporaryDirectory() as folder:
        await _prepare(Path(folder), contacts, tokens)
        bench = Bench(Path(folder), contacts, tokens, stacks=stacks)
        try:
            await bench.run()
        finally:
            await bench.close()


def _say(text: str) -> None:
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


def measure(about: str, main: Callable[..., Coroutine[None, None, None]]) -> None:
    """Runs a benchmark of the window in the application as people see it."""
    parser = argparse.ArgumentParser(description=about)
    parser.add_argument("--contacts", type=int, default=100_000)
    parser.add_argument("--stacks", action="store_true")
    given = parser.parse_args()
    app = make_application()
    Collector(app)
    with make_loop(app) as loop:
        loop.run_until_complete(main(given.contacts, stacks=given.stacks))


if __name__ == "__main__":
    measure(__doc__, _main)
