"""The window "Import contacts" under a person's hands: names, keys, drops, and what it shows."""

from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent, QGuiApplication, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QFileDialog,
    QLabel,
    QLineEdit,
    QMessageBox,
    QPushButton,
    QTableView,
    QToolButton,
    QWidget,
)

from smsbook_gui.domain.errors import FileProblem
from smsbook_gui.domain.imports.columns import recognise
from smsbook_gui.domain.imports.import_trouble import Trouble, TroubleKind
from smsbook_gui.domain.imports.importing import (
    CheckedRow,
    ImportStage,
    Mark,
    NumberChoice,
    Progress,
    Verdict,
    WhenThere,
)
from smsbook_gui.domain.imports.tabular import (
    FileFormat,
    FileKind,
    Layout,
    Note,
    NoteKind,
    SourceRow,
)
from smsbook_gui.viewmodels.common.banner import BannerViewModel
from smsbook_gui.viewmodels.imports.import_state import Step
from smsbook_gui.viewmodels.imports.rows import FIRST_CELL, RESULT
from smsbook_gui.viewmodels.imports.window import ImportViewModel
from smsbook_gui.views.imports.notes import NotesBar
from smsbook_gui.views.imports.window import ImportWindow
from smsbook_gui.views.widgets.preview_table import PreviewTable
from tests.support.form_desk import FormDesk, form_desk
from tests.support.import_fake import FakeImports, FakeJob, as_service, row
from tests.support.office import name_of, on_show
from tests.support.qt import until

pytestmark = pytest.mark.anyio


class Hands:
    """A person at the import window; `imports` says what its files are."""

    def __init__(self, desk: FormDesk) -> None:
        self.desk = desk
        self.imports = FakeImports()
        self.model = ImportViewModel(
            desk.session,
            as_service(self.imports),
            desk.tasks,
            BannerViewModel(),
            likely_book=lambda: None,
        )
        self.window = ImportWindow(self.model)
        self.model.show()

    @property
    def job(self) -> FakeJob:
        return self.imports.job

    @property
    def table(self) -> QTableView:
        return on_show(self.window, QTableView, "Rows to import")

    async def opens(self) -> None:
        self.model.open_file(Path("people.csv"))
        await self.desk.quiet()

    async def checks(self) -> None:
        await self.opens()
        await self.presses("Next")
        await until(lambda: self.model.check.rows.row(0))

    async def presses(self, name: str) -> None:
        on_show(self.window, QPushButton, name).click()
        await self.desk.quiet()

    def offers(self) -> set[str]:
        """The buttons that can be seen."""
        return {name_of(one) for one in self.window.findChildren(QPushButton) if one.isVisible()}

    def combo(self, name: str) -> QComboBox:
        return on_show(self.window, QComboBox, name)

    def reads(self) -> str:
        labels = self.window.findChildren(QLabel)
        return "\\n".join(label.text() for label in labels if label.isVisible())

    def text_of(self, name: str) -> str:
        """What the label of that (heard) name says."""
        (label,) = (
            one
            for one in self.window.findChildren(QLabel)
            if one.isVisible() and one.accessibleDescription() == name
        )
        return label.text()

    async def dialog(self) -> QDialog:
        await until(lambda: self.window.dialogs.current)
        assert self.window.dialogs.current is not None
        return self.window.dialogs.current

    async def answers(self, button: str) -> None:
        box = await self.dialog()
        assert isinstance(box, QMessageBox)
        next(one for one in box.buttons() if one.text() == button).click()
        await self.desk.quiet()


@pytest.fixture
async def hands(tmp_path: Path) -> AsyncIterator[Hands]:
    async with form_desk(tmp_path) as desk:
        await desk.book()
        hands = Hands(desk)
        yield hands
        await hands.model.close()
        hands.window.hide()
        hands.window.deleteLater()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        await desk.quiet()


# ---- file and columns ----------------------------------------------------------------------------


async def test_an_empty_window_says_what_to_do_first(hands: Hands) -> None:
    assert hands.window.windowTitle() == "Import contacts"
    assert "Choose a file to import" in hands.reads()
    assert hands.offers() == {"Choose file…", "Back", "Next", "Cancel"}
    assert not on_show(hands.window, QPushButton, "Next").isEnabled()
    await hands.presses("Choose file…")
    assert isinstance(await hands.dialog(), QFileDialog)


