"""Banners and their time."""

from collections.abc import Iterator

import pytest

from smsbook_gui.domain.errors import NotSent
from smsbook_gui.viewmodels.common.banner import (
    SHOWN_AT_ONCE,
    Banner,
    BannerAction,
    BannerKind,
    BannerViewModel,
    left_alone_text,
)
from smsbook_gui.viewmodels.common.text import error_text
from tests.support.qt import until


@pytest.fixture
def banner(qapp: object) -> Iterator[BannerViewModel]:
    made = BannerViewModel()
    yield made
    made.close_all()
    made.deleteLater()


class Ears:
    """Notes what banners call."""

    def __init__(self) -> None:
        self.heard: list[str] = []

    def deleted(self, seconds: float | None = 60.0) -> Banner:
        undo = BannerAction("Undo", lambda: self.heard.append("undo"))
        return Banner(
            "3 contacts deleted",
            BannerKind.DONE,
            (undo,),
            seconds=seconds,
            gone=lambda: self.heard.append("gone"),
        )


def texts(banner: BannerViewModel) -> list[str]:
    return [each.text for each in banner.state.banners]


@pytest.mark.anyio
async def test_a_banner_goes_by_itself_and_says_so(banner: BannerViewModel) -> None:
    ears = Ears()
    banner.show(ears.deleted(0.02))
    assert texts(banner) == ["3 contacts deleted"]
    await until(lambda: ears.heard == ["gone"])
    assert texts(banner) == []


@pytest.mark.anyio
async def test_its_time_stands_still_while_it_is_looked_at(banner: BannerViewModel) -> None:
    held, free = Ears(), Ears()
    banner.hold(True)
    banner.show(held.deleted(0.001))
    other = BannerViewModel()
    other.show(free.deleted(0.02))
    await until(lambda: free.heard == ["gone"])
    other.deleteLater()
    assert held.heard == [], "a later one has gone meanwhile"
    banner.hold(False)
    await until(lambda: held.heard == ["gone"])


@pytest.mark.anyio
async def test_a_moment_of_attention_does_not_end_it(banner: BannerViewModel) -> None:
    ears = Ears()
    banner.show(ears.deleted(60.0))
    banner.hold(True)
    banner.hold(False)
    assert ears.heard == []
    assert [timer.isActive() for timer in banner._timers.values()] == [True]
    assert all(timer.remainingTime() > 50_000 for timer in banner._timers.values())


def test_choosing_is_not_going(banner: BannerViewModel) -> None:
    ears = Ears()
    number = banner.show(ears.deleted())
    banner.choose(number, 0)
    assert ears.heard == ["undo"]
    banner.close(number)
    banner.choose(number, 0)
    assert ears.heard == ["undo"], "it is not there any more"


def test_closing_by_hand_is_going(banner: BannerViewModel) -> None:
    ears = Ears()
    banner.close(banner.show(ears.deleted()))
    assert ears.heard == ["gone"]


def test_a_problem_stands_until_it_is_closed_and_is_not_said_twice(
    banner: BannerViewModel,
) -> None:
    banner.problem(NotSent(details="ConnectError"))
    banner.problem(NotSent(details="ConnectTimeout"))
    (only,) = banner.state.banners
    assert only.seconds is None
    assert only.text == error_text(NotSent())
    assert only.details == "ConnectTimeout"


def test_the_oldest_makes_room(banner: BannerViewModel) -> None:
    ears = Ears()
    banner.show(ears.deleted())
    for number in range(SHOWN_AT_ONCE):
        banner.done(f"Done {number}")
    assert texts(banner) == ["Done 0", "Done 1", "Done 2"]
    assert ears.heard == ["gone"]


@pytest.mark.parametrize(
    ("count", "text"),
    [
        (1, "1 contact was changed since and stays as it is."),
        (2, "2 contacts were changed since and stay as they are."),
    ],
)
def test_what_undo_left_alone(count: int, text: str) -> None:
    assert left_alone_text(count) == text
