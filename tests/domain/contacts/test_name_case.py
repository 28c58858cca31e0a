"""Names are written as names are, and who wrote them with care is left alone."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from smsbook_gui.domain.contacts.name_case import lower_case, name_case

NAMES = [
    ("MCDONALD", "McDonald"),
    ("mckay", "McKay"),
    ("Mc", "Mc"),
    ("MACKENZIE", "Mackenzie"),
    ("MacDonald", "MacDonald"),
    ("DeShawn", "DeShawn"),
    ("O'BRIEN", "O'Brien"),
    ("o’neill", "O’Neill"),
    ("DELL'ACQUA", "Dell'Acqua"),
    ("ta'ala", "Ta'ala"),
    ("ANNA'S", "Anna's"),
    ("VAN DER BERG", "van der Berg"),
    ("van der berg", "van der Berg"),
    ("Van Morrison", "Van Morrison"),
    ("VAN", "Van"),
    ("VAN 'T HOFF", "van 't Hoff"),
    ("JEAN-LUC", "Jean-Luc"),
    ("DE LA CRUZ", "de la Cruz"),
    ("MARIA DE LA CRUZ", "Maria de la Cruz"),
    ("De La Cruz", "De La Cruz"),
    ("JOHN E SMITH", "John E Smith"),
    ("ortega y gasset", "Ortega y Gasset"),
    ("LA ROSA", "La Rosa"),
    ("JOHN SMITH III", "John Smith III"),
    ("smith, john phd", "Smith, John PhD"),
    ("j.r. tolkien", "J.R. Tolkien"),
    ("dr. ANNA  müller", "Dr. Anna  Müller"),
    ("jOHN", "John"),
    ("3RD", "3rd"),
    ("ΓΙΩΡΓΟΣ", "Γιωργος"),
    ("İBRAHİM", "İbrahim"),
    ("Northern TAFE", "Northern TAFE"),
    ("Dubbo RSL Club", "Dubbo RSL Club"),
    ("O'Brien NSW", "O'Brien NSW"),
    ("Anna berg", "Anna Berg"),
    ("John Smith II", "John Smith II"),
    ("Anna Berg PHD", "Anna Berg PhD"),
    ("ANNA berg", "Anna Berg"),
    ("jOHN SMITH", "John Smith"),
    ("J. SMITH", "J. Smith"),
    ("李明", "李明"),
    (" ", " "),
    ("", ""),
]


@pytest.mark.parametrize(("text", "name"), NAMES)
def test_names(text: str, name: str) -> None:
    assert name_case(text) == name


@given(st.text())
def test_it_is_done_once(text: str) -> None:
    assert name_case(name_case(text)) == name_case(text)


@given(st.text(alphabet=st.characters(min_codepoint=32, max_codepoint=0x24F)))
def test_only_the_case_changes(text: str) -> None:
    assert _without_case(name_case(text)) == _without_case(text)


def _without_case(text: str) -> str:
    return lower_case(text).casefold().replace("ı", "i")  # its capital is that of i


@pytest.mark.parametrize(("text", "name"), [("ışık", "Işık"), ("ı", "I"), ("İPEK", "İpek")])
def test_turkish_letters(text: str, name: str) -> None:
    assert name_case(text) == name


@given(st.text())
def test_small_letters_are_small(text: str) -> None:
    assert lower_case(lower_case(text)) == lower_case(text)
