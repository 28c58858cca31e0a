"""Every view and state once, light and dark; pictures of them for whoever wants to look."""

from pathlib import Path

import pytest
from PySide6.QtGui import QColor, QImage

from tests.e2e.person import Person
from tests.e2e.service_side import TOKEN, ServiceSide
from tests.support.desktop import Element

pytestmark = pytest.mark.desktop

_DARK = """
[General]
ColorScheme=BreezeDark
[Colors:Window]
BackgroundNormal=32,35,38
ForegroundNormal=252,252,252
[Colors:View]
BackgroundNormal=20,22,24
BackgroundAlternate=29,31,34
ForegroundNormal=252,252,252
ForegroundInactive=161,169,177
ForegroundLink=29,153,243
[Colors:Button]
BackgroundNormal=41,44,48
ForegroundNormal=252,252,252
[Colors:Selection]
BackgroundNormal=61,174,233
ForegroundNormal=252,252,252
[Colors:Tooltip]
BackgroundNormal=41,44,48
ForegroundNormal=252,252,252
"""


@pytest.fixture(params=["light", "dark"])
def looks(request: pytest.FixtureRequest, tmp_path: Path) -> dict[str, str]:
    """The environment of a desktop with that colour scheme (KDE's settings file tells it)."""
    if request.param == "light":
        return {}
    settings = tmp_path / "config" / "kdeglobals"
    settings.parent.mkdir()
    settings.write_text(_DARK, encoding="utf-8")
    return {
        "XDG_CURRENT_DESKTOP": "KDE",
        "KDE_SESSION_VERSION": "6",
        "XDG_CONFIG_HOME": str(settings.parent),
    }


def lightness(picture: Path, element: Element) -> float:
    """How light a part of the screen is on average, 0 to 1."""
    x, y, width, height = element.info["box"]
    part = QImage(str(picture)).copy(x, y, width, height).scaled(16, 16)
    return sum(QColor(part.pixel(i, j)).lightnessF() for i in range(16) for j in range(16)) / 256


def look_at(person: Person, menu: str, item: str, title: str, picture: str) -> None:
    """Open a dialog from the menu, look, and leave it by the keyboard."""
    person.choose_from_menu(menu, item)
    person.dialog(title)
    person.take_picture(picture)
    person.desktop.keys("Escape")
    person.no_dialog()


def test_every_view(person: Person, service: ServiceSide, looks: dict[str, str]) -> None:
    person.start(**looks)
    person.dialog("Connect to your SMS service")
    person.take_picture("connect")
    person.connect(service.url, TOKEN)
    person.until("all contacts", lambda: person.size() == service.count())
    person.sees("Connected")
    picture = person.take_picture("all-contacts")
    assert (lightness(picture, person.window) < 0.4) is bool(looks)

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
    look_at(person, "View", "Activity", "Activity", "activity")
    look_at(person, "File", "Settings…", "Settings", "settings")
    look_at(person, "File", "Accounts…", "Accounts", "accounts")
    look_at(person, "File", "Connect…", "Connect to your SMS service", "connect-another")
    look_at(person, "Help", "About SMS Book", "About SMS Book", "about")
    person.window.find("menu item", "Contacts").press()
    person.window.find("menu item", "New contact")
    person.take_picture("menu")
    person.desktop.keys("Escape")

    person.table.cell(0, 1).click()
    person.desktop.keys("ctrl+a")
    person.until("all are selected", lambda: len(person.table.selected_rows()) > 10)
    person.take_picture("select-all")
    person.press("Delete", within=person.toolbar)
    question = person.dialog("Delete contacts")
    person.take_picture("delete-many")
    person.press("Cancel", within=question)
    person.no_dialog()


def test_what_needs_a_person(person: Person, service: ServiceSide, looks: dict[str, str]) -> None:
    beranger = service.find("Patients", "Béranger")
    assert beranger is not None
    person.start(**looks)
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
