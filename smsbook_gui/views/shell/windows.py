"""Which dialog shows which view-model: a new window of an account is one more line here."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QDialog, QWidget

from smsbook_gui.viewmodels.backups.backups import BackupsViewModel
from smsbook_gui.viewmodels.books.dialogs import BookDialogViewModel
from smsbook_gui.viewmodels.books.settling import BookSettlingViewModel
from smsbook_gui.viewmodels.bulk.bulk_edit import BulkEditViewModel
from smsbook_gui.viewmodels.bulk.check_list import CheckListViewModel
from smsbook_gui.viewmodels.bulk.duplicates import DuplicatesViewModel
from smsbook_gui.viewmodels.comparisons.window import ComparisonViewModel
from smsbook_gui.viewmodels.contacts.add_existing import AddExistingViewModel
from smsbook_gui.viewmodels.exports.export import ExportViewModel
from smsbook_gui.viewmodels.exports.printing import PrintViewModel
from smsbook_gui.viewmodels.filters.filter_dialog import FilterDialogViewModel
from smsbook_gui.viewmodels.filters.saved_views import ViewsViewModel
from smsbook_gui.viewmodels.history.activity import ActivityViewModel
from smsbook_gui.viewmodels.history.history import HistoryViewModel
from smsbook_gui.viewmodels.history.holdings import HoldingsViewModel
from smsbook_gui.viewmodels.imports.suppression_list import SuppressionListViewModel
from smsbook_gui.viewmodels.shell.workspace import WorkspaceViewModel
from smsbook_gui.views.backups.dialog import BackupsDialog
from smsbook_gui.views.books.dialogs import BookDialog
from smsbook_gui.views.books.settling_dialog import BookSettlingDialog
from smsbook_gui.views.bulk.bulk_edit_dialog import BulkEditDialog
from smsbook_gui.views.bulk.check_list_dialog import CheckListDialog
from smsbook_gui.views.bulk.duplicates_dialog import DuplicatesDialog
from smsbook_gui.views.comparisons.window import ComparisonDialog
from smsbook_gui.views.contacts.add_existing_dialog import AddExistingDialog
from smsbook_gui.views.exports.dialog import ExportDialog
from smsbook_gui.views.filters.filter_dialog import FilterDialog
from smsbook_gui.views.filters.view_dialog import ViewDialog
from smsbook_gui.views.history.activity_dialog import ActivityDialog
from smsbook_gui.views.history.history_dialog import HistoryDialog
from smsbook_gui.views.history.holdings_dialog import HoldingsDialog
from smsbook_gui.views.imports.suppression_list_dialog import SuppressionListDialog
from smsbook_gui.views.printing.dialog import PrintDialog


@dataclass(frozen=True, slots=True)
class Window:
    """`make` builds the dialog of a view-model over a window. The size that a person gives it is
    kept by the name `kept_as`, if it has one."""

    make: Callable[[Any, QWidget], QDialog]
    kept_as: str = ""


def windows_of(workspace: WorkspaceViewModel) -> Mapping[type[QObject], Window]:
    """The windows of an account, by the class of their view-model."""
    return {
        ActivityViewModel: Window(
            lambda model, parent: ActivityDialog(model, parent, importing=workspace.importing),
            "activity",
        ),
        AddExistingViewModel: Window(AddExistingDialog),
        BackupsViewModel: Window(BackupsDialog),
        BookDialogViewModel: Window(BookDialog),
        BookSettlingViewModel: Window(BookSettlingDialog),
        BulkEditViewModel: Window(BulkEditDialog, "bulk edit"),
        CheckListViewModel: Window(CheckListDialog, "check list"),
        ComparisonViewModel: Window(ComparisonDialog, "comparison"),
        DuplicatesViewModel: Window(DuplicatesDialog, "duplicates"),
        ExportViewModel: Window(ExportDialog, "export"),
        FilterDialogViewModel: Window(FilterDialog),
        HoldingsViewModel: Window(HoldingsDialog, "holdings"),
        HistoryViewModel: Window(HistoryDialog, "history"),
        SuppressionListViewModel: Window(SuppressionListDialog, "left-out"),
        PrintViewModel: Window(PrintDialog, "print"),
        ViewsViewModel: Window(ViewDialog),
    }
