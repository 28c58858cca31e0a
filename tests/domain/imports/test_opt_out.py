"""Who wants no messages is read where it is clear, and asked about where it is not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from smsbook_gui.domain.imports.opt_out import (
    Consent,
    consent_of,
    opt_out_of,
    rows_that_may_warn,
    warns,
)

OUT, IN, UNCLEAR = Consent.OPTED_OUT, Consent.NOTHING, Consent.UNCLEAR


@pytest.mark.parametrize(
    "text", ["Yes", "TRUE", "1", "1.0", "x", "X ", "Y", "✓", "Ja", "Oui", "Sí"]
)
def test_yes_means_what_the_column_says(text: str) -> None:
    assert (opt_out_of([text]), consent_of([text])) == (OUT, IN)


@pytest.mark.parametrize("text", ["No", "FALSE", "0", "0.0", "n", "-", "Nein", "Não", "nie", "☐"])
def test_no_means_the_opposite(text: str) -> None:
    assert (opt_out_of([text]), consent_of([text])) == (IN, OUT)


@pytest.mark.parametrize(
    "text",
    ["opted out", "Opt-out", "STOP", "Unsubscribed", "Do not contact", "(stop)", "verstorben"],
)
def test_plain_words_mean_the_same_in_both(text: str) -> None:
    assert (opt_out_of([text]), consent_of([text])) == (OUT, OUT)


@pytest.mark.parametrize("text", ["Subscribed", "opted in", "OK", "granted", "Erteilt"])
def test_words_of_agreement_do_too(text: str) -> None:
    assert (opt_out_of([text]), consent_of([text])) == (IN, IN)


@pytest.mark.parametrize("text", ["2024-03-12", "12/03/2024", "12.3.24 10:15", "2024-03-12T10:15Z"])
def test_a_date_is_when_it_was_said(text: str) -> None:
    assert (opt_out_of([text]), consent_of([text])) == (OUT, IN)


@pytest.mark.parametrize("text", ["maybe", "ask first", "2", "?", "by email only", "0491 570 006"])
def test_anything_else_is_asked_about(text: str) -> None:
    assert (opt_out_of([text]), consent_of([text])) == (UNCLEAR, UNCLEAR)


def test_more_words_after_the_answer_change_nothing() -> None:
    for text in ("Yes, I agree", "yes please", "Ja, gerne", "opted_in"):
        assert consent_of([text]) is Consent.NOTHING
    for text in ("No thanks", "NO - asked 3/4", "Nein danke", "opted_out"):
        assert consent_of([text]) is Consent.OPTED_OUT
    for text in ("no idea", "yesterday", "yes or no"):
        assert consent_of([text]) is Consent.UNCLEAR


def test_blank_is_no_opt_out_and_no_consent() -> None:
    assert (opt_out_of(["", "  "]), consent_of([""])) == (IN, UNCLEAR)


def test_of_several_columns_the_gravest_counts() -> None:
    assert opt_out_of(["No", "Yes", "?"]) is OUT
    assert opt_out_of(["No", "?"]) is UNCLEAR
    assert consent_of(["Yes", "No"]) is OUT


@given(st.text(max_size=20))
def test_any_text_is_read(text: str) -> None:
    assert opt_out_of([text]) in Consent
    assert consent_of([text]) in Consent
    assert warns(text) in {True, False}


@pytest.mark.parametrize(
    "text",
    [
        *("DECEASED John", "Smith (deceased)", "Do not text", "please don't SMS", "Dont contact!"),
        *("has opted out", "Verstorben 2020", "† décédée", "NO SMS", "fallecido", "overleden"),
        *("do not contact", "never message", "no texts", "Decede", "décedé", "decédé", "deceduta"),
        *("Ann (dec'd)", "ZZZ DO NOT USE", "wrong number", "STOP", "A\nOpt-out\nB", "DNC"),
        *("asked us to stop texting him", "stop sending"),
        *("Unsubscribed!", "FALLECIDA", "falecido", "zmarła", "Avliden", "afdød", "avdød 2019"),
    ],
)
def test_a_plain_warning_is_seen_wherever_it_stands(text: str) -> None:
    assert warns(text)


@pytest.mark.parametrize(
    "text",
    [
        *("Anna Stop", "Left Bank Café", "Mort Dean", "Art Deco", "ring after 5", "nonsense"),
        *("Contact: Al", "do not ring before 9", "Predeceased Estates", "Faux", "Stop & Shop"),
    ],
)
def test_names_and_notes_of_other_kinds_are_none(text: str) -> None:
    assert not warns(text)


@pytest.mark.parametrize(
    "text",
    ["Stone (left)", "LEFT THE COMPANY", "has left", "No longer with us", "Passed away 2023"],
)
def test_who_is_no_longer_there_is_told_of(text: str) -> None:
    row = ("Eve", text, "0491 570 006")
    assert warns("\n".join(row))
    assert rows_that_may_warn([("Ann", "Berg"), row]) == [1]


@pytest.mark.parametrize("text", ["Leftwich", "left hand", "Is no longer single", "Moved"])
def test_other_words_say_nothing_of_that(text: str) -> None:
    assert not warns(text)
