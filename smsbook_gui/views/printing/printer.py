"""The system's printers. Qt's part for them is loaded with this module: when somebody prints."""

from collections.abc import Callable

from PySide6.QtPrintSupport import QAbstractPrintDialog, QPrintDialog, QPrinter
from PySide6.QtWidgets import QDialog, QWidget

from smsbook_gui.domain.errors import NotPrinted
from smsbook_gui.viewmodels.exports.print_state import PrintState
from smsbook_gui.views.printing.layouts import PageLayout
from smsbook_gui.views.printing.painting import PagedOutput, paper_layout


class PrinterOutput(PagedOutput):
    """A job for a printer of the system."""

    def __init__(self, printer: QPrinter, layout: PageLayout, *, mirrored: bool) -> None:
        own = 1 if printer.supportsMultipleCopies() else printer.copyCount()
        super().__init__(printer, layout, mirrored=mirrored, copies=own)
        self._printer = printer

    def end(self) -> bytes:
        """Let the printer have it. Raises NotPrinted."""
        if not self._painter.end():
            raise NotPrinted
        return b""

    def give_up(self) -> None:
        """What was not handed over is not printed."""
        self._printer.abort()
        self._painter.end()


class _PrinterDialog(QPrintDialog):
    def open(self) -> None:  # type: ignore[override]
        """As any dialog opens: PySide's own form asks for a slot."""
        QDialog.open(self)


def printer_dialog(
    state: PrintState,
    layout: PageLayout,
    chosen: Callable[[PrinterOutput, range], None],
    parent: QWidget,
) -> QPrintDialog:
    """The system's own dialog. `chosen` gets the printer and the pages that the person wants.

    The paper is what the pages were made for, whatever that dialog makes of it.
    """
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setDocName(state.title)
    printer.setCreator("SMS Book")
    printer.setPageLayout(paper_layout(state.choice))
    dialog = _PrinterDialog(printer, parent)
    dialog.setOption(QAbstractPrintDialog.PrintDialogOption.PrintPageRange)
    dialog.setMinMax(1, state.pages)
    dialog.setFromTo(1, state.pages)

    def accepted() -> None:
        printer.setFullPage(True)
        printer.setPageLayout(paper_layout(state.choice))
        output = PrinterOutput(printer, layout, mirrored=parent.isRightToLeft())
        chosen(output, pages_of(printer, state.pages))

    dialog.accepted.connect(accepted)
    return dialog


def pages_of(printer: QPrinter, count: int) -> range:
    """Which pages the person wants, counted from 0."""
    if printer.printRange() is not QPrinter.PrintRange.PageRange:
        return range(count)
    first, last = printer.fromPage() or 1, printer.toPage() or count
    return range(max(first, 1) - 1, min(last, count))
