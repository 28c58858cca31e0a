"""History lines in words, as the form and Activity show them."""

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from PySide6.QtCore import QDate, QDateTime

from smsbook_gui.domain.contacts.batch import (
    Author,
    BatchKind,
    HistoryField,
    HistoryLine,
    LineOutcome,
)
from smsbook_gui.domain.contacts.contact import CUSTOM_FIELDS, ContactField, Status, Values
from smsbook_gui.domain.texts.shown import shown
from smsbook_gui.viewmodels.common.text import locale, said, tr

Labels = tuple[str, str, str, str]
"""The names of the four custom fields, as the account has them."""

NEVER_READ = "…"
"""What stands for a value that was never read from the service."""
_QUOTED_MAX = 200
"""Characters of a value in a sentence."""
_TURNING = {"R", "AL", "AN"}
"""Bidirectional classes (Unicode, UAX #9) of what changes the direction of text around it."""


def field_names(labels: Labels) -> dict[ContactField, str]:
    """The name of every field in table and form order, custom ones by the account's labels."""
    names = {
        ContactField.FIRST_NAME: tr("First name"),
        ContactField.LAST_NAME: tr("Last name"),
        ContactField.PHONE_NUMBER: tr("Phone number"),
        ContactField.COMPANY: tr("Company"),
    }
    for number, field in enumerate(CUSTOM_FIELDS):
        default = tr("Custom {number}").format(number=number + 1)
        names[field] = shown(labels[number].strip()) or default
    return names


def display_name(values: Values) -> str:
    """What to call a contact: its name, else its company, else its number, else a phrase."""
    first = values.get(ContactField.FIRST_NAME, "").strip()
    last = values.get(ContactField.LAST_NAME, "").strip()
    name = f"{first} {last}".strip()
    if name:
        return shown(name)
    company = values.get(ContactField.COMPANY, "").strip()
    phone = values.get(ContactField.PHONE_NUMBER, "").strip()
    return shown(company or phone) or tr("No name")


def display_time(at: datetime) -> str:
    """Date and time of an aware moment in this computer's zone: "12 Mar 2026, 14:05"."""
    local = at.astimezone()
    moment = QDateTime(local.year, local.month, local.day, local.hour, local.minute, local.second)
    return locale().toString(moment, "d MMM yyyy, HH:mm")


def display_day(at: datetime) -> str:
    """The day of an aware moment in this computer's zone: "12 Mar"."""
    local = at.astimezone()
    return locale().toString(QDate(local.year, local.month, local.day), "d MMM")


def display_date(day: date) -> str:
    """A day with its year: "12 Mar 2026"."""
    return locale().toString(QDate(day.year, day.month, day.day), "d MMM yyyy")


@dataclass(frozen=True, slots=True)
class HistoryEntry:
    """One line of the history in words. `outcome` is "" where there is nothing to settle."""

    when: str
    what: str
    outcome: str

    @property
    def text(self) -> str:
        """The whole line: "12 Mar 2026, 14:05 – Company changed … by you – Saved"."""
        return " – ".join(part for part in (self.when, self.what, self.outcome) if part)


def describe(line: HistoryLine, names: Mapping[ContactField, str]) -> HistoryEntry:
    """`line` in words; `names` are the fields' names."""
    what = _what(line, names)
    who = _who(line.by)
    return HistoryEntry(
        when=display_time(line.at),
        what=tr("{what} by {who}").format(what=what, who=who),
        outcome=outcome_text(line),
    )


def outcome_text(line: HistoryLine) -> str:
    """What became of a change at the service; "" for changes of the service's own."""
    if line.by is Author.SERVICE or line.field is HistoryField.ERASED:
        return ""
    if line.outcome is None:
        return _open_text(line.state)
    text = _settled_text(line.outcome)
    if line.outcome is LineOutcome.ACCEPTED or not line.answer:
        return text
    refused = line.outcome is LineOutcome.REFUSED
    words = tr("{result}: {words}") if refused else tr("{result} (was not accepted: {words})")
    return words.format(result=text, words=quotable(said(line.answer)))


