"""What is said of a contact's phone number, in the form and in the table."""

from dataclasses import dataclass

from smsbook_gui.domain.contacts.contact import ContactField, SameNumber
from smsbook_gui.domain.contacts.duplicates import Lookalike
from smsbook_gui.domain.phones.phone_findings import NumberKind, NumberMark
from smsbook_gui.domain.texts.shown import shown
from smsbook_gui.viewmodels.common.history_text import display_name, quotable
from smsbook_gui.viewmodels.common.text import said, tr
from smsbook_gui.viewmodels.contacts.alike_text import reason_text

NAME_LIMIT = 60
"""Characters of a name in a sentence."""
_NAMING = {ContactField.FIRST_NAME, ContactField.LAST_NAME, ContactField.COMPANY}


@dataclass(frozen=True, slots=True)
class OtherOwner:
    """Another contact (local id) that has the number in the form, and how many more do."""

    contact_id: int
    name: str
    others: int = 0

    @property
    def words(self) -> str:
        """The sentence for the field."""
        if not self.others:
            return tr("{name} has the same number.").format(name=self.name)
        others = tr("%Ln others", None, self.others)
        words = tr("{name} and {others} have the same number.")
        return words.format(name=self.name, others=others)


@dataclass(frozen=True, slots=True)
class LooksLike:
    """Another contact (local id) that may be the one in the form, and why in words."""

    contact_id: int
    name: str
    number: str
    reason: str

    @property
    def words(self) -> str:
        """The sentence for the field."""
        if not self.number:
            words = tr("Looks like {name}. {reason}.")
            return words.format(name=self.name, reason=self.reason)
        words = tr("Looks like {name} ({number}). {reason}.")
        return words.format(name=self.name, number=self.number, reason=self.reason)


def looks_like(found: Lookalike | None) -> LooksLike | None:
    """Whom the contact in the form looks like, in words; None: nobody."""
    if found is None:
        return None
    values = found.other.values
    name = quotable(shown(display_name(values), NAME_LIMIT))
    number = shown(values.get(ContactField.PHONE_NUMBER, "").strip(), NAME_LIMIT)
    return LooksLike(found.other.local_id, name, number, reason_text(found.reason))


def other_owner(found: SameNumber | None) -> OtherOwner | None:
    """Who has the number, in words; None: nobody else."""
    if found is None:
        return None
    # Not by the number: that is what the sentence is about.
    named = {f: text for f, text in found.contact.values.items() if f in _NAMING and text.strip()}
    name = quotable(shown(display_name(named), NAME_LIMIT)) if named else ""
    return OtherOwner(found.contact.local_id, name or tr("A contact without a name"), found.others)


def mark_words(mark: NumberMark) -> str:
    """All that is to be said of a number, in sentences; "" where it is nothing."""
    words = [said(mark.finding.message)] if mark.is_doubtful else []
    words.append(said(mark.reach.message))
    if mark.shared:
        words.append(tr("Another contact has the same number."))
    return " ".join(part for part in words if part)


def kind_text(kind: NumberKind) -> str:
    """A kind of number."""
    return {
        NumberKind.MOBILE: tr("Mobile"),
        NumberKind.LANDLINE: tr("Landline"),
        NumberKind.SERVICE: tr("Service number"),
        NumberKind.FOREIGN: tr("Foreign"),
        NumberKind.UNUSUAL: tr("Unusual"),
        NumberKind.NONE: tr("None"),
    }[kind]
