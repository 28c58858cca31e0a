"""Every error a person can meet says what happened, what it means and what to do."""

from collections.abc import Iterator

import pytest

from smsbook_gui.domain import errors
from smsbook_gui.viewmodels.common.text import error_text

# Nothing is at stake or nothing is to be done there; the message says it all.
_WITHOUT_EFFECT = {errors.BadApiUrl, errors.NothingToUndo}
_WITHOUT_REMEDY = {errors.NothingToUndo, errors.InvalidInput}
# Families whose members, or whose raisers, say what happened.
_WITHOUT_OWN_MESSAGE = {
    errors.ServiceError,
    errors.KeyringProblem,
    errors.StoreProblem,
    errors.InvalidInput,
}


def _family(root: type[errors.SmsBookError]) -> Iterator[type[errors.SmsBookError]]:
    yield root
    for child in root.__subclasses__():
        if child.__module__ == errors.__name__:
            yield from _family(child)


ALL = sorted(set(_family(errors.SmsBookError)), key=lambda kind: kind.__name__)


def test_every_class_of_the_module_is_of_the_family() -> None:
    classes = {
        value
        for value in vars(errors).values()
        if isinstance(value, type) and value.__module__ == errors.__name__
    }
    assert classes == set(ALL)


@pytest.mark.parametrize("kind", ALL)
def test_prose(kind: type[errors.SmsBookError]) -> None:
    error = kind()
    assert _is_prose(error.message)
    assert _is_prose(error.effect) or kind in _WITHOUT_EFFECT
    assert _is_prose(error.remedy) or kind in _WITHOUT_REMEDY
    assert str(error) == error.message
    assert error_text(error).startswith(error.message)
    assert error.effect in error_text(error)
    assert error.remedy in error_text(error)
    assert error.details == ""
    assert kind.__doc__


@pytest.mark.parametrize("kind", ALL)
def test_a_message_of_its_own(kind: type[errors.SmsBookError]) -> None:
    shared = kind.message == errors.SmsBookError.message and kind is not errors.SmsBookError
    assert shared is (kind in _WITHOUT_OWN_MESSAGE)


def _is_prose(text: str) -> bool:
    return (
        len(text) >= 10
        and text[0].isupper()
        and text[-1] in ".!?…"
        and text == " ".join(text.split())
        and not any(word in text for word in ("None", "{", "Error", "Exception", "HTTP"))
    )


def test_what_the_raiser_says_wins_and_blank_is_possible() -> None:
    error = errors.SmsBookError("A.", effect="", remedy="B.", details="C")
    assert (error.message, error.effect, error.remedy, error.details) == ("A.", "", "B.", "C")
    assert error_text(error) == "A. B."


def test_refused_holds_the_service_s_words() -> None:
    error = errors.Refused("number in use", status=422, not_found=True, details="body")
    assert "number in use" in error.message
    assert (error.words, error.status, error.not_found) == ("number in use", 422, True)
    assert errors.Refused().message == errors.Refused.message


@pytest.mark.parametrize(("asked", "kept"), [(-1, 1), (0, 1), (5, 5), (599, 599), (86_400, 600)])
def test_a_pause_is_between_a_second_and_ten_minutes(asked: float, kept: float) -> None:
    assert errors.RateLimited(asked).retry_after == kept
