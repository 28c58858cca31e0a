"""The program is killed while it deletes an address book with what is in it: all of it or nothing.

The next life goes on by itself. No contact is lost or there twice, and the address book goes only
when everybody has left it.
"""

import json
import signal
import subprocess
import sys
import time
from dataclasses import asdict, replace
from pathlib import Path

import pytest

from smsbook_gui.store.recovery import integrity
from tests.kills import facts
from tests.kills.book_child import BookTask
from tests.support.faults import FaultyService

pytestmark = pytest.mark.long

PEOPLE = 6
POINTS = [
    "commit.before:1",
    "commit.after:3",
    "commit.before:6",
    "send.after:3",
    f"send.after:{PEOPLE + 1}",
]
"""The last one is the address book's own delete."""


def live(task: BookTask) -> int:
    """A life to its end; its exit code."""
    program = [sys.executable, "-m", "tests.kills.book_child", json.dumps(asdict(task))]
    return subprocess.run(program, check=False).returncode


@pytest.mark.parametrize("move_to", ["Staff", ""], ids=["moved", "deleted"])
@pytest.mark.parametrize("point", POINTS)
def test_killed_while_an_address_book_is_deleted(tmp_path: Path, point: str, move_to: str) -> None:
    (tmp_path / "service").mkdir()
    (tmp_path / "data").mkdir()
    with FaultyService(tmp_path / "service") as service:
        old, _ = service.add_book("Patients"), service.add_book("Staff")
        for number in range(PEOPLE):
            service.put_contact(old, last_name=f"P{number}", phone_number=f"049157000{number}")
        task = BookTask(str(tmp_path / "data"), service.url, service.token, time.time())
        assert live(replace(task, people=PEOPLE)) == 0
        killed = replace(task, delete="Patients", move_to=move_to, failpoint=point)
        assert live(killed) == -signal.SIGKILL
        with facts.opened(tmp_path / "data" / "contacts.db") as db:
            decided = db.execute("SELECT count(*) FROM book_history").fetchone() != (0,)
        assert live(task) == 0
        names = {book["id"]: book["name"] for book in service.books()}
        people = sorted((each["last_name"], names[each["group_id"]]) for each in service.contacts())
    where = move_to if decided else "Patients"
    everybody = [(f"P{number}", where) for number in range(PEOPLE)] if where else []
    assert people == everybody
    assert sorted(names.values()) == sorted({"Staff", where} - {""})
    with facts.opened(tmp_path / "data" / "contacts.db") as db:
        assert not integrity.check(db)
        here = db.execute("SELECT name FROM book WHERE life = 0 ORDER BY name").fetchall()
    assert [name for (name,) in here] == sorted(names.values())
