"""Why contacts may be one, in words: where duplicates are looked for, and in the form."""

from smsbook_gui.domain.contacts.duplicates import DuplicateReason
from smsbook_gui.viewmodels.common.text import tr


def reason_text(reason: DuplicateReason) -> str:
    """Why the contacts of a group may be one."""
    return {
        DuplicateReason.SAME: tr("Same number and name"),
        DuplicateReason.UNREAD: tr("Same number and name, not read completely yet"),
        DuplicateReason.OTHER_DETAILS: tr("Same number and name, but other details differ"),
        DuplicateReason.INCOMPLETE: tr("Same number and name, but not a whole one"),
        DuplicateReason.OTHER_BOOKS: tr("Same number and name, in different address books"),
        DuplicateReason.SIMILAR_NAME: tr("Same number, similar name"),
        DuplicateReason.NAMELESS: tr("Same number, name missing"),
        DuplicateReason.SIMILAR_NUMBER: tr("Same name, similar number"),
        DuplicateReason.NO_NUMBER: tr("Same name, number missing"),
        DuplicateReason.OTHER_NAMES: tr("Same number, different names: perhaps a family"),
        DuplicateReason.OTHER_NUMBERS: tr("Same name, different numbers: perhaps two people"),
        DuplicateReason.BOTH_SIMILAR: tr("Similar name and number"),
        DuplicateReason.CHOSEN: tr("Your choice: names or numbers differ"),
    }[reason]
