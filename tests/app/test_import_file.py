"""`--import FILE`: in the real application, also before there is an account."""

import asyncio
from pathlib import Path

import pytest

from smsbook_gui.app.options import Options
from smsbook_gui.app.wiring import Application
from smsbook_gui.viewmodels.shell.workspace import WorkspaceViewModel
from tests.support.qt import until

pytestmark = pytest.mark.anyio


def workspace_of(application: Application) -> WorkspaceViewModel | None:
    return application.workspace


async def test_the_file_opens_without_an_account(tmp_path: Path) -> None:
    path = tmp_path / "people.csv"
    path.write_text("First name,Mobile\nIna,0491 570 156\n", encoding="utf-8")
    application = Application(Options(tmp_path / "data"), asyncio.get_running_loop())
    application.open_import(path)
    await application.start()
    try:
        workspace = await until(lambda: workspace_of(application))
        assert application.session is not None
        assert application.session.account.own_list, "it must not go anywhere"
        importing = workspace.importing
        await until(lambda: importing.mapping.state.choices, importing.state_changed)
        assert importing.mapping.state.name == "people.csv"
        second = tmp_path / "second.csv"
        second.write_text("First name,Mobile\nJo,0491 570 157\n", encoding="utf-8")
        window = application.main_window
        assert window is not None
        window.import_requested.emit(second)
        await until(lambda: importing.mapping.state.name == "second.csv", importing.state_changed)
    finally:
        await application.close()
