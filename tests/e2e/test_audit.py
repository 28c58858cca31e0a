"""Some windows over the real accessibility bus; `tests/app/test_every_window_can_be_used.py` looks
at all of them in the program itself."""

import pytest

from tests.e2e.person import Person
from tests.e2e.service_side import TOKEN, ServiceSide

pytestmark = [pytest.mark.desktop, pytest.mark.long]

WINDOWS = (
    ("File", "Import…", "Import contacts", "Cancel"),
    ("File", "Settings…", "Settings", "Cancel"),
    ("Edit", "Filter…", "Filter", "Cancel"),
    ("Contacts", "Find duplicates…", "Find duplicates", "Close"),
    ("Help", "Keyboard shortcuts", "Keyboard shortcuts", "Close"),
)


def test_whatever_takes_the_keyboard_says_what_it_is(person: Person, service: ServiceSide) -> None:
    person.start()
    unnamed = {"welcome": person.window.unnamed()}
    person.connect(service.url, TOKEN)
    person.until("all contacts", lambda: person.size() == service.count())
    person.select(0)
    unnamed["main"] = person.window.unnamed()
    for menu, item, title, leave in WINDOWS:
        person.choose_from_menu(menu, item)
        window = person.dialog(title)
        unnamed[title] = window.unnamed()
        person.press(leave, within=window)
        person.no_dialog()
    assert {title: roles for title, roles in unnamed.items() if roles} == {}
