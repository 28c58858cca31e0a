"""The import window, as a person sees and handles it."""

from collections.abc import Callable
from pathlib import Path

from tests.e2e.person import Person, Row
from tests.support.desktop import Element


class Import:
    """The import window as a person sees and handles it."""

    def __init__(self, person: Person) -> None:
        self.person = person
        self.window = person.app.window("Import contacts")

    def says(self, name: str, words: str | Callable[[str], bool]) -> str:
        """What the label of that name says, once it is right."""
        return self.window.find("label", name).wait_text(words)

    def has(self, name: str, text: str) -> None:
        """The combo box of that name shows that."""
        self.window.find("combo box", name).wait_text(text)

    def choose(self, name: str, what: str) -> None:
        self.window.find("combo box", name).choose(what)

    def press(self, name: str) -> None:
        self.person.press(name, within=self.window)

    @property
    def table(self) -> Element:
        return self.window.find("table", "Rows to import")

    def rows(self) -> list[Row]:
        table = self.table
        headers, (count, _columns) = table.headers(), table.size
        return [dict(zip(headers, row, strict=True)) for row in table.rows(0, count)]

    def results(self) -> dict[str, str]:
        """What becomes of each row, by surname."""
        return {row["Surname"]: row["Result"] for row in self.rows()}

    def correct(self, surname: str, column: str, text: str) -> None:
        """Click a cell and write something else over it."""
        row = next(n for n, each in enumerate(self.rows()) if each["Surname"] == surname)
        self.table.cell(row, self.table.headers().index(column)).click()
        self.person.desktop.keys("F2", "ctrl+a")
        self.person.desktop.type(text)
        self.person.desktop.keys("Return")

    def show_only(self, kind: str) -> None:
        """One of the buttons over the rows: "Bad 5"."""
        self.window.find("check box", kind).press()

    def answer(self, title: str, button: str) -> None:
        self.person.press(button, within=self.person.dialog(title))


def hand_over(person: Person, path: Path) -> Import:
    """A double click on the file while SMS Book runs."""
    second = person.desktop.start("--data-dir", str(person.data_dir), "--import", str(path))
    assert second.wait() == 0, second.output
    return Import(person)
