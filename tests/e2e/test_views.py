"""Every view and state once, light and dark; pictures of them for whoever wants to look."""

import subprocess
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from PySide6.QtGui import QColor, QImage

from tests.e2e.person import Person
from tests.e2e.service_side import TOKEN, ServiceSide
from tests.support.desktop import Desktop

pytestmark = [pytest.mark.desktop, pytest.mark.long]

GNOME = {"QT_QPA_PLATFORMTHEME": "gnome"}
"""A desktop that tells its scheme, and brings no colours of its own."""

_PORTAL = Path(__file__).parent / "portal.py"


class Scheme:
    """The desktop's colour scheme, which can change at any time."""

    def __init__(self, desktop: Desktop, scheme: str) -> None:
        self.dark = scheme == "dark"
        self._process = subprocess.Popen(
            ["/usr/bin/python3", str(_PORTAL), scheme],
            env=desktop.environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        assert self._process.stdout is not None
        assert self._process.stdout.readline() == "ready\n"

    def become(self, scheme: str) -> None:
        self.dark = scheme == "dark"
        assert self._process.stdin is not None
        self._process.stdin.write(f"{scheme}\n")
        self._process.stdin.flush()

    def close(self) -> None:
        with self._process:
            self._process.terminate()


@pytest.fixture(params=["light", "dark"])
def scheme(request: pytest.FixtureRequest, desktop: Desktop) -> Iterator[Scheme]:
    """What the desktop says while the program starts."""
    with closing(Scheme(desktop, request.param)) as scheme:
        yield scheme


def is_dark(person: Person) -> bool:
    """Whether the window is darker than light on average."""
    picture = QImage(str(person.desktop.screenshot(person.data_dir / "now.png")))
    x, y, width, height = person.window.info["box"]
    part = picture.copy(x, y, width, height).scaled(16, 16)
    light = sum(QColor(part.pixel(i, j)).lightnessF() for i in range(16) for j in range(16)) / 256
    return light < 0.4


def look_at(person: Person, menu: str, item: str, title: str, picture: str) -> None:
    """Open a dialog from the menu, look, and leave it by the keyboard."""
    person.choose_from_menu(menu, item)
    person.dialog(title)
    person.take_picture(picture)
    person.desktop.keys("Escape")
    person.no_dialog()


def test_every_view(person: Person, service: ServiceSide, scheme: Scheme) -> None:
    person.start(**GNOME)
    person.sees("Welcome to SMS Book")
    person.take_picture("welcome")
    person.press("Connect to your SMS service")
    person.dialog("Connect to your SMS service")
    person.take_picture("connect")
    person.connect(service.url, TOKEN)
    person.until("all contacts", lambda: person.size() == service.count())
    person.sees("Connected")
    person.take_picture("all-contacts")
    person.until("the desktop's colours", lambda: is_dark(person) is scheme.dark)

    person.search("Béranger")
    person.sees_rows({"Last name": "Béranger"})
    person.select(0)
    person.form_shows(custom_2="Dr O'Connell")
    person.fill_in(phone_number="4.0E+08")
    person.until(
        "a word about the number", lambda: person.field("Phone number").info["description"]
    )
    person.take_picture("lost-number")
    person.press("Revert")
    person.form_shows(phone_number="(02) 7010 4992")
    person.sees("What you had typed was taken back.")
    person.take_picture("reverted")

    person.search("")
    person.until("all contacts", lambda: person.size() == service.count())
    person.go_to("Staff")
    look_at(person, "Address books", "Rename…", "Rename address book", "rename-book")
    look_at(person, "Address books", "Delete address book…", "Delete address book", "delete-book")
    look_at(person, "Address books", "Add address book…", "Add address book", "add-book")
    look_at(person, "Contacts", "Add existing by ID…", "Add existing contacts", "add-existing")
    look_at(person, "Contacts", "Find duplicates…", "Find duplicates", "duplicates")
    look_at(person, "View", "Activity", "Activity", "activity")
    look_at(person, "File", "Settings…", "Settings", "settings")
    look_at(person, "File", "Accounts…", "Accounts", "accounts")
    look_at(person, "File", "Connect…", "Connect to your SMS service", "connect-another")
    look_at(person, "File", "Print…", "Print", "print")
    look_at(person, "Help", "Keyboard shortcuts", "Keyboard shortcuts", "shortcuts")
    look_at(person, "Help", "About SMS Book", "About SMS Book", "about")
    person.window.find("menu item", "Contacts").press()
    person.window.find("menu item", "New contact")
    person.take_picture("menu")
    person.desktop.keys("Escape")

    person.go_to("All contacts")
    person.until("all contacts", lambda: person.size() == service.count())
    person.table.cell(0, 1).click()
    person.desktop.keys("ctrl+a")
    person.until("all are selected", lambda: len(person.table.selected_rows()) > 20)
    person.take_picture("select-all")
    person.press("Delete", within=person.toolbar)
    question = person.dialog("Delete contacts")
    person.take_picture("delete-many")
    person.press("Cancel", within=question)
    person.no_dialog()


def test_what_needs_a_person(person: Person, service: ServiceSide, scheme: Scheme) -> None:
    beranger = service.find("Patients", "Béranger")
    assert beranger is not None
    person.start(**GNOME)
    person.connect(service.url, TOKEN)
    person.until("all contacts", lambda: person.size() == service.count())
    person.go_to("Needs attention")
    person.sees("Nothing needs your attention")
    person.take_picture("nothing")
    person.go_to("Recently deleted")
    person.sees("Nothing was deleted")
    person.take_picture("nothing-deleted")

    person.go_to("All contacts")
    person.open("Béranger", "Béranger")
    person.form_shows(custom_2="Dr O'Connell")
    service.call("/api/contact/delete", {"id": beranger})
    person.fill_in(company="Fern & Co")
    person.press("Save")
    person.until("one to look at", lambda: person.places()["Needs attention"] == "1 contact")
    person.search("")
    person.go_to("Needs attention")
    person.sees_rows({"Last name": "Béranger", "Status": "Not accepted"})
    person.select(0)
    person.window.find("filler", "Needs attention")
    person.take_picture("not-accepted")

    service.go_away()
    person.go_to("Staff")
    person.select(0)
    person.fill_in(company="Written on a train")
    person.press("Save")
    person.sees("Offline")
    person.until("it waits", lambda: person.seen(1)[0]["Status"] == "Waiting")
    person.sees("1 change waiting")
    person.take_picture("offline")


@pytest.mark.parametrize("scheme", ["light"], indirect=True)
def test_colours_follow_the_desktop_at_once(
    person: Person, service: ServiceSide, scheme: Scheme
) -> None:
    person.start(**GNOME)
    person.connect(service.url, TOKEN)
    person.until("all contacts", lambda: person.size() == service.count())
    person.until("light", lambda: not is_dark(person))
    scheme.become("dark")
    person.until("dark", lambda: is_dark(person))
    person.take_picture("turned-dark")
    scheme.become("light")
    person.until("light again", lambda: not is_dark(person))
    person.take_picture("turned-light")
