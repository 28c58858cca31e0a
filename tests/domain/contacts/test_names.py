"""Full names are split where people would split them, and no word is ever lost."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from smsbook_gui.domain.contacts.contact import ContactField
from smsbook_gui.domain.contacts.names import Person, person, split_last_name_first, split_name

NAMES = [
    ("John Smith", "John", "Smith"),
    ("Smith, John", "John", "Smith"),
    ("  Smith ,  John  Paul ", "John Paul", "Smith"),
    ("O'Brien, Mary-Jane Ann", "Mary-Jane Ann", "O'Brien"),
    ("van der Berg, Anna", "Anna", "van der Berg"),
    ("Anna Maria Berg", "Anna Maria", "Berg"),
    ("Vincent van Gogh", "Vincent", "van Gogh"),
    ("Vincent Van Gogh", "Vincent", "Van Gogh"),
    ("Maria de la Cruz", "Maria", "de la Cruz"),
    ("Ludwig von und zu Hohenstein", "Ludwig", "von und zu Hohenstein"),
    ("Ann & Bob Berg", "Ann & Bob", "Berg"),
    ("Ann and Bob van der Berg", "Ann and Bob", "van der Berg"),
    ("Ann & Bob", "Ann &", "Bob"),
    ("Van Morrison", "Van", "Morrison"),
    ("van der Berg", "", "van der Berg"),
    ("Linh Le Nguyen", "Linh Le", "Nguyen"),
    ("Dr Anna Müller", "Dr Anna", "Müller"),
    ("Frau Dr. Eva von der Leyen", "Frau Dr. Eva", "von der Leyen"),
    ("Mr Smith", "Mr", "Smith"),
    ("Smith, Dr John", "Dr John", "Smith"),
    ("John Smith Jr", "John", "Smith Jr"),
    ("John Smith, Jr.", "John", "Smith, Jr."),
    ("John Smith III", "John", "Smith III"),
    ("Cher", "Cher", ""),
    ("李明", "李明", ""),
    ("Smith,", "", "Smith"),
    (", John", "John", ""),
    ("Dr", "Dr", ""),
    (",", "", ""),
    ("", "", ""),
]


@pytest.mark.parametrize(("text", "first", "last"), NAMES)
def test_a_name_is_split_where_people_would(text: str, first: str, last: str) -> None:
    assert split_name(text) == (first, last)


_WORDS = st.sampled_from(
    ["Anna", "van", "Van", "der", "de", "la", "Le", "Dr", "Mr.", "Jr", "III", "O'Brien", "李", ","]
)


@given(st.lists(_WORDS | st.text(max_size=5), max_size=7).map(" ".join))
def test_no_word_is_lost_or_made_up(text: str) -> None:
    first, last = split_name(text)
    assert sorted(f"{first} {last}".replace(",", " ").split()) == sorted(
        text.replace(",", " ").split()
    )


def _who(first: str = "", last: str = "", company: str = "") -> Person:
    values = (first, last, company)
    fields = (ContactField.FIRST_NAME, ContactField.LAST_NAME, ContactField.COMPANY)
    return person(dict(zip(fields, values, strict=True)))


@pytest.mark.parametrize(
    ("one", "other", "is_other"),
    [
        (("John", "Smith"), ("JOHN", "smith"), False),
        (("John", "Smith"), ("Smith", "John"), False),
        (("Smith, John",), ("John", "Smith"), False),
        (("Zoë", "Müller"), ("Zoe", "Muller"), False),
        (("Liam", "O’Connor"), ("Liam", "O Connor"), False),
        (("Mei-Ling", "Chen"), ("Mei Ling", "Chen"), False),
        (("王小明",), ("小明", "王"), True),
        (("王", "小明"), ("王小明",), False),
        (("Dr John", "Smith"), ("John", "Smith"), False),
        (("John Robert", "Smith"), ("John", "Smith"), False),
        (("John",), ("John", "Smith"), False),
        (("", ""), ("John", "Smith"), False),
        (("", "", "Fern & Co"), ("John", "Smith", "Moss"), False),
        (("", "", "Fern & Co"), ("", "", "FERN CO"), False),
        (("", "", "Fern & Co"), ("", "", "Moss"), True),
        (("Johnny", "Smith"), ("John", "Smith"), True),
        (("J", "Smith"), ("John", "Smith"), True),
        (("Jane", "Smith"), ("John", "Smith"), True),
        (("John", "Smith"), ("John", "Smyth"), True),
    ],
)
def test_whether_two_names_are_of_two_people(
    one: tuple[str, ...], other: tuple[str, ...], *, is_other: bool
) -> None:
    assert _who(*one).is_other_than(_who(*other)) is is_other
    assert _who(*other).is_other_than(_who(*one)) is is_other


@given(st.text(max_size=12), st.text(max_size=12), st.text(max_size=12))
def test_nobody_is_somebody_else(first: str, last: str, company: str) -> None:
    assert not _who(first, last, company).is_other_than(_who(last, first, company))


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("Berg Ann", "Ann", "Berg"),
        ("Berg Ann Marie", "Ann Marie", "Berg"),
        ("Berg, Ann", "Ann", "Berg"),
        ("BERG Ann", "Ann", "BERG"),
        ("DE LA COLE Jean-Luc", "Jean-Luc", "DE LA COLE"),
        ("van der Berg Ann", "Ann", "van der Berg"),
        ("de la Cole Ann", "Ann", "de la Cole"),
        ("Dr Berg Ann", "Dr Ann", "Berg"),
        ("Кузнецов Иван Петрович", "Иван Петрович", "Кузнецов"),
        ("BERG ANN", "ANN", "BERG"),
        ("Ann", "Ann", ""),
        ("王小明", "王小明", ""),
        ("", "", ""),
    ],
)
def test_a_name_that_begins_with_the_last_one(text: str, first: str, last: str) -> None:
    assert split_last_name_first(text) == (first, last)
