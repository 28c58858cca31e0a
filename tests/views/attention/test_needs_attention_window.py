"""Needs attention, pauses and address books to be settled, in the whole window."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QCheckBox, QLabel, QPushButton, QWidget

from smsbook_gui.credentials.tokens import TokenStore
from smsbook_gui.domain.contacts.contact import Status
from smsbook_gui.domain.contacts.outbox import EntityKind
from smsbook_gui.domain.contacts.query import Scope, ScopeKind
from smsbook_gui.domain.errors import Refused
from smsbook_gui.services.accounts.accounts import Accounts
from smsbook_gui.services.accounts.settings import Settings
from smsbook_gui.services.sync.engine import Connection
from smsbook_gui.viewmodels.accounts.settings import SettingsViewModel, keeps_awake
from smsbook_gui.viewmodels.common.banner import Banner, BannerAction
from smsbook_gui.views.accounts.settings_dialog import SettingsDialog
from smsbook_gui.views.books.settling_dialog import BookSettlingDialog
from smsbook_gui.views.looks.appearance import scheme_palette
from smsbook_gui.views.shell.banner_view import BannerView
from smsbook_gui.views.widgets.flow_layout import FlowLayout
from smsbook_gui.views.widgets.form_field import Disclosure
from smsbook_gui.views.widgets.wrapped_label import WrappedLabel
from tests.support.form_desk import named
from tests.support.keyring import MemoryKeyring
from tests.support.office import COMPANY, Office, office_at, on_show
from tests.support.qt import colours_of, until

pytestmark = pytest.mark.anyio


@pytest.fixture
async def office(tmp_path: Path) -> AsyncIterator[Office]:
    async with office_at(tmp_path) as office:
        yield office


async def refuse_two(office: Office) -> None:
    found = [await office.store.contacts.by_server_id(100 + number) for number in range(2)]
    for contact in found:
        assert contact is not None
        await office.session.contacts.edit(contact.local_id, {COMPANY: "X"})
    await office.desk.needs_attention(Status.REFUSED, Refused("no"))


def buttons(window: QWidget, *starts: str) -> list[str]:
    found = [each.accessibleName() for each in window.findChildren(QPushButton) if each.isVisible()]
    return [name for name in found if name.startswith(starts)]


async def test_the_reasons_are_a_row_of_toggle_buttons(office: Office) -> None:
    await refuse_two(office)
    window, view = await office.window()
    assert buttons(window, "All ") == []
    view.workspace.sidebar.choose(Scope(ScopeKind.ATTENTION))
    await until(lambda: buttons(window, "All ", "Not accepted"))
    assert buttons(window, "All ", "Not accepted") == ["All 2", "Not accepted 2"]
    every, refused = (on_show(window, QPushButton, name) for name in ("All 2", "Not accepted 2"))
    assert (every.isChecked(), refused.isChecked()) == (True, False)
    refused.click()
    assert (every.isChecked(), refused.isChecked()) == (False, True)
    refused.click()
    assert refused.isChecked(), "one of them is always chosen"
    view.workspace.sidebar.choose(Scope())
    assert buttons(window, "All ", "Not accepted") == []


async def test_all_of_a_reason_are_selected_and_discarded(office: Office) -> None:
    await refuse_two(office)
    window, view = await office.window()
    workspace = view.workspace
    workspace.sidebar.choose(Scope(ScopeKind.ATTENTION))
    await until(lambda: workspace.table.state.complete)
    workspace.table.select_all()
    await until(lambda: buttons(window, "Discard all"))
    on_show(window, QPushButton, "Discard all 2").click()
    await until(lambda: buttons(window, "Discard all", "All ") == [])
    assert (await office.store.contacts.counts()).attention == 0


async def test_sending_is_paused_by_the_button_and_the_menu(office: Office) -> None:
    window, _ = await office.window()
    engine = office.session.engine
    assert buttons(window, "Pause", "Resume") == []
    online = replace(engine.state, connection=Connection.CONNECTED, problem=None, waiting=30)
    for listener in tuple(engine._listeners):
        listener(online)
    on_show(window, QPushButton, "Pause sending").click()
    paused = engine.state
    assert paused.sending_paused
    assert window.commands.pause.text() == "Resume sending"
    labels = [each.text() for each in window.findChildren(QLabel) if each.isVisible()]
    assert "Sending is paused" in labels
    window.commands.pause.trigger()
    resumed = engine.state
    assert not resumed.sending_paused
    assert window.commands.pause.text() == "Pause sending"
    await office.session._tasks.idle()


async def refuse_book(office: Office) -> int:
    book_id = await office.store.books.create("Volunteers")
    jobs = await office.store.sync.next_jobs(datetime.now(UTC), 100, frozenset())
    for request in await office.store.sync.begin_send(
        [job for job in jobs if job.entity.kind is EntityKind.BOOK]
    ):
        await office.store.sync.needs_attention(
            request.entity, Status.REFUSED, Refused("no such name", details="HTTP 400")
        )
    return book_id


async def test_a_refused_address_book_says_so_and_is_settled(office: Office) -> None:
    book_id = await refuse_book(office)
    window, view = await office.window()
    model = view.workspace.sidebar.model
    names = [model.index(row).data(Qt.ItemDataRole.AccessibleTextRole) for row in range(6)]
    assert "Volunteers, 0 contacts, Not accepted" in names
    assert not window.commands.settle_book.isEnabled()
    view.workspace.sidebar.choose(Scope(ScopeKind.BOOK, book_id))
    await until(window.commands.settle_book.isEnabled)
    window.commands.settle_book.trigger()
    dialog = await until(lambda: window.dialogs.current)
    assert isinstance(dialog, BookSettlingDialog)
    await until(lambda: "no such name" in read(dialog))
    on_show(dialog, QPushButton, "Discard").click()
    await until(lambda: window.dialogs.current is None)
    assert "Volunteers" not in [book.name for book in await office.store.books.get_all()]


async def test_its_details_follow_dark_and_light(office: Office, qapp: QApplication) -> None:
    book_id = await refuse_book(office)
    window, view = await office.window()
    view.workspace.sidebar.choose(Scope(ScopeKind.BOOK, book_id))
    await until(window.commands.settle_book.isEnabled)
    window.commands.settle_book.trigger()
    dialog = await until(lambda: window.dialogs.current)
    await until(lambda: "no such name" in read(dialog))
    details = dialog.findChild(Disclosure)
    assert details is not None
    details.set_shown(True)
    words = [each for each in details.findChildren(WrappedLabel) if each.text()]
    before = qapp.palette()
    try:
        for scheme in (Qt.ColorScheme.Light, Qt.ColorScheme.Dark):
            palette = scheme_palette(scheme)
            qapp.setPalette(palette)
            await asyncio.sleep(0)
            for label in words:
                assert palette.placeholderText().color().name() in colours_of(label)
    finally:
        qapp.setPalette(before)
    assert words


def read(window: QWidget) -> str:
    return "\n".join(each.text() for each in window.findChildren(QLabel) if each.isVisible())


async def test_a_banner_puts_buttons_under_the_words_where_there_is_no_room_beside_them(
    office: Office,
) -> None:
    window, view = await office.window()
    messages = view.findChild(BannerView)
    assert messages is not None
    window.resize(1500, 800)
    view.workspace.banner.show(
        Banner("37 deleted", actions=(BannerAction("Keep them here", lambda: None),))
    )
    keep = on_show(window, QPushButton, "Keep them here")

    def is_under() -> bool:
        words = next(one for one in messages.findChildren(QLabel) if one.text().startswith("37"))
        bottom = words.mapTo(messages, words.rect().bottomLeft()).y()
        return keep.mapTo(messages, keep.rect().topLeft()).y() >= bottom

    await until(lambda: not is_under())
    window.resize(760, 800)
    await until(is_under)


def test_the_setting_in_the_dialog(qapp: object, tmp_path: Path) -> None:
    settings = Settings(tmp_path)
    accounts = Accounts(settings, TokenStore(backend=MemoryKeyring()), tmp_path)
    model = SettingsViewModel(settings, accounts, accounts.practice("Practice"))
    dialog = SettingsDialog(model)
    box = named(dialog, QCheckBox, "Keep this computer awake while changes are being sent")
    assert box.isChecked()
    box.click()
    model.apply()
    assert not keeps_awake(settings)
    dialog.deleteLater()


@pytest.mark.parametrize("way", [Qt.LayoutDirection.LeftToRight, Qt.LayoutDirection.RightToLeft])
def test_the_flow_takes_as_many_lines_as_it_needs(qapp: object, way: Qt.LayoutDirection) -> None:
    window = QWidget()
    window.setLayoutDirection(way)
    flow = FlowLayout(window, spacing=8)
    parts = [QPushButton(f"Button {number}") for number in range(4)]
    for part in parts:
        part.setFixedSize(100, 20)
        flow.addWidget(part)
    assert flow.heightForWidth(424) == 20
    assert flow.heightForWidth(423) == 48
    assert flow.heightForWidth(100) == 4 * 20 + 3 * 8
    window.resize(220, 100)
    window.show()
    flow.activate()
    places = [(part.x(), part.y()) for part in parts]
    left, right = (0, 108) if way is Qt.LayoutDirection.LeftToRight else (120, 12)
    assert places == [(left, 0), (right, 0), (left, 28), (right, 28)]
    window.close()
    window.deleteLater()
