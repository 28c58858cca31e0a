"""Contacts that may be one and the same: which ones, why, and how sure that is.

Each contact stands in the surest group that it has, and in no other, so that all groups can be
merged at once. Who is compared with whom is found by blocks (one number, one name, one word of a
name with numbers a digit apart), so that 100,000 contacts take seconds and not N² comparisons. What
many share tells nothing: a switchboard's number, a name that a dozen people have.

Only what loses nothing is called sure. A family shares a number, and namesakes a name: neither is.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Hashable, Iterable, Sequence
from dataclasses import dataclass, field
from enum import Enum, IntEnum
from functools import cache
from itertools import combinations
from types import ModuleType
from typing import TypeVar

from smsbook_gui.domain.contacts.contact import CUSTOM_FIELDS, ContactField, Status, Values
from smsbook_gui.domain.contacts.names import name_words, titles, words_of
from smsbook_gui.domain.texts.text import fold
from smsbook_gui.threads import let_go

COMPARED = (ContactField.FIRST_NAME, ContactField.LAST_NAME, ContactField.PHONE_NUMBER)
"""What has to be known of a contact."""
UNSETTLED = frozenset({Status.UNSURE, Status.CONFLICT, Status.THERE})
"""Nobody knows yet what these contacts are, so nothing is merged into them or out of them."""
MOST_SHARING = 20
"""A number that more contacts have is not a family's."""
MOST_NAMESAKES = 10
"""A name that more contacts have is a common one."""
_LEAST_DIGITS = 6
"""Fewer are not taken for a number."""
_ALIKE = 80
"""Per cent: "Jon" and "John", "Smyth" and "Smith" are, "Tom" and "Tim" are not."""
_PAIRWISE = 40
"""Up to so many numbers are compared each with each."""
_TELL_EVERY = 2_000
_MOST_WORDS = 4
"""Words of one name that are looked for."""
_LONGEST = 200
"""Characters of a name that are looked at."""

T = TypeVar("T")
Tell = Callable[[int, int], None]
"""Is given how far it is, of how much. What it raises ends the search."""


class Certainty(IntEnum):
    """How sure it is that the contacts of a group are one."""

    SURE = 0
    LIKELY = 1
    POSSIBLE = 2


class DuplicateReason(Enum):
    """Why contacts stand in a group, the surest first."""

    SAME = Certainty.SURE, 0
    """Same number, name and address book, and nothing else contradicts."""
    UNREAD = Certainty.LIKELY, 1
    """As SAME, as far as they were read."""
    OTHER_DETAILS = Certainty.LIKELY, 2
    """Same number and name; the company, a custom field or the title differs."""
    INCOMPLETE = Certainty.LIKELY, 3
    """Same number and name, of which one is not enough: an initial, a last name, too few digits."""
    OTHER_BOOKS = Certainty.LIKELY, 4
    """Same number and name, in different address books, where both may be wanted."""
    SIMILAR_NAME = Certainty.LIKELY, 5
    """Same number; a word of the name is missing, or a letter differs."""
    NAMELESS = Certainty.LIKELY, 6
    """Same number; not all of them have a name."""
    SIMILAR_NUMBER = Certainty.LIKELY, 7
    """Same name; the numbers are a digit apart."""
    NO_NUMBER = Certainty.LIKELY, 8
    """Same name; not all of them have a number."""
    OTHER_NAMES = Certainty.POSSIBLE, 9
    """Same number, different names: perhaps a family or an office."""
    OTHER_NUMBERS = Certainty.POSSIBLE, 10
    """Same name, different numbers: perhaps namesakes."""
    BOTH_SIMILAR = Certainty.POSSIBLE, 11
    """Similar names and numbers a digit apart."""
    CHOSEN = Certainty.POSSIBLE, 12
    """Nothing says so but the person who chose them."""

    @property
    def certainty(self) -> Certainty:
        """How sure that is."""
        return self.value[0]

    @property
    def rank(self) -> int:
        """Its place among all of them."""
        return self.value[1]


_BY_NAME_ALONE = frozenset({DuplicateReason.NO_NUMBER, DuplicateReason.OTHER_NUMBERS})


