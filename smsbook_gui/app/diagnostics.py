"""Help > "Copy diagnostics": what support asks for, and nothing of anybody's.

Only numbers, versions and words of the program itself come in; whatever else a value might hold is
left out by its form (`Facts`), so that no mistake of a caller's can let a name through.
"""

import platform
import re
import sys
from collections.abc import Callable, Sequence
from enum import Enum
from pathlib import Path

from PySide6.QtCore import QLocale, qVersion
from PySide6.QtGui import QGuiApplication, QScreen

from smsbook_gui import __version__
from smsbook_gui.domain.errors import SmsBookError, StoreProblem
from smsbook_gui.resources import resource
from smsbook_gui.services.runtime.task_scope import TaskScope
from smsbook_gui.services.session import Session
from smsbook_gui.store.db.connection import SQLITE_VERSION
from smsbook_gui.viewmodels.common.banner import Banner, BannerKind
from smsbook_gui.viewmodels.common.text import tr
from smsbook_gui.viewmodels.shell.workspace import WorkspaceViewModel
from smsbook_gui.views.dialogs.dialog_queue import details_box
from smsbook_gui.views.shell.main_window import MainWindow

Fact = int | float | bool | Enum | SmsBookError | None

_VERSION = re.compile(r"[0-9][0-9A-Za-z.+~-]{0,40}")
_MEGABYTE = 1_000_000


class Facts:
    """Lines of a label and a value. `text` is all of them."""

    def __init__(self) -> None:
        self._lines: list[str] = []

    def add(self, label: str, value: Fact) -> None:
        """A number, a state or the kind of an error. `label` is a literal."""
        if isinstance(value, SmsBookError):
            said = type(value).__name__
        elif isinstance(value, Enum):
            said = value.name.lower()
        elif isinstance(value, bool):
            said = "yes" if value else "no"
        elif isinstance(value, float):
            said = f"{value:.1f}"
        elif isinstance(value, int):
            said = str(value)
        else:
            said = "none"
        self._lines.append(f"{label}: {said}")

    def add_version(self, label: str, value: str) -> None:
        """What does not look like a version is left out."""
        self._lines.append(f"{label}: {value if _VERSION.fullmatch(value) else 'unknown'}")

    def add_one_of(self, label: str, value: str, known: Sequence[str]) -> None:
        """What is none of the words that are known is left out."""
        self._lines.append(f"{label}: {value if value in known else 'other'}")

    def add_errors(self, lines: Sequence[str]) -> None:
        """The lines of `LastErrors`."""
        self._lines.append("last errors:" if lines else "last errors: none")
        self._lines += lines

    @property
    def text(self) -> str:
        return "\n".join(self._lines) + "\n"


def program_facts(facts: Facts) -> None:
    """What runs, and on what."""
    facts.add_version("SMS Book", __version__)
    facts.add("packaged", bool(getattr(sys, "frozen", False)))
    facts.add("managed", _is_managed())
    facts.add_version("Python", platform.python_version())
    facts.add_version("Qt", qVersion())
    facts.add_version("SQLite", SQLITE_VERSION)
    facts.add_one_of("system", platform.system(), ("Linux", "Windows", "Darwin"))
    facts.add_version("system version", platform.release())
    facts.add_one_of(
        "processor", platform.machine(), ("x86_64", "AMD64", "aarch64", "arm64", "ARM64")
    )
    facts.add_one_of(
        "display",
        QGuiApplication.platformName(),
        ("xcb", "wayland", "windows", "cocoa", "offscreen", "minimal"),
    )
    facts.add("language", QLocale().language())
    facts.add("text direction", QLocale().textDirection())
    for screen in QGuiApplication.screens():
        _screen_facts(facts, screen)


def _screen_facts(facts: Facts, screen: QScreen) -> None:
    facts.add("screen width", screen.size().width())
    facts.add("screen height", screen.size().height())
    facts.add("screen scale", screen.devicePixelRatio())


async def account_facts(facts: Facts, session: Session) -> None:
    """How the open account stands: counts and states. What cannot be read is said to be so."""
    account, state = session.account, session.engine.state
    facts.add("practice", account.practice)
    facts.add("own list", account.own_list)
    facts.add("connection", state.connection)
    facts.add("problem", state.problem)
    facts.add("lists address books", state.lists_books)
    facts.add("sending paused", state.sending_paused)
    facts.add("asked about vanished contacts", state.gone_question)
    facts.add("file in MB", _size(session.folder, "contacts.db"))
    facts.add("log of the file in MB", _size(session.folder, "contacts.db-wal"))
    facts.add("backup elsewhere", bool(account.backup_folder))
    facts.add("last backup failed", session.backups.trouble)
    try:
        counts = await session.local.contacts.counts()
        backups = await session.backups.all()
    except StoreProblem as error:
        facts.add("cannot be read", error)
        return
    facts.add("contacts", counts.all)
    facts.add("address books", len(counts.books))
    facts.add("waiting", counts.waiting)
    facts.add("recently deleted", counts.deleted)
    facts.add("need attention", counts.attention)
    for reason, count in counts.reasons:
        facts.add(f"need attention as {reason.name.lower()}", count)
    facts.add("backups", len(backups))
    if backups:
        age = session.now() - backups[0].at
        facts.add("hours since the last backup", age.total_seconds() / 3600)


class Diagnostics:
    """The command of the menu. `session` and `workspace` are those on show, if any."""

    def __init__(
        self,
        window: MainWindow,
        tasks: TaskScope,
        *,
        on_show: Callable[[], tuple[Session | None, WorkspaceViewModel | None]],
        last_errors: Callable[[], Sequence[str]],
    ) -> None:
        self._window = window
        self._tasks = tasks
        self._on_show = on_show
        self._last_errors = last_errors
        window.diagnostics_requested.connect(
            lambda: self._tasks.replace("diagnostics", self._copy(), name="diagnostics")
        )

    async def text(self) -> str:
        """All of it."""
        facts = Facts()
        program_facts(facts)
        session, _ = self._on_show()
        facts.add("account on show", session is not None)
        if session is not None:
            await account_facts(facts, session)
        facts.add_errors(self._last_errors())
        return facts.text

    async def _copy(self) -> None:
        text = await self.text()
        QGuiApplication.clipboard().setText(text)
        said = tr(
            "Diagnostics were copied: paste them into your message to support. They hold "
            "no names, numbers or access keys."
        )
        _, workspace = self._on_show()
        if workspace is not None:
            workspace.banner.show(Banner(said, BannerKind.DONE, details=text))
        else:
            title = tr("Diagnostics")
            self._window.dialogs.open(lambda parent: details_box(title, said, text, parent))


def _is_managed() -> bool:
    """Whether somebody installed it for everybody on this computer."""
    try:
        resource("managed.txt")
    except FileNotFoundError:
        return False
    return True


def _size(folder: Path, name: str) -> float | None:
    try:
        return (folder / name).stat().st_size / _MEGABYTE
    except OSError:
        return None
