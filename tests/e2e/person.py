"""A person at SMS Book's window, who sees and handles it through assistive technology."""

import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from smsbook_gui.services.sync.rate_limiter import CALLS_A_SECOND
from tests.support.desktop import App, Desktop, Element, NotFound

_T = TypeVar("_T")

_PICTURES = "SMSBOOK_SCREENSHOTS"
_READ_TOKENS = """
import sys, keyring
for account in sys.argv[1:]:
    print(keyring.get_password("SMS Book", account))
"""

Row = dict[str, str]


class Person:
    """Uses the program with the data folder `data_dir`; `story` begins the pictures' names."""

    def __init__(self, desktop: Desktop, data_dir: Path, story: str) -> None:
        self.desktop = desktop
        self.data_dir = data_dir
        self.days = 0.0
        """How far the clock of the next start is ahead."""
        self.calls = CALLS_A_SECOND
        """Calls a second that the next start may make."""
        self._story = story
        self._pictures = 0
        self._app: App | None = None
        self._window: Element | None = None

    # ---- the program -----------------------------------------------------------------------

    @property
    def app(self) -> App:
        assert self._app is not None, "nothing was started"
        return self._app

    @property
    def window(self) -> Element:
        assert self._window is not None, "nothing was started"
        return self._window

    def start(self, **environment: str) -> None:
        """Start the program and look at its window."""
        self.desktop.driver.xdotool("mousemove", "5", "5")  # a pointer on a banner would hold it
        data = ("--data-dir", str(self.data_dir))
        if self.days or self.calls != CALLS_A_SECOND:
            module = ("-m", "tests.support.another_day", str(self.days), str(self.calls))
            self._app = self.desktop.run([sys.executable, *module, *data], **environment)
        else:
            self._app = self.desktop.start(*data, **environment)
        self._window = self.app.window("SMS Book")

    def close(self) -> None:
        """Close the window, and wait until the program has ended."""
        self.no_dialog()
        self.close_window()
        assert self.app.wait() == 0, self.app.output

    def connect(self, url: str, token: str) -> None:
        """Fill in the connect dialog, which the welcome opens, and press "Connect"."""
        if "Connect to your SMS service" not in self.windows:
            self.press("Connect to your SMS service")
        dialog = self.app.window("Connect to your SMS service")
        dialog.find("text", "Account name").set_text("Office")
        dialog.find("text", "API URL").set_text(url)
        dialog.find("password text", "Access token").set_text(token)
        dialog.find("push button", "Connect").press()

    def choose_from_menu(self, menu: str, item: str) -> None:
        """Open a menu of the menu bar and press one of its items."""
        self.window.find("menu item", menu).press()
        self.window.find("menu item", item).press()

    def close_window(self) -> None:
        """Close the window as the window manager's button does."""
        self.desktop.keys("alt+F4")

    def kept_tokens(self) -> list[str]:
        """What the computer's keyring holds for the accounts of this data folder."""
        accounts = [path.name for path in (self.data_dir / "accounts").iterdir()]
        reader = self.desktop.run([sys.executable, "-c", _READ_TOKENS, *accounts])
        assert reader.wait() == 0, reader.output
        return reader.output.split()

    # ---- looking ---------------------------------------------------------------------------

    def until(self, what: str, condition: Callable[[], _T]) -> _T:
        """Wait until it is so on the screen. Raises NotFound, which names `what`."""
        try:
            return self.desktop.until(condition)
        except NotFound as error:
            raise NotFound(f"{what}: {error}\n{self.seen()[:12]}\n{self.window.tree()}") from None

    def sees(self, words: str, *, within: Element | None = None, prefix: bool = False) -> None:
        """Wait until these words stand on the screen."""
        (within or self.window).find("label", words, prefix=prefix)

    def button(self, name: str, *, within: Element | None = None) -> Element:
        return (within or self.window).find("push button", name)

    def press(self, name: str, *, within: Element | None = None) -> None:
        """Press a button as soon as it can be pressed."""
        button = self.button(name, within=within)
        self.until(f"{name!r} enabled", lambda: "enabled" in button.states)
        button.press()

    @property
    def toolbar(self) -> Element:
        return self.window.find("tool bar", "Commands")

    def banner(self, words: str) -> Element:
        """The banner with these words, once it stands."""
        return self.window.find("filler", words)

    def take_picture(self, name: str) -> Path:
        """What the screen shows; kept if somebody wants pictures."""
        folder = Path(os.environ.get(_PICTURES) or self.data_dir.parent)
        self._pictures += 1
        return self.desktop.screenshot(folder / f"{self._story}-{self._pictures:02}-{name}.png")

    def dialog(self, title: str) -> Element:
        return self.app.window(title)

    def no_dialog(self) -> None:
        """Wait until nothing but the main window is open."""
        try:
            self.until("only the main window", lambda: len(self._windows()) == 1)
        except NotFound as error:
            raise NotFound(f"{self._windows()}: {error}") from None

    def _windows(self) -> list[str]:
        return [
            child.name for child in self.app.root.children() if "showing" in child.info["states"]
        ]

    @property
    def windows(self) -> list[str]:
        """The titles of all open windows and dialogs."""
        return self._windows()

    # ---- the table and the sidebar -----------------------------------------------------------

    @property
    def table(self) -> Element:
        return self.window.find("table", "Contacts")

    def seen(self, count: int = 12) -> list[Row]:
        """The first rows of the table; none where something else stands in its place."""
        tables = self.window.all("table", "Contacts")
        if not tables:
            return []
        headers = tables[0].headers()
        rows = tables[0].rows(0, count)
        return [dict(zip(headers, cells, strict=True)) for cells in rows]

    def size(self) -> int:
        """How many contacts the table has."""
        tables = self.window.all("table", "Contacts")
        return tables[0].size[0] if tables else 0

    def sees_rows(self, *wanted: Row) -> None:
        """Wait until the table has exactly these rows, each with at least these texts."""

        def right() -> bool:
            rows = self.seen(len(wanted) + 1)
            return len(rows) == len(wanted) and all(
                want.items() <= row.items() for want, row in zip(wanted, rows, strict=True)
            )

        self.until(f"rows {wanted}", right)

    def search(self, text: str) -> None:
        self.window.find("text", "Search contacts").set_text(text)

    def select(self, *rows: int) -> None:
        """Select rows of the table by their numbers."""
        table = self.table
        for number, row in enumerate(rows):
            table.select_row(row, add=number > 0)
        self.until(f"{rows} selected", lambda: table.selected_rows() == list(rows))

    def open(self, search: str, last_name: str) -> None:
        """Find one contact and open it in the form."""
        self.search(search)
        self.sees_rows({"Last name": last_name})
        self.select(0)
        self.field("Last name").wait_text(last_name)

    def places(self) -> dict[str, str]:
        """The entries of the list "Address books": name and what else is said of it."""
        entries = self.window.find("list", "Address books").children()
        return {name: rest for name, _, rest in (one.name.partition(", ") for one in entries)}

    def go_to(self, name: str) -> None:
        """Choose an entry of the list "Address books"."""
        books = self.window.find("list", "Address books")
        self.until(f"{name!r} at the side", lambda: name in self.places())
        books.select_child(list(self.places()).index(name))
        entry = books.find("list item", name, prefix=True)
        self.until(f"{name!r} chosen", lambda: "selected" in entry.states)

    # ---- the form ----------------------------------------------------------------------------

    @property
    def form(self) -> Element:
        return self.window.find("panel", "Contact")

    def field(self, name: str) -> Element:
        """A field of the form, which while the contact is read may be out of sight."""
        return self.form.find("text", name, showing=False)

    def fill_in(self, **fields: str) -> None:
        """Put texts into the form: first_name="Zoë" goes into "First name"."""
        for name, text in fields.items():
            self.field(name.capitalize().replace("_", " ")).set_text(text)

    def choose_book(self, name: str) -> None:
        book = self.form.find("combo box", "Address book")
        book.choose(name)
        book.wait_text(name)

    def form_shows(self, **fields: str) -> None:
        """Wait until the form has these texts."""
        for name, text in fields.items():
            self.field(name.capitalize().replace("_", " ")).wait_text(text)

    @property
    def has_unsaved(self) -> bool:
        save = self.window.find("push button", "Save", showing=False)
        return "enabled" in save.states
