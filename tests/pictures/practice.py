"""Practice mode: its line, and the things to try."""

from collections.abc import AsyncIterator
from pathlib import Path
from unittest.mock import patch

from smsbook_gui.app.accounts import sessions
from smsbook_gui.viewmodels.contacts.rows import Column
from smsbook_gui.viewmodels.shell.practice import ToTry
from smsbook_gui.views.contacts.header import ContactHeader
from tests.support.program import Program, first_start_at
from tests.support.qt import until
from tests.support.scripted import ScriptedService
from tests.support.windows import Scene, all_contacts


async def practice_mode(folder: Path) -> AsyncIterator[Scene]:
    """The sample contacts once all were read, in an empty `folder`."""
    with patch.object(sessions, "PRACTICE_RATE", None):
        async with first_start_at(folder, ScriptedService()) as program:
            program.window.practice_requested.emit()
            await until(lambda: program.application.workspace is not None)
            await until(lambda: _is_read(program))
            await program.workspace.idle()
            program.workspace.banner.close_all()
            program.workspace.practice.done(ToTry.FIND)
            await all_contacts(program)
            yield Scene("window, practice", [program.window])
            [header] = program.view.table.findChildren(ContactHeader)
            for column in Column:
                header.choose(column, shown=True)
            program.workspace.practice.hide()
            yield Scene("window, all columns", [program.window])


def _is_read(program: Program) -> bool:
    """All rows are there, and no field of them is left to be read."""
    table, status = program.workspace.table, program.workspace.status
    rows = [table.model.row(number) for number in range(table.state.shown)]
    read = all(row is not None and None not in row.cells for row in rows)
    return len(rows) > 60 and read and status.state.progress is None
