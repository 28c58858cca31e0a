"""The program is killed while it imports; the service ends with exactly the rows of the file.

Chains of lives on one file and one service: each ends by a kill -9 when it comes to some point of
reading, committing or sending. The last one runs to its end.
"""

import csv
import json
import os
import random
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path

import pytest

from smsbook_gui.store.recovery import integrity
from tests.kills import facts
from tests.kills.import_child import BOOK, ImportTask
from tests.support.faults import FaultyService, Mix

pytestmark = pytest.mark.long

ROWS = 400
"""Rows that go in; others of the file are bad or stand there twice."""
SENT = 60
"""The same where the service's answers are lost at random, which takes time to settle."""
CHAINS = 2
KILLS = 4


def _number(place: int) -> str:
    return f"0491{place:06}"


def _write(path: Path, good: int) -> None:
    """A file in which every fifth row wants a repair, is bad, or stands there twice.

    Some rows hold two numbers, each of which becomes a contact.
    """
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(["First name", "Last name", "Mobile", "Mobile 2"])
        places = iter(range(good))
        for place in places:
            number = _number(place)
            row = [f"Ann{place}", "Berg", number[1:] if place % 5 == 0 else number]
            if place % 3 == 0 and (second := next(places, None)) is not None:
                row.append(_number(second))
            writer.writerow(row)
            if place % 5 == 1:
                writer.writerow([f"Ann{place}", "Berg", number])
            if place % 5 == 2:
                writer.writerow([f"Bad{place}", "Berg", "4.0E+08"])


class World:
    """A file, a service, and the lives that bring the one into the other."""

    def __init__(self, folder: Path, rows: int, seed: int) -> None:
        folder.mkdir()
        (folder / "service").mkdir()
        self.service = FaultyService(folder / "service")
        self.random = random.Random(seed)
        self.rows = rows
        self._seed = seed
        self._data = folder / "data"
        self._file = folder / "members.csv"
        _write(self._file, rows)
        self._began = time.time()

    def live(self, until: tuple[str, int] | None) -> str:
        """A life until it says that it is so far, or to its end; what it said last."""
        task = ImportTask(
            str(self._data), str(self._file), self.service.url, self.service.token, self._began
        )
        process = subprocess.Popen(
            [sys.executable, "-m", "tests.kills.import_child", json.dumps(asdict(task))],
            stdout=subprocess.PIPE,
            text=True,
        )
        assert process.stdout is not None
        last = ""
        with process.stdout as lines:
            for line in lines:
                last, _, number = line.strip().partition(" ")
                if until is not None and (last == until[0] and int(number) >= until[1]):
                    os.kill(process.pid, getattr(signal, "SIGKILL", signal.SIGTERM))
                    break
        process.wait()
        return last

    def look(self) -> None:
        """What must be true of the contacts at any moment."""
        self.service.wait_idle()
        if (self._data / "contacts.db").exists():
            with facts.opened(self._data / "contacts.db", writable=True) as db:
                assert integrity.check(db) == []

    def end(self) -> None:
        self.service.faults.clear()
        assert self.live(None) == "done"
        self.look()
        there = Counter(each["phone_number"] for each in self.service.contacts())
        assert there == Counter(_number(place) for place in range(self.rows))
        assert [book["name"] for book in self.service.books()] == [BOOK]


@pytest.fixture
def new_world(tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[World]:
    rows, seed = request.param
    world = World(tmp_path / "world", rows, seed)
    with world.service:
        yield world


@pytest.mark.parametrize("new_world", [(SENT, seed) for seed in range(CHAINS)], indirect=True)
def test_killed_while_sending(new_world: World) -> None:
    world, sent = new_world, 0
    for _ in range(KILLS):
        world.service.faults.mix = Mix(world.random.randrange(1000), 0.1)
        sent = world.random.randint(sent, SENT - 5)
        if world.live(("sending", sent)) == "done":
            break
        world.look()
    world.end()


@pytest.mark.parametrize("new_world", [(ROWS, 7)], indirect=True)
def test_killed_while_reading_and_committing(new_world: World) -> None:
    world = new_world
    points = [("reading", 50), ("reading", 250), ("reading", 500), ("repaired", 1)]
    points += [("committing", 50), ("committing", 300), ("committing", 400), ("committed", 1)]
    for point in points:
        assert world.live(point) == point[0]
        world.look()
    world.end()
