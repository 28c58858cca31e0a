"""Measures work on many contacts: `python -m tests.benchmarks.bench_many --contacts N`.

One edit of all of them, cells that are pasted, duplicates and their merge, and a comparison with a
file as long. The real program in this process, as in `bench_window`.
"""

import asyncio
import sqlite3
import tempfile
from pathlib import Path

from smsbook_gui.app.selfcheck.self_check import MemoryKeyring
from smsbook_gui.credentials.tokens import TokenStore
from smsbook_gui.services.accounts.accounts import STORE_FILE
from smsbook_gui.viewmodels.bulk.cells import Pasted
from smsbook_gui.viewmodels.bulk.duplicates_state import DuplicatesStage
from smsbook_gui.viewmodels.comparisons.window import ComparisonStep
from smsbook_gui.viewmodels.contacts.rows import Column
from smsbook_gui.viewmodels.shell.workspace import WorkspaceViewModel
from smsbook_gui.views.bulk.duplicates_dialog import DuplicatesDialog
from tests.benchmarks.bench_window import Bench, _prepare, _say, measure

TWINS = 1_000
"""Contacts that are there twice, beyond doubt."""


class ManyBench(Bench):
    """The same window, and what is done to many."""

    _copied = ""

    async def run(self) -> None:
        self._copied = "".join(f"Suburb {n}\tN{n}\n" for n in range(self._contacts))
        await self._measure("start to the full table", self._start, rounds=1)
        await self._measure("find duplicates", self._find, rounds=1)
        await self._measure(f"merge {TWINS:,} groups", self._merge, rounds=1)
        await self._measure("undo the merge", self._undo_last, rounds=1)
        await self._close_duplicates()
        await self._select_all()
        await self._measure("edit all: preview", self._preview, rounds=1)
        await self._measure("edit all: commit", self._apply, rounds=1)
        await self._measure("edit all: undo", self._undo_last, rounds=1)
        await self._measure("paste 2 columns: preview", self._paste, rounds=1)
        await self._measure("paste 2 columns: commit", self._apply, rounds=1)
        await self._open_comparison()
        await self._measure("compare with a file as long", self._compare, rounds=1)

    @property
    def _workspace(self) -> WorkspaceViewModel:
        assert self._application.workspace is not None
        return self._application.workspace

    async def _preview(self) -> None:
        self._workspace.windows.edit_selected()
        self._workspace.windows.bulk_edit.set_text("Acme Pty Ltd")
        await self._can_apply()

    async def _can_apply(self) -> None:
        model = self._workspace.windows.bulk_edit
        await self._hands.until("all are looked at", lambda: model.state.can_apply)

    async def _apply(self) -> None:
        model = self._workspace.windows.bulk_edit
        finished = asyncio.Event()
        model.finished.connect(finished.set)
        model.apply()
        await finished.wait()

    async def _undo_last(self) -> None:
        reports: list[object] = []
        self._workspace.commands.taken_back.connect(lambda report, _way: reports.append(report))
        self._workspace.undo()
        await self._hands.until("it is undone", lambda: bool(reports))

    async def _paste(self) -> None:
        self._workspace.table.mark_cells(Column.CUSTOM_1, (Column.CUSTOM_1, Column.CUSTOM_2))
        columns = [*Column][: Column.CUSTOM_4 + 1]
        self._workspace.paste_onto_cells(Pasted(self._copied, None), columns)
        model = self._workspace.windows.bulk_edit
        await self._hands.until("cells are shown", lambda: model.state.is_about_cells)
        await self._can_apply()

    async def _open_comparison(self) -> None:
        self._workspace.windows.compare_with_file()
        model = self._workspace.windows.comparison
        model.open_file(self._file)
        await self._hands.until(
            "its columns are there",
            lambda: model.state.step is ComparisonStep.COLUMNS and not model.state.busy,
        )
        model.set_scope(None)
        model.set_new_to(1)

    async def _compare(self) -> None:
        model = self._workspace.windows.comparison
        model.next()
        await self._hands.until(
            "it is compared",
            lambda: model.state.step is ComparisonStep.COMPARE and not model.state.busy,
        )
        _say(model.differences.state.counts)

    async def _find(self) -> None:
        self._workspace.windows.find_duplicates()
        model = self._workspace.windows.duplicates
        await self._hands.until(
            "they are found", lambda: model.state.stage is DuplicatesStage.FOUND
        )
        _say(f"{len(model.state.groups):,} groups, {model.state.sure:,} of them sure")

    async def _merge(self) -> None:
        model = self._workspace.windows.duplicates
        sure = [found.group for found in model.state.groups[: model.state.sure]]
        report = await model._session.duplicates.merge_sure(sure[:TWINS])
        assert report.kept == min(TWINS, len(sure))

    async def _close_duplicates(self) -> None:
        """One window at a time: the next one would wait."""
        dialog = self._hands.seen(DuplicatesDialog, "Find duplicates")
        assert dialog is not None
        dialog.reject()
        await self._hands.until("it is gone", lambda: not dialog.isVisible())


def _add_twins(folder: Path, count: int) -> None:
    """The first contacts are there once more, under other ids of the service."""
    [path] = folder.rglob(STORE_FILE)
    db = sqlite3.connect(path)
    columns = [row[1] for row in db.execute("PRAGMA table_info(contact)")]
    kept = [name for name in columns if name not in {"local_id", "server_id"}]
    names = ", ".join(kept)
    with db:
        own_name = (
            "UPDATE contact SET last_name = 'Twin' || char(65 + local_id % 26, 97 + local_id / 26)"
        )
        db.execute(f"{own_name} WHERE local_id <= ?", (count,))  # so that nobody else is alike
        db.execute(
            f"INSERT INTO contact (server_id, {names}) SELECT 5000000 + local_id, {names}"
            " FROM contact WHERE local_id <= ?",
            (count,),
        )
        db.execute("DELETE FROM tally")
        db.execute(
            "INSERT INTO tally SELECT book_id, life, status, count(*) FROM contact"
            " GROUP BY book_id, life, status"
        )
    db.close()


async def _main(contacts: int, *, stacks: bool) -> None:
    tokens = TokenStore(backend=MemoryKeyring())
    with tempfile.TemporaryDirectory() as folder:
        await _prepare(Path(folder), contacts - TWINS, tokens)
        _add_twins(Path(folder), TWINS)
        bench = ManyBench(Path(folder), contacts, tokens, stacks=stacks)
        try:
            await bench.run()
        finally:
            await bench.close()


if __name__ == "__main__":
    measure(__doc__, _main)
