"""What can be done to a field of many contacts in one go, as pure functions of a contact's values.

An `Edit` is a value object: `apply` gives the values as they would be. A field that was never read
is no key of the values (rule 8 of DESIGN.md): it is neither blank nor matched, and an edit that
needs it leaves the contact as it is. `outcome` says what an edit comes to for one contact, judged
as the form judges it.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import Enum
from typing import NamedTuple, Protocol

from smsbook_gui.domain.contacts.contact import ContactField, Values
from smsbook_gui.domain.contacts.name_case import lower_case, name_case
from smsbook_gui.domain.contacts.names import split_name
from smsbook_gui.domain.phones import phone
from smsbook_gui.domain.phones.phone_findings import PhoneVerdict
from smsbook_gui.domain.texts.invisible import without_invisible
from smsbook_gui.domain.texts.shown import LONGEST_EDITED
from smsbook_gui.domain.texts.text import clean
from smsbook_gui.domain.texts.text_marker import Text
from smsbook_gui.domain.texts.text_pattern import Replacement

FIRST, LAST = ContactField.FIRST_NAME, ContactField.LAST_NAME
NAMES = (FIRST, LAST)
NUMBER = ContactField.PHONE_NUMBER
OWN_TEXTS = tuple(field for field in ContactField if field is not NUMBER)
"""The fields that many contacts can have the same of, or nothing in: each has its own number."""

_JOINTS = " \t,;/|-–—"


class Edit(Protocol):
    """One operation with its choices."""

    @property
    def fields(self) -> tuple[ContactField, ...]:
        """What it reads: a contact of which one of these was never read is told of."""

    def apply(self, values: Values) -> Values:
        """The values as they would be. Never raises, but for PatternTooSlow of a replacement."""


def is_blank(text: str) -> bool:
    """Whether there is nothing in it that a person would see."""
    return not clean(text)


@dataclass(frozen=True, slots=True)
class SetText:
    """The same text for all, or for those only that have none. "" clears."""

    field: ContactField
    text: str
    only_blank: bool = False

    @property
    def fields(self) -> tuple[ContactField, ...]:
        return (self.field,)

    def apply(self, values: Values) -> Values:
        before = values.get(self.field)
        if before is None or (self.only_blank and not is_blank(before)):
            return values
        return {**values, self.field: self.text}


@dataclass(frozen=True, slots=True)
class AddText:
    """More text before or after what is there.

    A blank field gets it without the comma or blank that would have joined the two.
    """

    field: ContactField
    text: str
    before: bool = False

    @property
    def fields(self) -> tuple[ContactField, ...]:
        return (self.field,)

    def apply(self, values: Values) -> Values:
        there = values.get(self.field)
        if there is None or not self.text:
            return values
        if is_blank(there):
            alone = self.text.rstrip(_JOINTS) if self.before else self.text.lstrip(_JOINTS)
            return {**values, self.field: alone} if alone else values
        return {**values, self.field: self.text + there if self.before else there + self.text}


@dataclass(frozen=True, slots=True)
class ReplaceText:
    """What is found in these fields gives way to something else; fields never read are not looked
    at."""

    fields: tuple[ContactField, ...]
    replacement: Replacement

    def apply(self, values: Values) -> Values:
        return _each(values, self.fields, self.replacement.apply)


def _each(values: Values, fields: Iterable[ContactField], rewrite: Callable[[str], str]) -> Values:
    """What these fields hold, each rewritten by itself, as far as it is known."""
    found = {field: rewrite(values[field]) for field in fields if values.get(field)}
    return {**values, **found} if found else values


class LetterCase(Enum):
    """How letters are written."""

    NAMES = "names"
    UPPER = "upper"
    LOWER = "lower"


@dataclass(frozen=True, slots=True)
class ChangeCase:
    """Capitals and small letters."""

    fields: tuple[ContactField, ...]
    case: LetterCase

    def apply(self, values: Values) -> Values:
        cased = {LetterCase.NAMES: name_case, LetterCase.UPPER: str.upper}.get(
            self.case, lower_case
        )
        return _each(values, self.fields, cased)


@dataclass(frozen=True, slots=True)
class RemoveInvisible:
    """Takes away what nobody sees."""

    fields: tuple[ContactField, ...]

    def apply(self, values: Values) -> Values:
        return _each(values, self.fields, without_invisible)


class NumberForm(Enum):
    """How a phone number is written."""

    NATIONAL = "national"
    INTERNATIONAL = "international"
    SPACED = "spaced"


@dataclass(frozen=True, slots=True)
class ChangeNumberForm:
    """Writes each number in one form: always the same number, and only where it is surely one.

    Words beside a number stay where they may mean something ("do not text").
    """

    form: NumberForm
    region: str

    @property
    def fields(self) -> tuple[ContactField, ...]:
        return (NUMBER,)

    def apply(self, values: Values) -> Values:
        typed = values.get(NUMBER)
        if typed is None:
            return values
        judged = phone.judge(typed, self.region)
        if judged.verdict not in {PhoneVerdict.GOOD, PhoneVerdict.REPAIRABLE}:
            return values
        written = self._written(typed)
        same = phone.phone_key(written, self.region) == judged.key
        return {**values, NUMBER: written} if same else values

    def _written(self, typed: str) -> str:
        if self.form is NumberForm.SPACED:
            return phone.spaced(typed, self.region)
        form = phone.SendForm(self.form.value)
        return phone.to_send(typed, phone.PhoneRules(self.region, form))


@dataclass(frozen=True, slots=True)
class SplitName:
    """Takes a full name apart into first and last name. One word, and a blank, stay where they are.

    With `only_blank` nothing is written over: the names that it goes to are blank, or what is
    taken apart.
    """

    field: ContactField
    only_blank: bool = True

    @property
    def fields(self) -> tuple[ContactField, ...]:
        return tuple(dict.fromkeys((self.field, FIRST, LAST)))

    def apply(self, values: Values) -> Values:
        if any(field not in values for field in self.fields):
            return values
        first, last = split_name(values[self.field])
        others = [values[field] for field in (FIRST, LAST) if field is not self.field]
        if not (first and last) or (self.only_blank and not all(map(is_blank, others))):
            return values
        return {**values, FIRST: first, LAST: last}


@dataclass(frozen=True, slots=True)
class JoinNames:
    """Puts first and last name together into one field; the other name's own field gets blank."""

    field: ContactField
    last_first: bool = False
    only_blank: bool = False

    @property
    def fields(self) -> tuple[ContactField, ...]:
        return tuple(dict.fromkeys((self.field, FIRST, LAST)))

    def apply(self, values: Values) -> Values:
        if any(field not in values for field in self.fields):
            return values
        into_name = self.field in {FIRST, LAST}
        if self.only_blank and not into_name and not is_blank(values[self.field]):
            return values
        first, last = values[FIRST].strip(), values[LAST].strip()
        if not (first or last) or (into_name and not (first and last)):
            return values
        parts = (last, first) if self.last_first else (first, last)
        joined = (", " if self.last_first else " ").join(filter(None, parts))
        emptied = {field: "" for field in (FIRST, LAST) if into_name and field is not self.field}
        return {**values, self.field: joined, **emptied}


