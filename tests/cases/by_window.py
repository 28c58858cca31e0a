"""The cases through the real import window, and into the contacts."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from functools import partial
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QLabel, QPushButton

from smsbook_gui.domain.contacts.contact import Contact, ContactField
from smsbook_gui.domain.contacts.query import Query
from smsbook_gui.domain.imports.import_check import RowRules
from smsbook_gui.domain.imports.importing import CheckedRow, ImportStage, OtherTarget, Target
from smsbook_gui.viewmodels.common.banner import BannerViewModel
from smsbook_gui.viewmodels.imports.import_state import ImportState, Step
from smsbook_gui.viewmodels.imports.import_text import result_explanation
from smsbook_gui.viewmodels.imports.window import ImportViewModel
from smsbook_gui.views.imports.window import ImportWindow
from tests.cases.found import Case, Found, Row, international, to_map
from tests.support.form_desk import FormDesk, form_desk
from tests.support.office import name_of
from tests.support.qt import until


class Person:
    """At the import window of an account without contacts, which is signed out."""

    def __init__(self, desk: FormDesk, region: str) -> None:
        self.desk = desk
        self.region = region
        self.model = ImportViewModel(
            desk.session,
            desk.session.imports,
            desk.tasks,
            BannerViewModel(),
            likely_book=lambda: None,
        )
        self.window = ImportWindow(self.model)
        self.model.show()
        self._seen: dict[str, None] = {}

    @property
    def state(self) -> ImportState:
        return self.model.state

    async def opens(self, path: Path, **chosen: str) -> None:
        """Up to the step "Columns", or to "File" where the file cannot be read."""
        self.model.open_file(path)
        await self.desk.quiet()
        for name, value in chosen.items():
            getattr(self.model.mapping, f"set_{name}")(value)
            await self.desk.quiet()
        self._look()
        if self.state.step is Step.FILE:
            await self.presses("Next")

    async def checks(self) -> None:
        """From "Columns" to the end of the check."""
        self._look()
        await self.presses("Next")
        self._look()

    async def presses(self, name: str) -> bool:
        """Whether there is such a button that can be pressed."""
        buttons = self.window.findChildren(QPushButton)
        for button in buttons:
            if button.isVisible() and button.isEnabled() and name_of(button) == name:
                button.click()
                await self.desk.quiet()
                return True
        return False

    async def imports(self) -> None:
        """Until all that goes in is there."""
        if await self.presses("Import"):
            await until(lambda: self.model.run.state.run.stage is ImportStage.RUNNING)
            self._look()

    def found(self, rows: list[Row], mended: list[Row]) -> Found:
        layout, choices = self.state.mapping.layout, self.state.mapping.choices
        if layout is None or choices is None:
            return Found(True, [], list(self._seen), 0, [], [])
        form = layout.format
        return Found(
            clear=layout.clear,
            columns=[
                (header, _held(target))
                for header, target in zip(layout.columns, choices.columns, strict=True)
            ],
            notes=list(self._seen),
            total=self.model.check.state.summary.rows,
            rows=rows,
            mended=mended,
            encoding=form.encoding,
            encodings=list(layout.encodings),
            sheet=form.sheet,
            sheets=list(layout.sheets),
            header_row=None if form.header_row is None else form.header_row + 1,
        )

    async def rows(self) -> list[Row]:
        """All rows of the check, as the table has them."""
        table = self.model.check.rows
        places = range(table.rowCount())
        return [self._row(await until(partial(table.row, place))) for place in places]

    def _row(self, row: CheckedRow) -> Row:
        assert self.state.mapping.choices is not None
        values = RowRules(self.state.mapping.choices, self.region).values(row.cells)
        told = "; ".join([result_explanation(row), *row.notes.values()])
        by_name = {field.value: text for field, text in values.items()}
        return Row(row.position + 1, row.verdict.value, by_name, "", told)

    async def contacts(self) -> list[Contact]:
        """All that are there, the oldest first."""
        store = self.desk.store
        ids = [one async for chunk in store.contacts.search(Query()) for one in chunk]
        return await store.contacts.get_many(sorted(ids))

    def reads(self) -> list[str]:
        """What can be read now on this step."""
        return [one.text() for one in self.window.findChildren(QLabel) if one.isVisible()]

    def _look(self) -> None:
        self._seen |= dict.fromkeys(self.reads())


@asynccontextmanager
async def person_at(folder: Path, region: str) -> AsyncIterator[Person]:
    async with form_desk(folder, region=region) as desk:
        person = Person(desk, region)
        try:
            yield person
        finally:
            await person.model.close()
            person.window.hide()
            person.window.deleteLater()
            QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
            await desk.quiet()


async def through_the_window(person: Person, path: Path, case: Case, **chosen: str) -> Found:
    """A file from the first look to the contacts that it became."""
    await person.opens(path, **chosen)
    for column, target in to_map(case, person.found([], [])):
        person.model.mapping.set_target(column, ContactField(target))
    await person.checks()
    rows = await person.rows()
    await person.presses("Repair numbers")
    mended = await person.rows()
    found = person.found(rows, mended)
    await person.imports()
    return replace(found, mended=_as_contacts(mended, await person.contacts(), person.region))


def _held(target: Target | None) -> str | None:
    """As `--check` says it, which tells apart from what is held how it is written."""
    if target is OtherTarget.LAST_NAME_FIRST:
        return OtherTarget.FULL_NAME.value
    return None if target is None else target.value


def _as_contacts(rows: list[Row], contacts: list[Contact], region: str) -> list[Row]:
    """The rows with what they became: contacts are made in the order of the rows."""
    made = iter(contacts)
    became = [row if not row.goes_in else _became(row, next(made), region) for row in rows]
    assert not list(made), "more contacts than rows that go in"
    return became


def _became(row: Row, contact: Contact, region: str) -> Row:
    values = {field.value: text for field, text in contact.values.items() if text}
    sends = international(values.get("phone_number", ""), region)
    return Row(row.place, row.result, values, sends, row.told)
