"""The main window, the import and some dialogs in the states that do not come by opening them."""

from collections.abc import AsyncIterator
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QLineEdit, QMenu

from smsbook_gui.domain.contacts.contact import ContactField
from smsbook_gui.domain.contacts.filters import TextFilter, TextOp
from smsbook_gui.domain.contacts.query import Scope, ScopeKind
from smsbook_gui.domain.errors import (
    AnswerLost,
    AuthenticationFailed,
    NotSent,
    Refused,
)
from smsbook_gui.domain.imports.importing import ImportStage
from smsbook_gui.viewmodels.common.banner import draft_banner
from smsbook_gui.viewmodels.common.text import tr
from smsbook_gui.viewmodels.imports.import_state import Step
from smsbook_gui.views.imports.window import ImportWindow
from tests.pictures.waiting import printed, waiting
from tests.support.form_desk import named
from tests.support.program import Program
from tests.support.qt import until
from tests.support.scripted import ScriptedService
from tests.support.windows import Scene, all_contacts, select_row, tidy, windows

NAME, COMPANY, PHONE = ContactField.FIRST_NAME, ContactField.COMPANY, ContactField.PHONE_NUMBER


async def full_account(
    program: Program, service: ScriptedService, folder: Path
) -> AsyncIterator[Scene]:
    """An account with contacts, as the day goes on: what is wrong comes last."""
    async for scene in _looking(program):
        yield scene
    async for scene in _editing(program):
        yield scene
    async for scene in _importing(program, service, folder):
        yield scene
    async for scene in _exporting(program, folder):
        yield scene
    async for scene in printed(program, folder):
        yield scene
    async for scene in waiting(program):
        yield scene
    async for scene in _attention(program, service):
        yield scene
    async for scene in _connection(program, service):
        yield scene


async def _looking(program: Program) -> AsyncIterator[Scene]:
    workspace, table = program.workspace, program.workspace.table
    await all_contacts(program)
    table.search("nobody at all")
    await until(lambda: table.state.complete and not table.state.shown)
    await workspace.idle()
    yield Scene("window, nothing found", [program.window])
    table.search("")
    table.set_filter(TextFilter(COMPANY, TextOp.FILLED))
    await until(lambda: table.state.complete and table.state.shown)
    await workspace.idle()
    yield Scene("window, filtered", [program.window])
    table.clear_filters()
    for kind in (ScopeKind.ATTENTION, ScopeKind.DELETED):
        workspace.sidebar.choose(Scope(kind))
        await until(lambda: table.state.complete and not table.state.shown)
        await workspace.idle()
        yield Scene(f"window, {kind.value} empty", [program.window])
    for entry in program.window.menuBar().actions():
        await all_contacts(program)
        menu = entry.menu()
        assert isinstance(menu, QMenu)
        menu.aboutToShow.emit()
        yield Scene(f"menu {entry.text()}", [menu])


async def _editing(program: Program) -> AsyncIterator[Scene]:
    workspace, form = program.workspace, program.workspace.form
    await all_contacts(program)
    form.edit()
    await workspace.idle()
    yield Scene("window, editing", [program.window])
    form.set_field(PHONE, "0491 57")
    await until(lambda: form.state.phone.message)
    await workspace.idle()
    yield Scene("window, a number that is too short", [program.window])
    form.revert()
    workspace.new_contact()
    await workspace.idle()
    yield Scene("window, new contact", [program.window])
    form.revert()
    await all_contacts(program)
    program.workspace.delete_selected()
    await until(lambda: workspace.banner.state.banners)
    await workspace.idle()
    yield Scene("window, deleted", [program.window])
    workspace.undo()
    await until(lambda: not workspace.sidebar.state.items[-1].count)
    await workspace.idle()
    workspace.banner.close_all()
    await program.calm()
    workspace.table.select_ids([1, 2, 3, 4])
    await until(program.window.commands.edit_selected.isEnabled)
    program.window.commands.edit_selected.trigger()
    dialog = await until(lambda: program.dialog)
    named(dialog, QLineEdit, "New value").setText("Harbour Clinic")
    await until(lambda: workspace.windows.bulk_edit.state.can_apply)
    await workspace.idle()
    yield Scene("edit selected, preview", [dialog])
    await tidy(program)