@dataclass(frozen=True, slots=True)
class Comparable:
    """A contact to be compared. `number` is its normalised number: "+61400000000"; where it is not
    surely one "?" and its digits; "" without one.

    First name, last name and phone number were read; other fields may be missing in `values`.
    """

    local_id: int
    book_id: int
    number: str
    values: Values


@dataclass(frozen=True, slots=True)
class DuplicateGroup:
    """Contacts (local ids, in order) that may be one."""

    ids: tuple[int, ...]
    reason: DuplicateReason

    @property
    def is_sure(self) -> bool:
        """Whether they are one, as far as anybody can tell, and merging them loses nothing."""
        return self.reason.certainty is Certainty.SURE

    @property
    def is_doubtful(self) -> bool:
        """Whether they are as likely different people: a family, or namesakes."""
        return self.reason.certainty is Certainty.POSSIBLE


@dataclass(frozen=True, slots=True)
class Duplicates:
    """All groups, the surest first; `crowded` are names and numbers that too many share."""

    groups: tuple[DuplicateGroup, ...] = ()
    crowded: int = 0


def _nobody_listens(_done: int, _of: int) -> None:
    """Where the progress is of no interest."""


def find_duplicates(
    candidates: Iterable[Comparable],
    apart: Collection[tuple[int, int]] = (),
    tell: Tell = _nobody_listens,
) -> Duplicates:
    """The groups among these. `apart` are pairs that a person said are different contacts."""
    search = _Search(sorted(candidates, key=lambda one: one.local_id), apart, tell)
    return search.run()


def comparable_number(key: str, typed: str) -> str:
    """The number of a `Comparable`, of a contact whose normalised number has that key.

    "n/a" or "ask Maria" is no number that two contacts could share.
    """
    if key.startswith("+"):
        return key
    digits = "".join(sign for sign in fold(typed) if sign in "0123456789")
    return f"?{digits}" if len(digits) >= _LEAST_DIGITS else ""


@dataclass(frozen=True, slots=True)
class Lookalike:
    """Another contact that looks like the one in question, and why."""

    other: Comparable
    reason: DuplicateReason


def name_blocks(values: Values) -> list[tuple[str, str]]:
    """Where who may be named so is found: a word of the name, and how another one begins.

    () of them for a name of one word: too many share it.
    """
    first, last = (
        values.get(field, "")[:_LONGEST]
        for field in (ContactField.FIRST_NAME, ContactField.LAST_NAME)
    )
    words = sorted(set(name_words(first, last)), key=len, reverse=True)[:_MOST_WORDS]
    return [(word, other[0]) for word in words for other in words if other != word]


def find_lookalike(
    one: Comparable, others: Iterable[Comparable], apart: Collection[int] = ()
) -> Lookalike | None:
    """Who of `others` looks most like `one` by the name: the same finder, asked about one contact.

    Who has the very same number is left to the number. `apart` are those (local ids) that a
    person said are somebody else. A name that very many have tells nothing.
    """
    found: list[Lookalike] = []
    for other in others:
        if other.local_id in {one.local_id, *apart} or (one.number and one.number == other.number):
            continue
        groups = find_duplicates((one, other)).groups
        found += [Lookalike(other, group.reason) for group in groups]
    common = [each for each in found if each.reason in _BY_NAME_ALONE]
    if len(common) > MOST_NAMESAKES:
        found = [each for each in found if each.reason not in _BY_NAME_ALONE]
    return min(found, key=lambda each: (each.reason.rank, each.other.local_id), default=None)


# --- what is known of one of them ----------------------------------------------------------------


class _Looks:
    """What of a candidate is compared, worked out once."""

    __slots__ = ("candidate", "digits", "id", "name", "number", "words")

    def __init__(self, candidate: Comparable) -> None:
        values = candidate.values
        first = values.get(ContactField.FIRST_NAME, "")[:_LONGEST]
        last = values.get(ContactField.LAST_NAME, "")[:_LONGEST]
        self.candidate = candidate
        self.id = candidate.local_id
        self.number = candidate.number
        self.digits = candidate.number[1:]
        self.words = name_words(first, last)
        self.name: Hashable = tuple(sorted(self.words)) or _company(self) or None
        """Equal for the same name in any order, or the same company where there are no names."""

    @property
    def said(self) -> tuple[str, ...]:
        """The words of the name, or of the company where there is none."""
        return self.words or _company(self)


