"""What an undo or a redo would do, in words."""

from collections.abc import Iterator, Mapping

from smsbook_gui.domain.contacts.batch import HistoryField, WayBack
from smsbook_gui.domain.contacts.contact import ContactField
from smsbook_gui.domain.contacts.undo_plan import LeftAlone, PlannedChange, Stays, UndoPlan
from smsbook_gui.domain.texts.shown import shown
from smsbook_gui.viewmodels.common.banner import left_alone_text, left_there_text
from smsbook_gui.viewmodels.common.history_text import display_name
from smsbook_gui.viewmodels.common.text import tr
from smsbook_gui.viewmodels.common.text_rows import TextRow

Names = Mapping[ContactField, str]


def heading_text(plan: UndoPlan) -> str:
    """How many contacts it changes, as the window's first sentence."""
    if plan.changes and plan.returns == plan.changes:
        return tr("%Ln contacts come back", None, plan.changes)
    if plan.changes and plan.deletes == plan.changes:
        return tr("%Ln contacts will be deleted", None, plan.changes)
    if plan.changes:
        return tr("%Ln contacts will change", None, plan.changes)
    if plan.books_back or plan.books_ended:
        return tr("No contact will change")
    return tr("There is nothing left to take back")


def effects(plan: UndoPlan) -> Iterator[str]:
    """What it does besides setting values, a sentence each."""
    if plan.returns and plan.returns != plan.changes:
        yield tr("%Ln of them are deleted now and come back.", None, plan.returns)
    if plan.deletes:
        if plan.way is WayBack.UNDO:
            yield tr("%Ln contacts go to Recently deleted.", None, plan.deletes)
        else:
            yield tr("%Ln contacts are deleted again.", None, plan.deletes)
    for name in plan.books_back:
        yield tr("The address book “{name}” comes back.").format(name=shown(name))
    for name in plan.books_ended:
        yield tr("The address book “{name}” is deleted again, if nothing is in it.").format(
            name=shown(name)
        )
    if plan.unsent and plan.unsent == plan.changes:
        yield tr("The service does not know of it yet: nothing has to be sent.")
    elif plan.unsent:
        yield tr(
            "%Ln of them were not sent to the service yet: that is just cancelled.",
            None,
            plan.unsent,
        )


def warnings(plan: UndoPlan) -> Iterator[str]:
    """What cannot be brought back, or stays as it is, a sentence each."""
    if plan.recreated:
        yield tr(
            "%Ln contacts come back under new IDs: they may have opted out.", None, plan.recreated
        )
    for why in Stays:
        count = plan.stays.get(why, 0)
        if count:
            yield _stays_text(why, count)
    if plan.there_before:
        yield tr(
            "%Ln contacts were at the service before and stay there as they are.",
            None,
            plan.there_before,
        )


def _stays_text(why: Stays, count: int) -> str:
    match why:
        case Stays.CHANGED:
            return left_alone_text(count)
        case Stays.THERE:
            return left_there_text(count)
        case Stays.ENDED:
            return tr("%Ln contacts were deleted since and stay so.", None, count)
        case Stays.UNREAD:
            return tr(
                "The earlier value of %Ln contacts was never read, so it cannot be brought back.",
                None,
                count,
            )
        case Stays.BOOK_GONE:
            return tr(
                "%Ln contacts stay where they are: their old address book is gone.", None, count
            )
        case Stays.ERASED:
            return tr("%Ln contacts were deleted for good and cannot come back.", None, count)


def why_text(why: Stays) -> str:
    """The same of one row."""
    return {
        Stays.CHANGED: tr("Changed since"),
        Stays.THERE: tr("Reads differently at the service"),
        Stays.ENDED: tr("Deleted since"),
        Stays.UNREAD: tr("Earlier value never read"),
        Stays.BOOK_GONE: tr("Address book is gone"),
        Stays.ERASED: tr("Deleted for good"),
    }[why]


def change_rows(plan: UndoPlan, names: Names) -> Iterator[TextRow]:
    """Contact (once), field, now and then."""
    before = None
    for one in plan.first:
        called = "" if one.contact_id == before else display_name(one.values)
        before = one.contact_id
        yield (called, _field(one, names), _value(one, one.now), _value(one, one.then))


def left_rows(plan: UndoPlan, names: Names) -> Iterator[TextRow]:
    """Contact (once), field, what it is now, why it stays."""
    before = None
    for one in plan.left:
        called = display_name(one.values) if one.values else tr("Deleted for good")
        called = "" if one.contact_id == before else called
        before = one.contact_id
        yield (called, _field(one, names), _value(one, one.now), why_text(one.why))


def _field(one: PlannedChange | LeftAlone, names: Names) -> str:
    if isinstance(one.field, ContactField):
        return names[one.field]
    return tr("Address book") if one.field is HistoryField.BOOK else tr("Contact")


def _value(one: PlannedChange | LeftAlone, value: str) -> str:
    if isinstance(one.field, ContactField) or one.field is HistoryField.BOOK:
        return value
    return one.book if value == "live" else tr("Deleted")