async def _importing(
    program: Program, service: ScriptedService, folder: Path
) -> AsyncIterator[Scene]:
    importing = program.workspace.importing
    importing.show()
    broken = folder / "broken.xlsx"
    broken.write_bytes(b"PK\x03\x04 no workbook")
    importing.open_file(broken)
    await until(lambda: importing.state.problem)
    window = next(top for top in windows() if isinstance(top, ImportWindow))
    yield Scene("Import, not a list", [window])
    importing.open_file(_list_at(folder))
    await until(lambda: importing.state.step is Step.COLUMNS and not importing.state.busy)
    importing.mapping.set_book(importing.mapping.state.books[0].local_id)
    importing.next()
    await until(lambda: importing.state.step is Step.CHECK and not importing.state.busy)
    service.fail("new", Refused("Number is blocked"))
    held = service.gate("new")
    importing.start()
    await held.arrived.wait()
    await until(lambda: importing.run.state.can_pause and importing.run.state.done == (3, 4))
    yield Scene("Import, under way", [window], working=True)
    importing.run.pause()
    await until(lambda: importing.run.state.can_resume)
    yield Scene("Import, paused", [window], working=True)
    importing.run.resume()
    held.release()
    await until(lambda: importing.run.state.stage is ImportStage.FINISHED)
    yield Scene("Import, finished with a refused row", [window])
    importing.leave()
    await until(lambda: not window.isVisible())
    await tidy(program)


def _list_at(folder: Path) -> Path:
    path = folder / "members.csv"
    rows = [f"{name},Berg,0491 573 {n:03}" for n, name in enumerate(("Ina", "Tom", "Lea", "Sam"))]
    path.write_text("\n".join(("First name,Last name,Mobile", *rows)), encoding="utf-8")
    return path


async def _attention(program: Program, service: ScriptedService) -> AsyncIterator[Scene]:
    session, workspace = program.application.session, program.workspace
    assert session is not None
    books = workspace.state.books
    service.fail("new", AnswerLost())
    await session.contacts.create(books[0].local_id, {NAME: "Ute", PHONE: "0491 572 001"})
    await all_contacts(program)
    mine, theirs = 5, 6
    for local_id, company in ((mine, "Ours"), (theirs, "Ours too")):
        contact = await session.local.contacts.get(local_id)
        assert contact is not None
        assert contact.server_id is not None
        book, values = service.contacts[contact.server_id]
        if local_id == theirs:
            service.contacts[contact.server_id] = (book, {**values, COMPANY: "Theirs"})
        else:
            service.fail_always("edit", Refused("Number is blocked"), of=[contact.server_id])
        await session.contacts.edit(local_id, {COMPANY: company})
    workspace.sidebar.choose(Scope(ScopeKind.ATTENTION))
    table = workspace.table
    await until(lambda: table.state.complete and table.state.shown == 4)
    listed = len(service.made("books"))
    workspace.sync_now()
    await until(lambda: len(service.made("books")) > listed)
    await program.calm()
    for row in range(table.state.shown):
        await _choose(program, row)
        yield Scene(f"window, needs attention {row + 1}", [program.window])


async def _choose(program: Program, row: int) -> None:
    form = program.workspace.form
    local_id = program.workspace.table.model.id_at(row)
    select_row(program, row)
    await until(lambda: form.state.contact_id == local_id and not form.state.loading)
    await program.workspace.idle()


async def _connection(program: Program, service: ScriptedService) -> AsyncIterator[Scene]:
    session, workspace = program.application.session, program.workspace
    assert session is not None
    await all_contacts(program)
    for error, words in (
        (NotSent(), tr("Offline")),
        (AnswerLost(), tr("Service not answering")),
        (AuthenticationFailed(), tr("Stopped")),
    ):
        service.forget_failures()
        for call in ("books", "detail", "edit", "book"):
            for _ in range(50):
                service.fail(call, error)
        session.engine.wake()
        workspace.sync_now()
        await until(partial(_is_told, program, words))
        await workspace.idle()
        yield Scene(f"window, {words.lower()}", [program.window])


def _is_told(program: Program, connection: str) -> bool:
    return program.workspace.status.state.connection_text == connection


async def _exporting(program: Program, folder: Path) -> AsyncIterator[Scene]:
    workspace = program.workspace
    await all_contacts(program)
    program.view.export()
    await until(lambda: workspace.windows.exporting.state.can_export)
    workspace.windows.exporting.export(folder / "contacts.xlsx")
    await until(lambda: workspace.banner.state.banners and program.dialog is None)
    yield Scene("window, exported", [program.window])
    workspace.banner.close_all()
    workspace.banner.show(draft_banner(lambda: None, lambda: None))
    yield Scene("window, a draft was kept", [program.window])
    workspace.banner.close_all()