def _company(looks: _Looks) -> tuple[str, ...]:
    """Not to be taken for a name of the same words."""
    words = words_of(looks.candidate.values.get(ContactField.COMPANY, "")[:_LONGEST])
    return (" ", *words) if words else ()


def _is_whole_name(looks: _Looks) -> bool:
    """Whether it says who somebody is: a last name or an initial alone is the family's."""
    if not looks.words:
        return True  # a company
    first = words_of(looks.candidate.values.get(ContactField.FIRST_NAME, "")[:_LONGEST])
    return any(len(word) > 1 or not word.isascii() for word in first if word in looks.words)


def _contradict(group: Sequence[_Looks]) -> bool:
    """Whether merging these would lose a value."""
    values = [one.candidate.values for one in group]
    for custom in CUSTOM_FIELDS:
        if len({text for one in values if (text := _plain(one.get(custom, "")))}) > 1:
            return True
    companies = [set(words_of(one.get(ContactField.COMPANY, ""))) for one in values]
    fullest = max(companies, key=len)
    if any(not company <= fullest for company in companies):
        return True
    names = [f"{one.get(ContactField.FIRST_NAME, '')[:_LONGEST]}" for one in values]
    return len({found for name in names if (found := titles(name))}) > 1


def _plain(text: str) -> str:
    return " ".join(fold(text).split())


def _is_read(looks: _Looks) -> bool:
    return len(looks.candidate.values) == len(ContactField)


# --- comparing -----------------------------------------------------------------------------------


@cache
def _library() -> ModuleType:
    """rapidfuzz, imported when it is first needed: it takes a moment."""
    import rapidfuzz
    import rapidfuzz.distance
    import rapidfuzz.fuzz

    return rapidfuzz


def are_similar_names(one: Sequence[str], two: Sequence[str]) -> bool:
    """Whether these may be the same name, by its words: one lacks words of the other, or what they
    do not share is an abbreviation or a few letters apart."""
    shared = set(one) & set(two)
    left = " ".join(sorted(word for word in one if word not in shared))
    right = " ".join(sorted(word for word in two if word not in shared))
    if left.startswith(right) or right.startswith(left):
        return True
    return bool(_library().fuzz.ratio(left, right, score_cutoff=_ALIKE))


def are_similar_numbers(one: str, two: str) -> bool:
    """Whether they are a digit apart: another one, one too many, or two that changed places."""
    return _digits_apart(one[1:], two[1:]) <= 1


def _digits_apart(one: str, two: str) -> int:
    apart: int = _library().distance.OSA.distance(one, two, score_cutoff=1)
    return apart


def _near_pairs(
    keyed: Sequence[tuple[Hashable, _Looks]],
    watched: Callable[[Iterable[tuple[Hashable, _Looks]]], Iterable[tuple[Hashable, _Looks]]],
) -> Iterable[tuple[_Looks, _Looks]]:
    """The pairs of the same key with similar, different numbers; some of them repeatedly.

    Numbers that are a digit apart are the same at the beginning, at the end or around the middle.
    One after the other, because the room for all of them at once is made while all threads wait.
    """
    for part in (_beginning, _end, _around_the_middle):
        first: dict[int, _Looks] = {}
        found: dict[int, list[_Looks]] = {}
        for key, one in watched(keyed):
            mark = hash((key, part(one.digits)))  # takes little room; all pairs are looked at
            met = first.setdefault(mark, one)
            if met is not one:
                found.setdefault(mark, [met]).append(one)
        first.clear()
        for block_of_some in found.values():
            small = len(block_of_some) <= _PAIRWISE
            for block in [block_of_some] if small else _without_a_digit(block_of_some):
                for one, two in combinations(block, 2):
                    if one.number != two.number and _digits_apart(one.digits, two.digits) <= 1:
                        yield one, two


def _beginning(digits: str) -> str:
    return digits[:8]


def _end(digits: str) -> str:
    return digits[-4:]


def _around_the_middle(digits: str) -> str:
    return digits[:5] + digits[9:]


def _without_a_digit(group: Sequence[_Looks]) -> Iterable[Sequence[_Looks]]:
    """Numbers that are a digit apart become equal where a digit of each is left out."""
    blocks: dict[str, list[_Looks]] = defaultdict(list)
    for one in group:
        digits = one.digits
        for text in {digits, *[digits[:at] + digits[at + 1 :] for at in range(len(digits))]}:
            blocks[text].append(one)
    return blocks.values()