@dataclass(frozen=True, slots=True)
class SwapNames:
    """Puts the first name in the place of the last name, and the other way round."""

    @property
    def fields(self) -> tuple[ContactField, ...]:
        return (FIRST, LAST)

    def apply(self, values: Values) -> Values:
        if any(field not in values for field in self.fields):
            return values
        return {**values, FIRST: values[LAST], LAST: values[FIRST]}


@dataclass(frozen=True, slots=True)
class SetTexts:
    """Texts of its own for one contact."""

    texts: Values

    @property
    def fields(self) -> tuple[ContactField, ...]:
        return tuple(self.texts)

    def apply(self, values: Values) -> Values:
        known = {field: text for field, text in self.texts.items() if field in values}
        return {**values, **known}


# --- what it comes to ----------------------------------------------------------------------------


class FieldChange(NamedTuple):
    """One field of one contact, which is changed only where it is as it was."""

    contact_id: int
    field: ContactField
    before: str
    after: str


class BookChange(NamedTuple):
    """Another address book (local ids) for one contact, which moves only where it is as it was."""

    contact_id: int
    before: int
    after: int


@dataclass(frozen=True, slots=True)
class Outcome:
    """What an edit comes to for one contact.

    `changes` is empty where nothing is to be done. `problem` says why what would change must not;
    a person may insist on it with `can_insist`. `unread`: the edit needs a field that was never
    read.
    """

    changes: Values
    problem: str = ""
    can_insist: bool = False
    unread: bool = False

    def is_carried_out(self, *, insist: bool) -> bool:
        """Whether the contact is changed."""
        return bool(self.changes) and (not self.problem or (insist and self.can_insist))


TOO_LONG = Text("The text would be too long.")


def outcome(edit: Edit, values: Values, region: str) -> Outcome:
    """What the edit does to a contact with these values. Raises PatternTooSlow."""
    unread = any(field not in values for field in edit.fields)
    after = edit.apply(values)
    if after is values:
        return Outcome({}, unread=unread)
    changes = {field: text for field, text in after.items() if text != values[field]}
    if any(len(text) > LONGEST_EDITED for text in changes.values()):
        return Outcome(changes, TOO_LONG, unread=unread)
    if NUMBER not in changes:
        return Outcome(changes, unread=unread)
    finding = phone.judge(changes[NUMBER], region).finding
    if finding.verdict in {PhoneVerdict.GOOD, PhoneVerdict.REPAIRABLE}:
        return Outcome(changes, unread=unread)
    can_insist = finding.verdict is PhoneVerdict.DOUBTFUL
    return Outcome(changes, finding.message, can_insist, unread)


def field_changes(contact_id: int, before: Values, changes: Values) -> Iterable[FieldChange]:
    """The changes of one contact, field by field."""
    for field, after in changes.items():
        yield FieldChange(contact_id, field, before[field], after)
