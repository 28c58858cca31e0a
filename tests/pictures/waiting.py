"""What stands there while something is looked for, and a list of a person's own."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from pathlib import Path
from unittest.mock import patch

from PySide6.QtWidgets import QFileDialog, QPushButton

from smsbook_gui.services.backups.backups import BackupService
from smsbook_gui.services.contacts.duplicates import DuplicateService
from smsbook_gui.services.history.holdings import HoldingsService
from smsbook_gui.viewmodels.exports.print_state import PrintStage
from smsbook_gui.viewmodels.exports.printing import PrintViewModel
from smsbook_gui.viewmodels.imports.import_state import Step
from smsbook_gui.views.printing.dialog import PrintDialog
from tests.pictures.painter import focused
from tests.support.office import on_show
from tests.support.program import Program, first_start_at
from tests.support.qt import until
from tests.support.scripted import ScriptedService
from tests.support.windows import Scene, all_contacts, offered, tidy, windows


class _Held:
    """A call that does not come back before it may; whether it was made."""

    def __init__(self) -> None:
        self.arrived, self.may_go_on = asyncio.Event(), asyncio.Event()


@contextmanager
def _held(owner: type[object], call: str) -> Iterator[_Held]:
    held, real = _Held(), getattr(owner, call)

    async def wait(*args: object) -> object:
        held.arrived.set()
        await held.may_go_on.wait()
        return await real(*args)

    with patch.object(owner, call, wait):
        yield held


async def waiting(program: Program) -> AsyncIterator[Scene]:
    """The windows that look for something, before they have found it."""
    for text, owner, call in (
        ("Find duplicates…", DuplicateService, "find"),
        ("Check list…", DuplicateService, "find"),
        ("Restore from backup…", BackupService, "differences"),
        ("Everything we hold on this person…", HoldingsService, "find"),
        ("Print…", PrintViewModel, "_measure"),
    ):
        await all_contacts(program)
        with _held(owner, call) as held:
            actions = offered(program)
            next(action for name, action in actions.items() if name.endswith(text)).trigger()
            await held.arrived.wait()
            dialog = await until(lambda: program.dialog)
            yield Scene(f"{text.rstrip('…')}, looking", [dialog], working=True)
            held.may_go_on.set()
        await tidy(program)
        await focused(program.window)


async def printed(program: Program, folder: Path) -> AsyncIterator[Scene]:
    """The contacts were saved as pages."""
    await all_contacts(program)
    program.window.commands.print.trigger()
    dialog = await until(lambda: program.dialog)
    assert isinstance(dialog, PrintDialog)
    printing = program.workspace.windows.printing
    await until(lambda: printing.state.stage is PrintStage.READY and printing.state.can_print)
    on_show(dialog, QPushButton, "Save as PDF…").click()
    files = await until(lambda: dialog.dialogs.current)
    assert isinstance(files, QFileDialog)
    files.fileSelected.emit(str(folder / "contacts.pdf"))
    files.reject()
    banner = program.workspace.banner
    await until(lambda: banner.state.banners and program.dialog is None)
    await focused(program.window)
    yield Scene("window, print finished", [program.window])
    banner.close_all()


def _friends(folder: Path) -> Path:
    folder.mkdir(parents=True)
    path = folder / "friends.csv"
    rows = "Ina,Berg,0491 570 156,Friends\nJo,Coelho,0491 570 157,Friends\n"
    path.write_text(f"First name,Last name,Mobile,Group\n{rows}", encoding="utf-8")
    return path


async def own_list(folder: Path) -> AsyncIterator[Scene]:
    """A list that was dropped on the welcome, before there is an account: checked and kept here."""
    file = _friends(folder)
    async with first_start_at(folder / "data", ScriptedService()) as program:
        program.window.import_requested.emit(file)
        await until(lambda: program.application.workspace is not None)
        importing = program.workspace.importing
        await until(lambda: importing.state.step is Step.COLUMNS and not importing.state.busy)
        importing.next()
        await until(lambda: importing.state.step is Step.CHECK and not importing.state.busy)
        importing.start()
        await until(lambda: importing.run.state.can_undo)
        importing.leave()
        await until(lambda: windows() == [program.window])
        banner = program.workspace.banner
        await until(lambda: any("friends" in each.text for each in banner.state.banners))
        banner.close_all()
        await all_contacts(program)
        await program.workspace.idle()
        yield Scene("window, your list", [program.window])
