"""What becomes of contacts that are one: whose values are kept, and which contact is."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial

from smsbook_gui.domain.contacts.contact import Contact, ContactField
from smsbook_gui.domain.contacts.merge import same
from smsbook_gui.domain.contacts.names import words_of
from smsbook_gui.domain.phones.phone import judge, reach
from smsbook_gui.domain.phones.phone_findings import PhoneVerdict, Reach
from smsbook_gui.domain.texts.text import clean

_NAME = (ContactField.FIRST_NAME, ContactField.LAST_NAME)
_LONGEST = 500
_VERDICTS = (PhoneVerdict.GOOD, PhoneVerdict.REPAIRABLE, PhoneVerdict.DOUBTFUL, PhoneVerdict.LOST)


@dataclass(frozen=True, slots=True)
class MergeChoice:
    """Contacts of a group, by their places: which one is kept, and whose value each field gets."""

    kept: int
    values: Mapping[ContactField, int]


@dataclass(frozen=True, slots=True)
class Merge:
    """One contact (local id) is kept with `changes`, `others` are deleted.

    `seen` is what the person decided on, by local id: what is otherwise now is left alone.
    """

    kept: int
    changes: Mapping[ContactField, str]
    others: tuple[int, ...]
    seen: Mapping[int, Contact] = field(default_factory=dict, compare=False, repr=False)


def differs(contacts: Sequence[Contact], which: ContactField, region: str) -> bool:
    """Whether these have different values of a field; never read counts as different."""
    texts = [contact.values.get(which) for contact in contacts]
    if None in texts:
        return any(text is not None for text in texts)
    return any(not same(which, texts[0], text, region) for text in texts[1:])


def propose(contacts: Sequence[Contact], region: str) -> MergeChoice:
    """The best of each: the fuller value, the number that messages reach, else the newer contact's.

    The name goes as a whole, so that no half of it comes twice. The contact that is kept is one
    that the service has, the one that changes least, the oldest.
    """
    places = range(len(contacts))

    def best(rate: Callable[[Contact], tuple[int, ...]]) -> int:
        return max(places, key=lambda at: (*rate(contacts[at]), contacts[at].local_id))

    name = best(_name_rate)
    number = best(lambda one: _number_rate(one, region))
    chosen = {**dict.fromkeys(_NAME, name), ContactField.PHONE_NUMBER: number}
    for which in ContactField:
        if which not in chosen:
            chosen[which] = best(partial(_value_rate, which=which))

    def cost(at: int) -> tuple[bool, int, int]:
        one = contacts[at]
        changes = sum(
            _text(one, which) != _text(contacts[source], which) for which, source in chosen.items()
        )
        return one.server_id is None, changes, one.local_id

    return MergeChoice(min(places, key=cost), chosen)


def merge_of(contacts: Sequence[Contact], choice: MergeChoice) -> Merge:
    """What carrying out that choice comes to."""
    kept = contacts[choice.kept]
    changes = {
        which: text
        for which, source in choice.values.items()
        if (text := contacts[source].values.get(which)) is not None
        and text != kept.values.get(which)
    }
    others = tuple(one.local_id for one in contacts if one is not kept)
    return Merge(kept.local_id, changes, others, {one.local_id: one for one in contacts})


def _text(contact: Contact, which: ContactField) -> str:
    return contact.values.get(which, "")


def _text_rate(text: str) -> tuple[int, ...]:
    """More words are fuller; of the same words, those with capitals and accents."""
    words = clean(text)[:_LONGEST]
    letters = sum(not sign.isascii() for sign in words)
    written = bool(words) and not words.islower() and not words.isupper()
    return (bool(words), len(words_of(words)), written, letters, len(words))


def _value_rate(contact: Contact, which: ContactField) -> tuple[int, ...]:
    return _text_rate(_text(contact, which))


def _name_rate(contact: Contact) -> tuple[int, ...]:
    texts = [_text(contact, which) for which in _NAME]
    whole = sum(bool(clean(text)) for text in texts)
    return (whole, *_text_rate(" ".join(texts)))


def _number_rate(contact: Contact, region: str) -> tuple[int, ...]:
    number = _text(contact, ContactField.PHONE_NUMBER)
    verdict = judge(number, region).verdict
    if verdict not in _VERDICTS:
        return (0, 0)
    reaches = verdict is PhoneVerdict.GOOD and reach(number, region) is Reach.MESSAGES
    return (len(_VERDICTS) - _VERDICTS.index(verdict), reaches)
