"""What was done, in words, for the banner after it and the menu that takes it back."""

from smsbook_gui.domain.contacts.batch import BatchKind, DoneAction
from smsbook_gui.domain.contacts.contact import Values
from smsbook_gui.viewmodels.common.history_text import display_name
from smsbook_gui.viewmodels.common.text import tr


def whom(count: int, only: Values | None) -> str:
    """The contacts of an action: the name of the only one, else how many."""
    if count == 1 and only is not None:
        return display_name(only)
    return tr("%Ln contacts", None, count)


def undo_words(action: DoneAction | None) -> str:
    """The command that takes an action back; "" without one."""
    return "" if action is None else tr("Undo {what}").format(what=action_words(action))


def redo_words(action: DoneAction | None) -> str:
    """The command that does an action again; "" without one."""
    return "" if action is None else tr("Redo {what}").format(what=action_words(action))


def action_words(action: DoneAction) -> str:
    """An action as a noun: "edit of Anna Berg"."""
    words = {
        BatchKind.CREATE: tr("new contact {whom}"),
        BatchKind.EDIT: tr("edit of {whom}"),
        BatchKind.MOVE: tr("move of {whom}"),
        BatchKind.DELETE: tr("delete of {whom}"),
        BatchKind.RESTORE: tr("restore of {whom}"),
        BatchKind.RESOLVE: tr("choice for {whom}"),
        BatchKind.IMPORT: tr("import of {whom}"),
        BatchKind.MERGE: tr("merge of {whom}"),
        BatchKind.COPY: tr("copy of {whom}"),
        BatchKind.COMPARE: tr("comparison of {whom}"),
    }
    return words[action.kind].format(whom=whom(action.contacts, action.only))
