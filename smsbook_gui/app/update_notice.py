"""Tells of a new version: a banner once, an entry in the menu Help, and the way to its page."""

import json
from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices

from smsbook_gui import __version__
from smsbook_gui.app.platform.proxy import SystemProxy
from smsbook_gui.domain.release import Release
from smsbook_gui.resources import resource
from smsbook_gui.services.accounts.settings import Settings
from smsbook_gui.services.accounts.updates import LIMIT, Fetch, ReleaseSource, Updates
from smsbook_gui.services.runtime.clock import SystemClock
from smsbook_gui.viewmodels.common.banner import Banner, BannerAction, BannerViewModel
from smsbook_gui.viewmodels.common.question import Choice, ChoiceRole, Question
from smsbook_gui.viewmodels.common.text import tr
from smsbook_gui.views.shell.main_window import MainWindow


def open_page(address: str) -> None:
    """In the person's web browser."""
    QDesktopServices.openUrl(QUrl(address))


def packaged_source() -> ReleaseSource | None:
    """Whom to ask, as packaged; None for a copy that nobody packaged, or that others update.

    An installation for everybody on the computer (.msi, .deb) is updated by whoever put it there.
    """
    try:
        resource("managed.txt")
    except FileNotFoundError:
        pass
    else:
        return None
    try:
        given = json.loads(resource("updates.json").read_text(encoding="utf-8"))
    except FileNotFoundError:
        return None
    return ReleaseSource(given["manifest"], bytes.fromhex(given["public_key"]))


async def fetch(address: str) -> bytes:
    """Reads a small file from the internet, by the system's proxy."""
    from smsbook_gui.api.download import download

    return await download(address, limit=LIMIT, proxy_for=SystemProxy())


class UpdateNotice:
    """Lives as long as the window. `watch` is the look itself, to be run as a task."""

    def __init__(
        self,
        window: MainWindow,
        settings: Settings,
        source: ReleaseSource,
        *,
        may_ask: Callable[[], bool],
        fetch: Fetch = fetch,
        open_page: Callable[[str], None] = open_page,
    ) -> None:
        self._window = window
        self._open_page = open_page
        self._release: Release | None = None
        self._banners: BannerViewModel | None = None
        self._updates = Updates(
            settings,
            source,
            fetch,
            SystemClock(),
            version=__version__,
            may_ask=may_ask,
            found=self._found,
        )
        self.watch = self._updates.watch
        window.update_requested.connect(self._explain)

    def follow(self, banners: BannerViewModel | None) -> None:
        """Where banners are shown from now on: those of the account on show."""
        self._banners = banners
        self._show_banner()

    def _found(self, release: Release) -> None:
        self._release = release
        self._window.show_update(release.version)
        self._show_banner()

    def _show_banner(self) -> None:
        release, banners = self._release, self._banners
        if release is None or banners is None or self._updates.is_told(release):
            return
        banners.show(
            Banner(
                tr("SMS Book {version} is there.").format(version=release.version),
                actions=(BannerAction(tr("What is new"), self._explain),),
                seconds=None,
                gone=partial(self._updates.told, release),
            )
        )

    def _explain(self) -> None:
        release = self._release
        if release is None:
            return
        self._updates.told(release)
        page = Choice("page", tr("Open download page"))

        def answered(key: str) -> None:
            if key == page.key:
                self._open_page(release.page)

        news = "\n".join(f"• {line}" for line in release.news)
        yours = tr("You have version {version}. SMS Book never installs anything by itself.")
        self._window.dialogs.ask(
            Question(
                tr("New version"),
                tr("SMS Book {version} is there").format(version=release.version),
                (page, Choice("close", tr("Close"), ChoiceRole.REJECT)),
                answered,
                more=f"{news}\n\n{yours.format(version=__version__)}",
                default="close",
            )
        )
