"""The keyboard alone: it reaches everything, is never trapped, and always stands somewhere."""

import pytest

from tests.e2e.person import Person
from tests.e2e.service_side import TOKEN, ServiceSide

pytestmark = [pytest.mark.desktop, pytest.mark.long]

FIELDS = [
    *("First name", "Last name", "Company", "Phone number"),
    *("Custom 1", "Custom 2", "Custom 3", "Custom 4"),
]


def stands(person: Person) -> tuple[str, str]:
    """Role and name of what has the keyboard; blank while nothing has."""
    focused = person.window.focused
    info = {"role": "", "name": ""} if focused is None else focused.info
    return str(info["role"]), str(info["name"])


def where(person: Person) -> str:
    """The name of what has the keyboard."""
    return stands(person)[1]


def walk(person: Person, key: str, steps: int) -> list[str]:
    """The names where a key leads, step by step, until it is back where it began."""
    seen = [stands(person)]
    for _ in range(steps):
        person.desktop.keys(key)
        seen.append(next_stand(person, seen[-1]))
        if seen[-1] == seen[0]:
            break
    return [name for _role, name in seen]


def next_stand(person: Person, before: tuple[str, str]) -> tuple[str, str]:
    """Wait until the keyboard has gone on, and return where it is."""

    def look() -> tuple[str, str] | None:
        now = stands(person)
        return None if now in {before, ("", "")} else now

    found = person.until(f"on from {before}", look)
    assert found is not None
    return found


def test_the_keyboard_reaches_everything(person: Person, service: ServiceSide) -> None:
    person.start()
    person.connect(service.url, TOKEN)
    person.until("all contacts", lambda: person.size() == service.count())
    person.search("Béranger")
    person.sees_rows({"Last name": "Béranger"})
    person.select(0)
    person.form_shows(custom_2="Dr O'Connell")
    person.fill_in(company="Fern & Co")
    person.until("the form has unsaved edits", lambda: person.has_unsaved)
    person.desktop.keys("ctrl+f")
    person.until("in the search", lambda: where(person) == "Search contacts")
    there = walk(person, "Tab", 40)
    assert there[-1] == "Search contacts", there
    assert "First name" in there, there
    form = there.index("First name")
    assert there[form : form + 8] == FIELDS
    assert {"Contacts", "Address books", "New contact", "Save", "Revert"} <= set(there), there
    back = walk(person, "shift+Tab", 40)
    assert back == there[::-1]


def wait_for_readings(person: Person, count: int) -> None:
    """Let the reading in the background bring in so many more contacts."""
    seen: set[str] = set()

    def enough() -> bool:
        seen.add(person.window.find("label", "Reading contacts", prefix=True).name)
        return len(seen) > count

    person.until(f"{count} more were read", enough)


def test_a_contact_by_the_keyboard_alone(person: Person, service: ServiceSide) -> None:
    person.start()
    person.connect(service.url, TOKEN)
    person.until("all contacts", lambda: person.size() == service.count())
    beranger = service.id_of("Béranger")
    assert beranger is not None
    keys, type_ = person.desktop.keys, person.desktop.type
    keys("ctrl+f")
    person.until("in the search", lambda: where(person) == "Search contacts")
    type_("beranger")
    person.sees_rows({"Last name": "Béranger"})
    keys("Down")
    person.until("in the table", lambda: where(person) == "Contacts")
    wait_for_readings(person, 2)
    keys("ctrl+Return")
    person.form_shows(custom_2="Dr O'Connell")
    person.until("in the form", lambda: where(person) == "First name")
    keys("Tab", "Tab")
    person.until("on the company", lambda: where(person) == "Company")
    type_("Fern and Co")
    person.form_shows(company="Fern and Co")
    keys("ctrl+s")
    service.has(beranger, company="Fern and Co")
    person.sees_rows({"Company": "Fern and Co", "Status": "Saved"})