async def test_the_steps_have_their_names(hands: Hands) -> None:
    steps = {
        label.accessibleName(): label.accessibleDescription()
        for label in hands.window.findChildren(QLabel)
        if label.accessibleDescription().startswith("Step ")
    }
    assert steps == {
        "File": "Step 1 of 4, now",
        "Columns": "Step 2 of 4, later",
        "Check": "Step 3 of 4, later",
        "Import": "Step 4 of 4, later",
    }


async def test_a_problem_is_a_sentence_with_its_details(hands: Hands) -> None:
    hands.imports.problem = FileProblem("It is locked with a password.", details="CDFV2")
    await hands.opens()
    assert hands.text_of("Problem").startswith("It is locked with a password. Nothing was")
    assert "CDFV2" not in hands.reads()


async def test_the_columns_have_a_combo_box_each(hands: Hands) -> None:
    await hands.opens()
    column = hands.combo("Column: Mobile")
    assert column.currentText() == "Phone number"
    assert column.itemText(0) == "Do not import"
    column.setCurrentIndex(0)
    assert "Choose which column holds the phone numbers." in hands.reads()
    assert not on_show(hands.window, QPushButton, "Next").isEnabled()
    column.setCurrentText("Phone number")
    assert on_show(hands.window, QPushButton, "Next").isEnabled()


async def test_the_preview_shows_the_fields_in_their_order(hands: Hands) -> None:
    await hands.opens()
    hands.combo("Column: Company").setCurrentText("First name")
    hands.combo("Column: First name").setCurrentText("Company")
    preview = on_show(hands.window, QTableView, "Preview").model()
    titles = [preview.headerData(n, Qt.Orientation.Horizontal) for n in range(4)]
    assert titles == ["First name", "Last name", "Phone number", "Company"]
    assert preview.index(0, 0).data() == "Fern & Co"


async def test_columns_that_hold_the_same_are_explained(hands: Hands) -> None:
    await hands.opens()
    hands.combo("Column: Company").setCurrentText("Last name")
    assert "Several columns hold “Last name”: in each row, the first" in hands.reads()


async def test_the_order_of_the_numbers_is_seen_and_chosen(hands: Hands) -> None:
    await hands.opens()
    hands.combo("Column: Company").setCurrentText("Phone number")
    assert "in this order: “Mobile”, “Company”." in hands.reads()
    order = hands.combo("Order: Company")
    assert (hands.combo("Order: Mobile").currentText(), order.currentText()) == (
        "Choice 1",
        "Choice 2",
    )
    order.setCurrentText("Choice 1")
    assert "in this order: “Company”, “Mobile”." in hands.reads()
    assert hands.combo("Order: Mobile").currentText() == "Choice 2"
    hands.combo("Numbers of a row").setCurrentText("A contact for each number")
    assert "becomes one contact for every number" in hands.reads()
    await hands.presses("Next")
    choices = hands.job.checks[-1]
    assert choices.each_number
    assert [each.column for each in choices.number_columns] == [3, 2]


async def test_codes_in_a_column_of_their_own_are_seen_before_their_numbers(hands: Hands) -> None:
    head = ("Name", "Country code", "Mobile")
    rows = (("Ann", "+64", "211234567"), ("Ben", "61", "0491570006"))
    sample = tuple(SourceRow(number, cells) for number, cells in enumerate(rows, 2))
    found = recognise(head, sample, (), "AU")
    hands.imports.job = FakeJob(
        layout=Layout(FileFormat(FileKind.TEXT, "utf-8", ","), head, sample), columns=found.columns
    )
    await hands.opens()
    hands.combo("Column: Mobile").setCurrentText("Do not import")
    hands.combo("Column: Mobile").setCurrentText("Phone number")
    said = "A number without a country code is read by the country in “Country code”."
    assert said in hands.reads()
    preview = on_show(hands.window, QTableView, "Preview").model()
    shown = [[preview.index(row, place).data() for place in range(2)] for row in range(2)]
    assert shown == [["Ann", "+64 211234567"], ["Ben", "0491570006"]]
    hands.combo("Column: Country code").setCurrentText("Do not import")
    assert said not in hands.reads()
    preview = on_show(hands.window, QTableView, "Preview").model()
    assert preview.index(0, 1).data() == "211234567"


