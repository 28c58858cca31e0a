"""History lines in words, as the form and Activity show them."""

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from PySide6.QtCore import QDate, QDateTime

from smsbook_gui.domain.batch import Author, HistoryField, HistoryLine, LineOutcome
from smsbook_gui.domain.contact import CUSTOM_FIELDS, ContactField, Values
from smsbook_gui.domain.shown import shown
from smsbook_gui.viewmodels.common.text import locale, tr

Labels = tuple[str, str, str, str]
"""The names of the four custom fields, as the account has them."""

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
    """What became of the change on the service; "" for the service's own changes."""
    if line.by is Author.SERVICE:
        return ""
    texts: dict[LineOutcome | None, str] = {
        None: tr("Waiting"),
        LineOutcome.ACCEPTED: tr("Saved"),
        LineOutcome.REFUSED: tr("Not accepted"),
        LineOutcome.SUPERSEDED: tr("Replaced by a later change"),
        LineOutcome.DISCARDED: tr("Discarded"),
        LineOutcome.THERE: tr("Already there"),
        LineOutcome.LEFT: tr("Left: it reads differently at the service"),
    }
    return texts[line.outcome]


def _who(by: Author) -> str:
    texts = {
        Author.PERSON: tr("you"),
        Author.IMPORT: tr("an import"),
        Author.UNDO: tr("undo"),
        Author.SERVICE: tr("the service"),
    }
    return texts[by]


def _what(line: HistoryLine, names: Mapping[ContactField, str]) -> str:
    before, after = quotable(line.before or ""), quotable(line.after or "")
    if isinstance(line.field, ContactField):
        return _field_change(names[line.field], before, after)
    if line.field is HistoryField.BOOK:
        if not before:
            return tr("Put into address book “{after}”").format(after=after)
        return tr("Moved from “{before}” to “{after}”").format(before=before, after=after)
    if line.field is HistoryField.CREATED:
        return tr("Contact added")
    if line.field is HistoryField.RESTATED:
        return tr("Sent “{before}”, stored as “{after}”").format(before=before, after=after)
    return _life_change(line.after)


def quotable(value: str) -> str:
    """`value` as it can stand in a sentence: not endless, and with its own writing direction.

    Right-to-left letters and direction marks would turn the words around them; Unicode isolates
    (UAX #9, FSI … PDI) keep that inside.
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