# --- searching -----------------------------------------------------------------------------------


@dataclass(slots=True)
class _Search:
    """One search. Its steps go from the surest reason to the faintest; a contact that has found
    its group takes part in no later one."""

    candidates: Sequence[Comparable]
    pairs_apart: Collection[tuple[int, int]]
    tell: Tell
    groups: list[DuplicateGroup] = field(default_factory=list)
    placed: set[int] = field(default_factory=set)
    apart: dict[int, set[int]] = field(default_factory=lambda: defaultdict(set))
    busy_numbers: set[str] = field(default_factory=set)
    crowded: int = 0
    done: int = 0
    total: int = 0

    def run(self) -> Duplicates:
        for one, two in self.pairs_apart:
            self.apart[one].add(two)
            self.apart[two].add(one)
        self.total = 4 * len(self.candidates)
        all_looks = []
        for candidate in self.candidates:
            all_looks.append(_Looks(candidate))
            self._step()
        self._same(all_looks)
        self._same_number(self._left(all_looks))
        self._same_name(self._left(all_looks))
        self._families(self._left(all_looks))
        self._namesakes(self._left(all_looks))
        self._by_both(self._left(all_looks))
        self.tell(self.total, self.total)
        self.groups.sort(key=lambda group: (group.reason.rank, group.ids))
        let_go(all_looks)
        return Duplicates(tuple(self.groups), self.crowded)

    # ---- the steps -------------------------------------------------------------------------

    def _same(self, all_looks: Sequence[_Looks]) -> None:
        """Same number and name: within one address book first."""
        named = [one for one in all_looks if one.number and one.name is not None]
        for group in _blocks(named, lambda one: (one.number, one.name, one.candidate.book_id)):
            for part in self._not_apart(group):
                self._place(part, self._how_same(part))
        for group in _blocks(self._left(named), lambda one: (one.number, one.name)):
            for part in self._not_apart(group):
                self._place(part, DuplicateReason.OTHER_BOOKS)
        self._step(len(all_looks))

    def _how_same(self, group: Sequence[_Looks]) -> DuplicateReason:
        if not group[0].number.startswith("+") or not all(map(_is_whole_name, group)):
            return DuplicateReason.INCOMPLETE
        if _contradict(group) or self._some_apart(group):
            return DuplicateReason.OTHER_DETAILS
        return DuplicateReason.SAME if all(map(_is_read, group)) else DuplicateReason.UNREAD

    def _same_number(self, all_looks: Sequence[_Looks]) -> None:
        """Same number, and names that do not speak against it."""
        for block in _blocks(all_looks, lambda one: one.number or None):
            if len(block) > MOST_SHARING:
                self.crowded += 1
                self.busy_numbers.add(block[0].number)
                continue
            alike = (
                (one, two)
                for one, two in combinations([each for each in block if each.name is not None], 2)
                if bool(one.words) == bool(two.words) and are_similar_names(one.said, two.said)
            )
            for group in self._linked(alike):
                self._place(group, DuplicateReason.SIMILAR_NAME)
            rest = self._left(block)
            # Somebody without a name is whoever has that number, where that is one.
            if sum(one.name is not None for one in rest) <= 1:
                for group in self._not_apart(rest):
                    self._place(group, DuplicateReason.NAMELESS)
        self._step(len(all_looks))

    def _same_name(self, all_looks: Sequence[_Looks]) -> None:
        """Same name of two words at least, and numbers that do not speak against it."""
        named = [one for one in all_looks if len(one.words) > 1]
        keyed = [(one.name, one) for one in self._with_own_number(named)]
        near = _near_pairs(keyed, self._watched)
        pairs = (pair for pair in near if pair[0].name == pair[1].name)
        for group in self._linked(pairs):
            self._place(group, DuplicateReason.SIMILAR_NUMBER)
        for block in _blocks(self._left(named), lambda one: one.name):
            if sum(bool(one.number) for one in block) <= 1 and len(block) <= MOST_NAMESAKES:
                for group in self._not_apart(block):
                    self._place(group, DuplicateReason.NO_NUMBER)
        self._step(len(all_looks))

    def _families(self, all_looks: Sequence[_Looks]) -> None:
        """Same number."""
        for block in _blocks(self._with_own_number(all_looks), lambda one: one.number):
            for group in self._not_apart(block):
                self._place(group, DuplicateReason.OTHER_NAMES)

    def _namesakes(self, all_looks: Sequence[_Looks]) -> None:
        """Same name of two words at least."""
        named = [one for one in all_looks if len(one.words) > 1]
        for block in _blocks(named, lambda one: one.name):
            if len(block) > MOST_NAMESAKES:
                self.crowded += 1
                continue
            for group in self._not_apart(block):
                self._place(group, DuplicateReason.OTHER_NUMBERS)

    def _by_both(self, all_looks: Sequence[_Looks]) -> None:
        """Names that share a word and the first letter of another, with similar numbers."""
        keyed = [
            ((word, letter), one)
            for one in self._with_own_number(all_looks)
            for word in set(one.words)
            for letter in {other[0] for other in one.words if other != word}
        ]
        near = _near_pairs(keyed, self._watched)
        pairs = (pair for pair in near if are_similar_names(pair[0].words, pair[1].words))
        for group in self._linked(pairs):
            if len(group) > MOST_NAMESAKES:
                self.crowded += 1
            else:
                self._place(group, DuplicateReason.BOTH_SIMILAR)
        let_go(keyed)

    # ---- inside ----------------------------------------------------------------------------

    def _left(self, looks: Iterable[_Looks]) -> list[_Looks]:
        return [one for one in looks if one.id not in self.placed]

    def _with_own_number(self, looks: Iterable[_Looks]) -> list[_Looks]:
        return [one for one in looks if one.number and one.number not in self.busy_numbers]

    def _place(self, group: Sequence[_Looks], reason: DuplicateReason) -> None:
        ids = tuple(sorted(one.id for one in group))
        self.groups.append(DuplicateGroup(ids, reason))
        self.placed.update(ids)

    def _some_apart(self, group: Sequence[_Looks]) -> bool:
        ids = {one.id for one in group}
        return any(self.apart[one] & ids for one in ids if one in self.apart)

    def _not_apart(self, group: Sequence[_Looks]) -> list[list[_Looks]]:
        """Those of whom a person has not said that they are different ones, where all are alike."""
        left = {one.id: one for one in group}
        parts = []
        while left:
            part = [left.pop(next(iter(left)))]
            for one in part:  # grows meanwhile
                others = self.apart.get(one.id, ())
                part += [left.pop(near) for near in [each for each in left if each not in others]]
            if len(part) > 1:
                parts.append(part)
        return parts

    def _linked(self, pairs: Iterable[tuple[_Looks, _Looks]]) -> list[list[_Looks]]:
        """Who hangs together by these pairs."""
        near: dict[int, dict[int, _Looks]] = defaultdict(dict)
        members: dict[int, _Looks] = {}
        for one, two in pairs:
            if two.id not in self.apart.get(one.id, ()):
                near[one.id][two.id] = two
                near[two.id][one.id] = one
                members[one.id], members[two.id] = one, two
        parts = []
        while members:
            part = [members.pop(next(iter(members)))]
            for one in part:  # grows meanwhile
                part += [members.pop(each) for each in near[one.id] if each in members]
            parts.append(part)
        return parts

    def _watched(self, keyed: Iterable[T]) -> Iterable[T]:
        """The same, which may be stopped in between."""
        for count, one in enumerate(keyed):
            if count % _TELL_EVERY == 0:
                self.tell(min(self.done, self.total), self.total)
            yield one

    def _step(self, done: int = 1) -> None:
        before, self.done = self.done, self.done + done
        if before // _TELL_EVERY != self.done // _TELL_EVERY:
            self.tell(min(self.done, self.total), self.total)


def _blocks(
    looks: Iterable[_Looks], key: Callable[[_Looks], Hashable]
) -> Iterable[Sequence[_Looks]]:
    """Those with the same key, where they are several; None is no key."""
    first: dict[Hashable, _Looks] = {}
    found: dict[Hashable, list[_Looks]] = {}
    for one in looks:
        name = key(one)
        if name is None:
            continue
        met = first.setdefault(name, one)
        if met is not one:  # most are alone: a list for each would be most of the time
            found.setdefault(name, [met]).append(one)
    return list(found.values())