async def test_an_area_code_of_its_own_is_seen_before_its_number(hands: Hands) -> None:
    head, row = ("Name", "Area code", "Phone"), ("Ann", "02", "5550 1234")
    sample = (SourceRow(2, row),)
    found = recognise(head, sample, (), "AU")
    layout = Layout(FileFormat(FileKind.TEXT, "utf-8", ","), head, sample)
    hands.imports.job = FakeJob(layout=layout, columns=found.columns)
    await hands.opens()
    hands.combo("Column: Phone").setCurrentText("Do not import")
    hands.combo("Column: Phone").setCurrentText("Phone number")
    said = "A code in “Area code” is put in front of a number that does not have it."
    assert said in hands.reads()
    assert "put before the number: 02" in hands.reads()
    preview = on_show(hands.window, QTableView, "Preview").model()
    assert preview.index(0, 1).data() == "02 5550 1234"


async def test_what_is_imported_of_several_numbers_is_seen(hands: Hands) -> None:
    head = ("Name", "Phone 1 - Label", "Phone 1 - Value", "Mobile")
    rows = (("Ann", "Fax", "02 5550 9999", ""), ("Ben", "Work", "02 5550 1234", "0491570006"))
    sample = tuple(SourceRow(number, cells) for number, cells in enumerate(rows, 2))
    found = recognise(head, sample, (), "AU")
    hands.imports.job = FakeJob(
        layout=Layout(FileFormat(FileKind.TEXT, "utf-8", ","), head, sample), columns=found.columns
    )
    await hands.opens()
    hands.combo("Column: Phone 1 - Value").setCurrentText("Do not import")
    hands.combo("Column: Phone 1 - Value").setCurrentText("Phone number")
    assert "label of “Phone 1 - Value”" in hands.reads()
    preview = on_show(hands.window, QTableView, "Preview").model()
    shown = [[preview.index(row, place).data() for place in range(2)] for row in range(2)]
    assert shown == [["Ann", ""], ["Ben", "0491570006"]]
    assert preview.columnCount() == 2


async def test_rows_with_nothing_but_a_landline_are_marked_and_shown(hands: Hands) -> None:
    rows = (row(0), row(1, marks=(Mark.LANDLINE,)), row(2, marks=(Mark.OTHER_NUMBERS,)))
    hands.imports.job = FakeJob(rows)
    await hands.checks()
    assert {"All 3", "New 3", "Landline 1", "More numbers 1"} <= hands.offers()
    results = [hands.table.model().index(place, RESULT).data() for place in range(3)]
    assert results == ["New", "New · Landline", "New"]
    await hands.presses("Landline 1")
    await until(lambda: hands.model.check.rows.row(0))
    assert hands.table.model().rowCount() == 1
    assert "may not receive text messages" in str(
        hands.table.model().index(0, RESULT).data(Qt.ItemDataRole.ToolTipRole)
    )
    await hands.presses("All 3")
    await until(lambda: hands.model.check.rows.row(2))
    hands.model.check.look_at(2)
    assert "It has another number, which is not imported." in hands.reads()


async def test_a_file_without_names_is_called_out(hands: Hands) -> None:
    await hands.opens()
    assert "No column holds names" not in hands.reads()
    for column in ("First name", "Last name"):
        hands.combo(f"Column: {column}").setCurrentText("Do not import")
    assert "No column holds names" in hands.reads()
    await hands.presses("Next")
    assert "No column holds names" in hands.reads()


async def test_the_address_book_and_the_duplicates_are_chosen(hands: Hands) -> None:
    await hands.opens()
    book = hands.combo("Address book")
    assert book.currentText() == "Customers"
    book.setCurrentText("New address book…")
    name = on_show(hands.window, QLineEdit, "Name of the new address book")
    QTest.keyClicks(name, "Volunteers")
    there = hands.combo("When a number is already there")
    assert [there.itemText(n) for n in range(there.count())] == ["Skip", "Update", "Add anyway"]
    there.setCurrentText("Add anyway")
    assert not hands.combo("Compare by").isEnabled()
    choices = hands.model.mapping.state.choices
    assert choices is not None
    assert (choices.new_book, choices.when_there) == ("Volunteers", WhenThere.ADD)


async def test_beside_a_column_of_address_books_the_choice_is_for_blank_cells(
    hands: Hands,
) -> None:
    await hands.opens()
    hands.combo("Column: Company").setCurrentText("Address book")
    book = hands.combo("Address book")
    texts = [book.itemText(n) for n in range(book.count())]
    assert texts == ["As the file says", "Customers", "New address book…"]
    assert book.currentText() == "As the file says"
    assert "its column “Company” names. Where that is blank, the row is shown" in hands.reads()
    assert "Where that is blank" in book.accessibleDescription()
    assert on_show(hands.window, QPushButton, "Next").isEnabled()
    book.setCurrentText("Customers")
    assert "and to “Customers” where that is blank." in hands.reads()
    book.setCurrentText("As the file says")
    hands.combo("Column: Company").setCurrentText("Do not import")
    assert (book.count(), book.currentText()) == (2, "Customers")
    assert "where that is blank" not in hands.reads()


