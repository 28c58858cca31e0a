"""What was done, in words: in the banner after it, and in the menu that takes it back."""

from PySide6.QtCore import QCoreApplication

from smsbook_gui.domain.batch import BatchKind, DoneAction
from smsbook_gui.domain.contact import Values
from smsbook_gui.viewmodels.common.history_text import display_name
from smsbook_gui.viewmodels.common.text import counted


def _tr(text: str) -> str:
    return QCoreApplication.translate("ContactCommands", text)


def whom(count: int, only: Values | None) -> str:
    """The contacts of an action: the name where it is one, else how many."""
    if count == 1 and only is not None:
        return display_name(only)
    return counted(count, _tr("1 contact"), _tr("{count} contacts"))


def undo_words(action: DoneAction | None) -> str:
    """The command that takes it back; "" where there is nothing."""
    return "" if action is None else _tr("Undo {what}").format(what=_what(action))


def redo_words(action: DoneAction | None) -> str:
    """The command that does it again; "" where there is nothing."""
    return "" if action is None else _tr("Redo {what}").format(what=_what(action))


def _what(action: DoneAction) -> str:
    words = {
        BatchKind.CREATE: _tr("new contact {whom}"),
        BatchKind.EDIT: _tr("edit of {whom}"),
        BatchKind.MOVE: _tr("move of {whom}"),
        BatchKind.DELETE: _tr("delete of {whom}"),
        BatchKind.RESTORE: _tr("restore of {whom}"),
        BatchKind.RESOLVE: _tr("choice for {whom}"),
        BatchKind.IMPORT: _tr("import of {whom}"),
    }
    return words[action.kind].format(whom=whom(action.contacts, action.only))
