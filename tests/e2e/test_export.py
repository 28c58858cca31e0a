"""The way out in the real program: to a file, read first what was never read, and back in again.

Driven through the accessibility interface alone, over HTTP against the practice service.
"""

from pathlib import Path

import pytest

from smsbook_gui.files.readers import reading
from tests.e2e.person import Person
from tests.e2e.service_side import TOKEN, ServiceSide
from tests.support.desktop import Element

pytestmark = [pytest.mark.desktop, pytest.mark.long]


@pytest.fixture
def connected(person: Person, service: ServiceSide) -> Person:
    """Somebody whose contacts have come from the service."""
    person.start()
    person.connect(service.url, TOKEN)
    person.until("all contacts", lambda: person.size() == service.count())
    person.sees("Connected")
    return person


def rows(path: Path) -> list[dict[str, str]]:
    layout = reading.inspect(path)
    return [
        dict(zip(layout.columns, row.cells, strict=False))
        for row in reading.rows(path, layout.format)
    ]


def open_export(person: Person) -> Element:
    person.press("Export…", within=person.toolbar)
    return person.dialog("Export contacts")


def save(person: Person, dialog: Element, path: Path) -> None:
    """Press "Export" and give the file that name."""
    person.press("Export", within=dialog)
    chooser = person.dialog("Save contacts")
    chooser.find("text", "File name:").set_text(str(path))
    person.press("Save", within=chooser)
    person.until("only the export", lambda: "Save contacts" not in person.windows)
    person.take_picture("under-way")
    # The contacts are read first, ten a second.
    person.desktop.until(path.exists, 90)


def test_everything_out_and_in_again(
    connected: Person, service: ServiceSide, tmp_path: Path
) -> None:
    person = connected
    target = tmp_path / "everything.xlsx"
    dialog = open_export(person)
    dialog.find("combo box", "Format").choose("Excel workbook (.xlsx)")
    person.take_picture("dialog")
    save(person, dialog, target)
    count = service.count()
    person.sees(f"{count} contacts exported to “everything.xlsx”")
    person.take_picture("done")
    written = rows(target)
    assert len(written) == count
    assert not any("…" in row.values() for row in written), "they were read first"
    assert {row["Phone number"][:1] for row in written} <= set("0+(1")

    second = person.desktop.start("--data-dir", str(person.data_dir), "--import", str(target))
    assert second.wait() == 0, second.output
    window = person.app.window("Import contacts")
    window.find("combo box", "When a number is already there").choose("Update")
    window.find("combo box", "Address book").choose("Patients")
    person.press("Next", within=window)
    summary = window.find("label", "Summary")
    summary.wait_text(lambda text: f"same {count}" in text, 20)
    person.take_picture("imported-again")


def test_the_selection_as_a_card_for_a_phone(
    connected: Person, service: ServiceSide, tmp_path: Path
) -> None:
    person = connected
    person.search("beran")
    person.sees_rows({"Last name": "Béranger"})
    person.select(0)
    dialog = open_export(person)
    dialog.find("combo box", "Contacts").choose("Selected contact (1)")
    dialog.find("combo box", "Format").choose("vCard 3.0 (phones, Outlook, Apple, Google)")
    target = tmp_path / "beranger.vcf"
    save(person, dialog, target)
    person.sees("1 contact exported to “beranger.vcf”")
    card = target.read_text("utf-8")
    assert "N:Béranger;Chloé;;;" in card
    assert "TEL;TYPE=VOICE:+61270104992" in card