async def test_the_wheel_over_a_column_maps_nothing(hands: Hands) -> None:
    await hands.opens()
    column = hands.combo("Column: Company")
    on_show(hands.window, QPushButton, "Next").setFocus()
    place = column.rect().center()
    event = QWheelEvent(
        QPointF(place),
        QPointF(column.mapToGlobal(place)),
        QPoint(),
        QPoint(0, -120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    column.wheelEvent(event)
    assert not event.isAccepted(), "what the column stands in scrolls"
    assert column.currentText() == "Company"


async def test_the_format_can_be_chosen_with_a_live_preview(hands: Hands) -> None:
    hands.job.layout = replace(hands.job.layout, clear=False)
    await hands.opens()
    assert hands.combo("Encoding").currentText() == "UTF-8"
    hands.combo("Encoding").setCurrentText("Western European (Windows-1252)")
    await hands.desk.quiet()
    hands.combo("Separator").setCurrentText("Semicolon (;)")
    await hands.desk.quiet()
    hands.combo("Column names").setCurrentText("None")
    await hands.desk.quiet()
    assert hands.job.formats[-1] == FileFormat(FileKind.TEXT, "cp1252", ";", header_row=None)
    assert {name_of(one) for one in hands.window.findChildren(QComboBox) if one.isVisible()} == {
        "Encoding",
        "Separator",
        "Column names",
    }


async def test_how_far_a_check_is_does_not_make_the_preview_anew(
    hands: Hands, monkeypatch: pytest.MonkeyPatch
) -> None:
    await hands.opens()
    made: list[PreviewTable] = []

    def note(table: PreviewTable) -> None:
        made.append(table)

    monkeypatch.setattr(PreviewTable, "fit_columns", note)
    busy = replace(hands.model.state, step=Step.CHECK, doing="Checking")
    for done in range(5):
        hands.model._set(replace(busy, progress=Progress(done, 9)))
    assert len(made) == 1, "it is disabled meanwhile"


# ---- what was noticed about the file -------------------------------------------------------------

LOST = Note(NoteKind.UNREADABLE, "Some characters cannot be read (line 3).", (3,))
QUOTE = Note(NoteKind.STRAY_QUOTE, "A stray quotation mark was read as text (line 9).", (9,))


def the_list(hands: Hands) -> set[str]:
    """What can be read below the line that tells how many notes there are."""
    labels = hands.window.findChildren(QLabel)
    return {one.text() for one in labels if one.isVisible() and one.text().startswith("• ")}


def height_of_notes(hands: Hands) -> int:
    """0 while they take no room."""
    (bar,) = hands.window.findChildren(NotesBar)
    return bar.sizeHint().height() if bar.isVisible() else 0


async def test_nothing_noticed_takes_no_room(hands: Hands) -> None:
    await hands.opens()
    assert "about this file" not in hands.reads()
    assert not height_of_notes(hands)


async def test_one_note_is_said_in_full_on_every_step(hands: Hands) -> None:
    hands.job.layout = replace(hands.job.layout, notes=(LOST,))
    await hands.opens()
    steps = []
    for button in ("Back", "Next", "Next", "Import"):
        steps.append(hands.model.state.step)
        assert hands.text_of("About this file") == LOST.text
        await hands.presses(button)
    steps.append(hands.model.state.step)
    assert hands.text_of("About this file") == LOST.text
    assert steps == [Step.COLUMNS, Step.FILE, Step.COLUMNS, Step.CHECK, Step.IMPORT]


async def test_what_only_the_check_finds_is_told_on_its_step(hands: Hands) -> None:
    hands.job.layout = replace(hands.job.layout, notes=(LOST,))
    hands.job.found = (LOST, QUOTE)
    await hands.checks()
    told = hands.text_of("About this file")
    assert told == f"2 things to know about this file: {LOST.text} {QUOTE.text}"
    await hands.presses("Back")
    assert hands.text_of("About this file") == told


async def test_several_notes_are_one_line_with_a_list_behind_it(hands: Hands) -> None:
    hands.job.layout = replace(hands.job.layout, notes=(LOST, QUOTE))
    await hands.opens()
    line = height_of_notes(hands)
    assert not the_list(hands)
    more = on_show(hands.window, QToolButton, "Show all that was noticed about this file")
    more.click()
    assert the_list(hands) == {f"• {LOST.text}", f"• {QUOTE.text}"}
    assert height_of_notes(hands) > line > 0
    on_show(hands.window, QToolButton, "Hide all that was noticed about this file").click()
    assert not the_list(hands)


async def test_the_list_has_room_for_what_is_noticed_while_it_is_open(hands: Hands) -> None:
    hands.job.layout = replace(hands.job.layout, notes=(LOST, QUOTE))
    hands.job.found = tuple(replace(QUOTE, kind=kind) for kind in NoteKind)
    await hands.opens()
    on_show(hands.window, QToolButton, "Show all that was noticed about this file").click()
    before, least = height_of_notes(hands), hands.window.minimumHeight()
    await hands.presses("Next")
    await until(lambda: hands.model.check.rows.row(0))
    assert height_of_notes(hands) > before
    assert hands.window.minimumHeight() > least


async def test_the_list_opens_by_itself_at_the_end(hands: Hands) -> None:
    hands.job.layout = replace(hands.job.layout, notes=(LOST, QUOTE))
    await hands.checks()
    await hands.presses("Import")
    assert not the_list(hands)
    hands.job.goes_on(stage=ImportStage.FINISHED, waiting=0, saved=2)
    await until(lambda: hands.model.run.state.stage is ImportStage.FINISHED)
    assert the_list(hands) == {f"• {LOST.text}", f"• {QUOTE.text}"}


async def test_another_reading_has_notes_of_its_own(hands: Hands) -> None:
    hands.job.layout = replace(hands.job.layout, notes=(LOST,))
    await hands.checks()
    await hands.presses("Back")
    await hands.presses("Back")
    hands.job.layout = replace(hands.job.layout, notes=())
    hands.combo("Encoding").setCurrentText("Western European (Windows-1252)")
    await hands.desk.quiet()
    assert LOST.text not in hands.reads()


async def test_a_workbook_offers_its_sheets(hands: Hands) -> None:
    hands.job.layout = Layout(
        FileFormat(FileKind.WORKBOOK, sheet="May"),
        hands.job.layout.columns,
        hands.job.layout.sample,
        sheets=("May", "June"),
        clear=False,
    )
    await hands.opens()
    hands.combo("Sheet").setCurrentText("June")
    await hands.desk.quiet()
    assert hands.job.formats[-1].sheet == "June"


async def test_many_columns_hide_the_empty_ones(hands: Hands) -> None:
    names = tuple(f"Field {number}" for number in range(400))
    cells = ("Ina", *[""] * 398, "0491 570 006")
    hands.job.layout = replace(hands.job.layout, columns=names, sample=(SourceRow(2, cells),))
    hands.job.choices = replace(
        hands.job.choices, columns=(*[None] * 399, hands.job.choices.columns[2])
    )
    await hands.opens()
    assert hands.combo("Column: Field 399").currentText() == "Phone number"
    assert hands.combo("Column: Field 0").currentText() == "Do not import"
    shown = [one for one in hands.window.findChildren(QComboBox) if one.isVisible()]
    assert len(shown) == 5
    assert "280 more columns are left out." in hands.reads()
    await hands.presses("Show 118 empty columns")
    named = "Column: Field 118"
    boxes = hands.window.findChildren(QComboBox)
    await until(lambda: named in {name_of(one) for one in boxes if one.isVisible()})
    assert hands.combo(named).currentText() == "Do not import"


# ---- the check -----------------------------------------------------------------------------------


async def test_the_summary_the_filters_and_the_outlook(hands: Hands) -> None:
    await hands.checks()
    text = "Rows 8: new 1, update 1, same 1, duplicate 1, bad 3, left out 1"
    assert hands.text_of("Summary") == text
    assert "Sending 2 contacts takes less than a minute" in hands.reads()
    assert "3 bad rows are left out" in hands.reads()
    on_show(hands.window, QPushButton, "Bad 3").setChecked(True)
    assert hands.table.model().rowCount() == 3
    assert hands.model.check.state.shown is Verdict.BAD


async def test_the_reason_stands_at_the_cell_in_words(hands: Hands) -> None:
    await hands.checks()
    model = hands.table.model()
    roles = Qt.ItemDataRole
    cell = model.index(4, FIRST_CELL + 2)
    for role in (roles.ToolTipRole, roles.AccessibleDescriptionRole):
        assert cell.data(role) == "There is no phone number."
    assert model.index(4, RESULT).data(roles.AccessibleTextRole) == "Bad: There is no phone number."
    left_out = str(model.index(7, RESULT).data(roles.ToolTipRole))
    assert left_out == "Left out: The number was deleted before: it may have opted out."


async def test_a_cell_is_corrected_by_the_keyboard(hands: Hands) -> None:
    await hands.checks()
    hands.table.setCurrentIndex(hands.table.model().index(4, FIRST_CELL + 2))
    QTest.keyClick(hands.table, Qt.Key.Key_Return)
    editor = on_show(hands.window, QLineEdit, "Mobile")
    assert editor.accessibleDescription() == "There is no phone number."
    editor.selectAll()
    QTest.keyClicks(editor, "0491 570 158")
    QTest.keyClick(editor, Qt.Key.Key_Return)
    await until(lambda: "bad 2" in hands.text_of("Summary"))
    assert hands.window.isVisible(), "Enter was for the cell"


async def test_escape_in_a_cell_leaves_the_cell_only(hands: Hands) -> None:
    await hands.checks()
    hands.table.setCurrentIndex(hands.table.model().index(4, FIRST_CELL + 2))
    QTest.keyClick(hands.table, Qt.Key.Key_F2)
    editor = on_show(hands.window, QLineEdit, "Mobile")
    QTest.keyClicks(editor, "99")
    QTest.keyClick(editor, Qt.Key.Key_Escape)
    await hands.desk.quiet()
    assert hands.window.isVisible()
    assert not hands.model.check.state.corrected


async def test_numbers_are_repaired_with_a_preview_and_one_click(hands: Hands) -> None:
    await hands.checks()
    assert "the 0 at the start (1): 491 570 006 → 0491 570 006" in hands.reads()
    await hands.presses("Repair numbers")
    assert hands.table.model().index(5, RESULT).data() == "Repaired: the 0 at the start"
    assert "Repair numbers" not in hands.offers()


async def test_doubts_and_opt_outs_have_their_buttons(hands: Hands) -> None:
    await hands.checks()
    await hands.presses("Import as it is")
    assert "Import as it is" not in hands.offers()
    assert "it may have opted out of your messages, and is left out" in hands.reads()
    await hands.presses("Import them anyway")
    assert "left out" not in hands.text_of("Summary")
    assert "Leave them out" in hands.offers()


async def test_of_several_numbers_one_is_taken_for_all_or_for_a_row(hands: Hands) -> None:
    both, reason = ("0491570006", "0491570156"), "This looks like more than one number."
    rows = [row(0, Verdict.BAD, choices=both, reason=reason) for _ in range(2)]
    rows = [replace(one, position=place) for place, one in enumerate(rows)]
    hands.imports.job = FakeJob(rows)
    await hands.checks()
    assert "2 cells hold more than one number. Which one is to be used?" in hands.reads()
    hands.table.setCurrentIndex(hands.table.model().index(0, FIRST_CELL))
    await hands.presses("Take 0491570156")
    assert "bad 1" in hands.text_of("Summary")
    await hands.presses("A contact for each")
    assert hands.job.checks[-1].each_number
    await hands.presses("Take the first")
    assert hands.job.chosen == [NumberChoice.FIRST]
    assert "Take the first" not in hands.offers()
    assert "bad 0" in hands.text_of("Summary")


async def test_a_number_that_somebody_else_has_is_asked_about(hands: Hands) -> None:
    reason = "James Johnson has this number already."
    taken = row(1, Verdict.TAKEN, taken_by="James Johnson", reason=reason)
    hands.imports.job = FakeJob([row(0), taken])
    await hands.checks()
    text = "Rows 2: new 1, update 0, same 0, taken 1, duplicate 0, bad 0"
    assert hands.text_of("Summary") == text
    assert "Number taken 1" in hands.offers()
    told = hands.table.model().index(1, RESULT)
    assert told.data() == "Number taken: James Johnson"
    assert told.data(Qt.ItemDataRole.ToolTipRole) == "Number taken: James Johnson."  # once
    assert "1 row has a number that somebody of another name has already." in hands.reads()
    choose = hands.combo("When somebody else has the number")
    assert [choose.itemText(place) for place in range(3)] == ["Skip", "Update", "Add anyway"]
    choose.setCurrentIndex(2)
    await hands.desk.quiet()
    assert "new 2" in hands.text_of("Summary")
    assert hands.combo("When somebody else has the number").isVisible(), "to be taken back"


async def test_who_has_opted_out_can_be_remembered(hands: Hands) -> None:
    reason = "The file says that this person has opted out of messages."
    hands.imports.job = FakeJob([row(0), row(1, Verdict.LEFT_OUT, reason=reason)])
    await hands.checks()
    assert hands.table.model().index(1, RESULT).data() == f"Left out: {reason}"
    assert "Import them anyway" not in hands.offers()
    await hands.presses("Remember this number as left out")
    assert hands.job.remembered
    assert "Remember this number as left out" not in hands.offers()
    assert "All imports leave such numbers out from now on." in hands.reads()


@pytest.mark.parametrize(
    ("trouble", "text", "button", "step"),
    [
        (Trouble(TroubleKind.ENCODING), "another encoding", "Back to the file", Step.FILE),
        (Trouble(TroubleKind.SEPARATOR), "another separator", "Back to the file", Step.FILE),
        (
            Trouble(TroubleKind.COLUMN, "Code", "Mobile"),
            "in the column “Mobile”, not in “Code”",
            "Choose the columns",
            Step.COLUMNS,
        ),
        (
            Trouble(TroubleKind.COLUMN, "Code"),
            "“Code” probably holds something other",
            "Choose the columns",
            Step.COLUMNS,
        ),
    ],
)
async def test_what_is_probably_wrong_leads_to_the_step_where_it_is_chosen(
    hands: Hands, trouble: Trouble, text: str, button: str, step: Step
) -> None:
    hands.imports.job = FakeJob([row(0, Verdict.BAD, reason="No.")])
    hands.job.wrong = trouble
    await hands.checks()
    assert text in hands.reads()
    await hands.presses(button)
    assert hands.model.state.step is step


async def test_words_to_be_read_have_a_button_of_their_own(hands: Hands) -> None:
    hands.imports.job = FakeJob([row(0, Verdict.BAD, reason="Read it.")])
    hands.job.to_read = 1
    await hands.checks()
    assert "Import as it is" not in hands.offers()
    assert "1 row has a remark that should be read first" in hands.reads()
    await hands.presses("I have read them: import")
    assert hands.job.read


async def test_one_row_is_settled_where_the_keyboard_is(hands: Hands) -> None:
    await hands.checks()
    hands.table.setCurrentIndex(hands.table.model().index(5, FIRST_CELL))
    assert "Row 7: Bad: The 0 at the start is missing." in hands.reads()
    await hands.presses("Repair to 0491 570 006")
    await until(lambda: hands.model.check.rows.row(6))
    hands.table.setCurrentIndex(hands.table.model().index(6, FIRST_CELL))
    await hands.presses("Import this one as it is")
    assert "bad 1" in hands.text_of("Summary")


async def test_a_hundred_thousand_rows_scroll_without_reading_them(hands: Hands) -> None:
    hands.imports.job = FakeJob([row(place) for place in range(100_000)])
    await hands.checks()
    assert hands.text_of("Summary").startswith("Rows 100,000: new 100,000")
    hands.table.scrollToBottom()
    hands.window.grab()
    await until(lambda: hands.model.check.rows.row(99_999))
    assert len(hands.job.readings) <= 4


async def test_an_endless_cell_is_painted(hands: Hands) -> None:
    long = "x" * 1_000_000
    hands.imports.job = FakeJob([CheckedRow(0, 2, (long, "", "0491 570 006", ""), Verdict.NEW)])
    await hands.checks()
    hands.window.grab()
    shown = hands.table.model().index(0, FIRST_CELL).data()
    assert len(shown) < 3_000
    edited = hands.table.model().index(0, FIRST_CELL).data(Qt.ItemDataRole.EditRole)
    assert len(edited) == 1_000_000, "nothing is cut off by looking at it"


# ---- the run ------------------------------------------------------------------------------------


async def test_the_buttons_of_each_stage(hands: Hands) -> None:
    await hands.checks()
    await hands.presses("Import")
    always = {"Import another file…", "Save failed rows…", "Close"}
    assert hands.offers() == always | {"Pause", "Stop"}
    await hands.presses("Pause")
    assert hands.offers() == always | {"Resume", "Stop"}
    await hands.presses("Resume")
    await hands.presses("Stop")
    await hands.answers("Stop")
    assert hands.offers() == always | {"Undo import"}
    assert hands.text_of("Result") == "Contacts 2: saved 0, taken back 2"
    await hands.presses("Undo import")
    await hands.answers("Undo import")
    assert hands.offers() == always
    assert "2 contacts were taken back." in hands.reads()


async def test_the_end_adds_up(hands: Hands) -> None:
    await hands.checks()
    await hands.presses("Import")
    hands.job.goes_on(stage=ImportStage.FINISHED, saved=1, waiting=0, refused=1)
    await hands.desk.quiet()
    assert hands.text_of("Result") == "Contacts 2: saved 1, not accepted 1"
    assert hands.text_of("Summary").startswith("Rows 8: new 1")
    assert "is under Needs attention" in hands.reads()


async def test_failed_rows_go_where_the_person_says(hands: Hands, tmp_path: Path) -> None:
    await hands.checks()
    await hands.presses("Import")
    await hands.presses("Save failed rows…")
    dialog = await hands.dialog()
    assert isinstance(dialog, QFileDialog)
    assert Path(dialog.selectedFiles()[0]).name == "people - not imported.csv"
    dialog.fileSelected.emit(str(tmp_path / "rest.csv"))
    dialog.reject()
    await hands.desk.quiet()
    assert hands.job.saved == [tmp_path / "rest.csv"]
    assert "3 rows were saved in “rest.csv”." in hands.reads()


# ---- opening and closing ------------------------------------------------------------------------


@pytest.mark.parametrize("way", ["Escape", "close", "Close"])
async def test_closing_lets_the_run_go_on(hands: Hands, way: str) -> None:
    await hands.checks()
    await hands.presses("Import")
    if way == "Escape":
        QTest.keyClick(hands.window, Qt.Key.Key_Escape)
    elif way == "close":
        hands.window.close()
    else:
        await hands.presses("Close")
    assert not hands.window.isVisible()
    assert hands.job.closed is None
    hands.model.show()
    await hands.desk.quiet()
    assert hands.window.isVisible()
    assert "Sending to the service" in hands.reads()


async def test_corrections_ask_before_they_go(hands: Hands) -> None:
    await hands.checks()
    await hands.presses("Repair numbers")
    hands.window.close()
    assert hands.window.isVisible()
    await hands.answers("Go on")
    assert hands.model.state.step is Step.CHECK
    await hands.presses("Cancel")
    await hands.answers("Discard")
    assert not hands.window.isVisible()
    assert hands.job.closed is True


async def test_a_file_is_dropped_on_the_window(hands: Hands, tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.touch()
    data = QMimeData()
    data.setUrls([QUrl("https://example.com/"), QUrl.fromLocalFile(str(path))])
    event = QDropEvent(
        QPoint(50, 50),
        Qt.DropAction.CopyAction,
        data,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    hands.window.dropEvent(event)
    await hands.desk.quiet()
    assert hands.imports.opened == [path]


async def test_rows_are_pasted(hands: Hands) -> None:
    data = QMimeData()
    data.setText("Mobile\t0491 570 006")
    data.setHtml("<table><tr><td>Mobile</td></tr></table>")
    QGuiApplication.clipboard().setMimeData(data)
    QTest.keyClick(hands.window, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    await hands.desk.quiet()
    assert hands.imports.opened == [("Mobile\t0491 570 006", data.html())]


@pytest.mark.parametrize("step", list(Step))
async def test_everything_that_takes_the_focus_has_a_name(hands: Hands, step: Step) -> None:
    if step is Step.FILE:
        hands.job.layout = replace(hands.job.layout, clear=False)
        await hands.opens()
    elif step is Step.COLUMNS:
        await hands.opens()
    else:
        await hands.checks()
    if step is Step.IMPORT:
        await hands.presses("Import")
    assert hands.model.state.step is step
    nameless = [
        type(widget).__name__
        for widget in hands.window.findChildren(QWidget)
        if widget.isVisible()
        and widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        and not name_of(widget)
        and type(widget).__name__ != "QScrollArea"
    ]
    assert nameless == []


@pytest.mark.parametrize("direction", list(Qt.LayoutDirection)[:2])
async def test_a_small_window_shows_all_of_each_step(
    hands: Hands, direction: Qt.LayoutDirection
) -> None:
    hands.window.setLayoutDirection(direction)
    hands.window.resize(640, 480)
    await hands.checks()
    QCoreApplication.processEvents()
    inside = hands.window.rect()
    for name in ("Repair numbers", "Import as it is", "Import", "Cancel"):
        button = on_show(hands.window, QPushButton, name)
        place = button.mapTo(hands.window, QPoint(0, 0))
        assert inside.contains(button.rect().translated(place)), name
    assert hands.window.size().toTuple() == (640, 480)
    assert hands.table.height() >= 80
