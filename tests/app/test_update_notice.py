"""How a person hears of a new version, in the real window, and where it leads."""

import asyncio
import json
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMessageBox, QPushButton, QToolButton

import manifest
from smsbook_gui import __version__
from smsbook_gui.api.download import download
from smsbook_gui.app import update_notice
from smsbook_gui.app.update_notice import UpdateNotice, packaged_source
from smsbook_gui.domain.release import read_manifest
from smsbook_gui.services.accounts import updates
from smsbook_gui.services.accounts.updates import LIMIT, ReleaseSource
from smsbook_gui.views.shell.main_window import MainWindow
from tests.api.wire import Heard, Voice, Wire
from tests.support.office import Office, office_at, on_show
from tests.support.qt import until

pytestmark = pytest.mark.anyio

SECRET = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
PAGE = "https://example.com/download"
NEWS = ["Import from Excel", "Faster search"]


class Desk:
    """The window of an account, and a web server of the makers'."""

    def __init__(self, office: Office, window: MainWindow, wire: Wire) -> None:
        self.office = office
        self.window = window
        self.opened: list[str] = []
        view = window.workspace_view
        assert view is not None
        self.banners = view.workspace.banner
        source = ReleaseSource(f"{wire.url}/newest.json", SECRET.public_key().public_bytes_raw())
        self.notice = UpdateNotice(
            window,
            office.settings,
            source,
            may_ask=lambda: True,
            fetch=lambda address: download(address, limit=LIMIT),
            open_page=self.opened.append,
        )
        self.notice.follow(self.banners)
        self._watching = asyncio.ensure_future(self.notice.watch())

    @property
    def entry(self) -> QAction | None:
        """What the menu Help offers."""
        found = [one for one in self.window.findChildren(QAction) if "New version" in one.text()]
        return found[0] if found and found[0].isVisible() else None

    async def close(self) -> None:
        self._watching.cancel()
        await asyncio.gather(self._watching, return_exceptions=True)


@pytest.fixture
async def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Desk]:
    monkeypatch.setattr(updates, "AFTER_START", 0.0)

    async def answer(_heard: Heard, voice: Voice) -> None:
        await voice.answer(manifest.manifest("99.1.0", PAGE, NEWS, SECRET))

    async with office_at(tmp_path) as office, Wire(answer) as wire:
        window, _view = await office.window()
        made = Desk(office, window, wire)
        await until(lambda: made.entry is not None)
        yield made
        await made.close()
        window.dialogs.close_all()


async def test_a_banner_once_and_a_way_to_the_page(desk: Desk) -> None:
    [banner] = desk.banners.state.banners
    assert banner.text == "SMS Book 99.1.0 is there."
    on_show(desk.window, QPushButton, "What is new").click()
    await until(lambda: isinstance(desk.window.dialogs.current, QMessageBox))
    box = desk.window.dialogs.current
    assert isinstance(box, QMessageBox)
    assert box.text() == "SMS Book 99.1.0 is there"
    assert "Import from Excel" in box.informativeText()
    assert f"You have version {__version__}." in box.informativeText()
    assert "never installs anything by itself" in box.informativeText()
    on_show(box, QPushButton, "Open download page").click()
    assert desk.opened == [PAGE]
    desk.notice.follow(desk.banners)
    assert desk.banners.state.banners == ()


async def test_a_closed_banner_stays_away_and_the_menu_keeps_the_way(desk: Desk) -> None:
    on_show(desk.window, QToolButton, "Close this message").click()
    desk.notice.follow(desk.banners)
    assert desk.banners.state.banners == ()
    assert desk.entry is not None
    assert desk.entry.text() == "New version 99.1.0…"
    desk.entry.trigger()
    await until(lambda: isinstance(desk.window.dialogs.current, QMessageBox))
    box = desk.window.dialogs.current
    assert box is not None
    on_show(box, QPushButton, "Close").click()
    assert desk.opened == []


async def test_a_banner_that_nobody_closed_comes_again(desk: Desk) -> None:
    desk.banners.close_all()
    assert desk.office.settings.text("update_told") == "99.1.0"
    desk.office.settings.set("update_told", None)
    desk.notice.follow(None)
    desk.notice.follow(desk.banners)
    assert len(desk.banners.state.banners) == 1


def test_a_copy_from_the_source_asks_nobody() -> None:
    assert packaged_source() is None


def test_a_packaged_copy_asks_unless_others_update_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def resource(name: str) -> Path:
        if not (tmp_path / name).exists():
            raise FileNotFoundError(name)
        return tmp_path / name

    monkeypatch.setattr(update_notice, "resource", resource)
    monkeypatch.setattr(manifest, "settings", lambda: {"updates": {"public_key": ""}})
    assert manifest.write_source(tmp_path) is None
    assert packaged_source() is None
    given = {
        "manifest": "https://example.com/newest.json",
        "public_key": manifest.public_part(SECRET),
    }
    monkeypatch.setattr(manifest, "settings", lambda: {"updates": given})
    assert manifest.write_source(tmp_path) is not None
    source = packaged_source()
    assert source == ReleaseSource(given["manifest"], SECRET.public_key().public_bytes_raw())
    made = manifest.manifest("1.0.0", PAGE, NEWS, SECRET)
    assert read_manifest(made, source.key).release.news == tuple(NEWS)
    (tmp_path / "managed.txt").write_text("")
    assert packaged_source() is None


def test_what_is_new_comes_from_the_changelog() -> None:
    news = manifest.whats_new()
    assert news
    assert not any("\n" in entry or entry.startswith("-") for entry in news)


def test_signing_needs_the_key_that_users_trust(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    target = tmp_path / "newest.json"
    monkeypatch.setattr("sys.argv", ["manifest.py", "sign", str(target)])
    monkeypatch.setenv(manifest.SECRET, "")
    assert manifest.main() == 1
    monkeypatch.setenv(manifest.SECRET, bytes(range(32)).hex())
    given = {"homepage": PAGE, "updates": {"public_key": "00" * 32}}
    monkeypatch.setattr(manifest, "settings", lambda: given)
    assert manifest.main() == 1
    assert "does not belong" in capsys.readouterr().err
    given["updates"] = {"public_key": manifest.public_part(SECRET)}
    assert manifest.main() == 0
    read = read_manifest(target.read_bytes(), SECRET.public_key().public_bytes_raw())
    release = read.release
    assert (release.version, release.page) == (__version__, PAGE)
    assert json.loads(target.read_bytes()).keys() == {"signed", "signature"}