def _open_text(state: Status | None) -> str:
    """Of a change that is not settled, by how the contact's call stands."""
    return {
        Status.SENDING: tr("Sending"),
        Status.UNSURE: tr("Unsure: the service’s answer was lost"),
        Status.CONFLICT: tr("Conflict"),
        Status.REFUSED: tr("Not accepted"),
        Status.THERE: tr("Already there"),
    }.get(state or Status.WAITING, tr("Waiting"))


def _settled_text(outcome: LineOutcome) -> str:
    return {
        LineOutcome.ACCEPTED: tr("Saved"),
        LineOutcome.REFUSED: tr("Not accepted"),
        LineOutcome.SUPERSEDED: tr("Nothing left to send"),
        LineOutcome.DISCARDED: tr("Discarded"),
        LineOutcome.THERE: tr("Already there"),
        LineOutcome.LEFT: tr("Left alone: it is different at the service"),
    }[outcome]


def _who(by: Author) -> str:
    texts = {
        Author.PERSON: tr("you"),
        Author.IMPORT: tr("an import"),
        Author.UNDO: tr("undo"),
        Author.SERVICE: tr("the service"),
        Author.APP: tr("SMS Book"),
    }
    return texts[by]


def author_text(by: Author) -> str:
    """Who made a change, standing alone."""
    return {
        Author.PERSON: tr("You"),
        Author.IMPORT: tr("Import"),
        Author.UNDO: tr("Undo"),
        Author.SERVICE: tr("SMS service"),
        Author.APP: tr("SMS Book"),
    }[by]


def batch_title(kind: BatchKind, title: str) -> str:
    """What an action is called. An undo has the title of what it takes back: say which it is."""
    if kind is BatchKind.UNDO:
        return tr("Undone: {title}").format(title=said(title))
    if kind is BatchKind.REDO:
        return tr("Done again: {title}").format(title=said(title))
    return said(title)


def change_parts(line: HistoryLine, names: Mapping[ContactField, str]) -> tuple[str, str, str]:
    """What was changed, what it was before, and what it became."""
    before, after = line.before or "", line.after or ""
    if isinstance(line.field, ContactField):
        return names[line.field], NEVER_READ if line.before is None else before, after
    if line.field is HistoryField.BOOK:
        return tr("Address book"), before, after
    if line.field is HistoryField.RESTATED:
        return tr("Stored differently by the service"), before, after
    return _coming_and_going(line), "", ""


def _what(line: HistoryLine, names: Mapping[ContactField, str]) -> str:
    before, after = quotable(line.before or ""), quotable(line.after or "")
    if isinstance(line.field, ContactField):
        return _field_change(names[line.field], before, after)
    if line.field is HistoryField.BOOK:
        if not before:
            return tr("Put into address book “{after}”").format(after=after)
        return tr("Moved from “{before}” to “{after}”").format(before=before, after=after)
    if line.field is HistoryField.RESTATED:
        return tr("Sent “{before}”, stored as “{after}”").format(before=before, after=after)
    return _coming_and_going(line)


def _coming_and_going(line: HistoryLine) -> str:
    if line.field is HistoryField.CREATED:
        return tr("Contact added")
    if line.field is HistoryField.ERASED and line.before:
        return tr("Deleted for good from “{book}”").format(book=quotable(line.before))
    if line.field is HistoryField.ERASED:
        return tr("Deleted for good")
    return _life_change(line.after)


def quotable(value: str) -> str:
    """`value` for use in a sentence: shortened, and with its own writing direction.

    Right-to-left letters and direction marks would reorder the words around them; Unicode isolates
    (UAX #9, FSI … PDI) prevent that.
    """
    value = shown(value, _QUOTED_MAX)
    turns = any(unicodedata.bidirectional(char) in _TURNING for char in value)
    return f"\u2068{value}\u2069" if turns else value


def _field_change(name: str, before: str, after: str) -> str:
    if not after:
        return tr("{field} “{before}” cleared").format(field=name, before=before)
    if not before:
        return tr("{field} set to “{after}”").format(field=name, after=after)
    return tr("{field} changed from “{before}” to “{after}”").format(
        field=name, before=before, after=after
    )


def _life_change(after: str | None) -> str:
    texts = {
        "live": tr("Contact restored"),
        "deleted": tr("Contact deleted"),
        "gone": tr("Contact found missing at the service"),
    }
    return texts.get(after or "", tr("Contact changed"))
