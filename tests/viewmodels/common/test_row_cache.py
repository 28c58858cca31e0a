"""What a table has read: which rows are asked for, when, and which answers count."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QCoreApplication, QObject
from PySide6.QtTest import QSignalSpy

from smsbook_gui.viewmodels.common.row_cache import RowCache
from tests.support.patience import PATIENCE


@pytest.fixture
def cache(qapp: object) -> Iterator[RowCache[str]]:
    owner = QObject()
    yield RowCache(kept=3, at_once=2, parent=owner)
    owner.deleteLater()


def read(cache: RowCache[str], *keys: int) -> None:
    """These are looked up, and read."""
    for key in keys:
        cache.look_up(key)
        cache.put({one: f"row {one}" for one in cache.take_wanted()})


def test_what_is_not_here_is_asked_for_once(cache: RowCache[str]) -> None:
    wanted = QSignalSpy(cache.wanted)
    for key in (7, 8, 7):
        assert cache.look_up(key) is None
    assert wanted.wait(int(PATIENCE * 1000))
    QCoreApplication.processEvents()
    assert wanted.count() == 1, "one reading for all of one painting"
    assert cache.take_wanted() == [8, 7]
    cache.look_up(7)
    assert cache.take_wanted() == [], "it is being read already"


def test_what_was_read_is_here_and_not_asked_for(cache: RowCache[str]) -> None:
    read(cache, 7)
    assert cache.look_up(7) == "row 7"
    assert cache.take_wanted() == []


def test_what_was_scrolled_past_is_not_read(cache: RowCache[str]) -> None:
    for key in (1, 2, 3, 4):
        cache.look_up(key)
    assert cache.take_wanted() == [3, 4]


def test_what_was_looked_up_last_is_kept(cache: RowCache[str]) -> None:
    read(cache, 1, 2, 3)
    cache.look_up(1)
    read(cache, 4)
    assert [cache.look_up(key) for key in (1, 2, 3, 4)] == ["row 1", None, "row 3", "row 4"]


@pytest.mark.parametrize("named", [{2}, None])
def test_the_old_stays_until_the_new_is_read(cache: RowCache[str], named: set[int] | None) -> None:
    read(cache, 1, 2)
    cache.mark_stale(named)
    assert cache.look_up(2) == "row 2"
    assert cache.take_wanted() == [2]
    cache.put({2: "new"})
    assert cache.look_up(2) == "new"
    assert cache.take_wanted() == []


@pytest.mark.parametrize("named", [{1}, None])
def test_what_changed_while_it_was_read_is_read_again(
    cache: RowCache[str], named: set[int] | None
) -> None:
    cache.look_up(1)
    assert cache.take_wanted() == [1]
    cache.mark_stale(named)
    cache.put({1: "old"})
    assert cache.look_up(1) == "old"
    assert cache.take_wanted() == [1]
    cache.put({1: "new"})
    cache.look_up(1)
    assert cache.take_wanted() == []


def test_what_did_not_come_is_asked_for_again(cache: RowCache[str]) -> None:
    cache.look_up(1)
    cache.take_wanted()
    cache.put({})
    assert cache.look_up(1) is None
    assert cache.take_wanted() == [1]


def test_a_reading_that_failed_does_not_stand_in_the_way_of_the_next(cache: RowCache[str]) -> None:
    read(cache, 1)
    cache.mark_stale()
    cache.look_up(1)
    cache.take_wanted()
    read(cache, 2)
    assert cache.look_up(1) == "row 1"
    assert cache.take_wanted() == [1]


def test_answers_for_other_rows_are_not_taken(cache: RowCache[str]) -> None:
    read(cache, 1)
    cache.look_up(2)
    cache.take_wanted()
    cache.clear()
    cache.put({2: "of the old rows"})
    assert [cache.look_up(key) for key in (1, 2)] == [None, None]
    assert cache.take_wanted() == [1, 2]
