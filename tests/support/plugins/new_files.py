"""A new file of contacts is a copy of the first one that was made in this process.

To make it takes each step that the schema ever took: longer than most tests take for their own
work, and with the same result each time.
"""

import sqlite3
from collections.abc import Iterator, Sequence
from functools import cache
from threading import Lock

import pytest

from smsbook_gui.store.db import schema
from smsbook_gui.store.db.connection import copy_database

_usual = schema.prepare
_lock = Lock()


@cache
def _made() -> sqlite3.Connection:
    """As it is after the last step. Every store's thread copies it."""
    db = sqlite3.connect(":memory:", isolation_level=None, check_same_thread=False)
    _usual(db)
    return db


def _prepare(db: sqlite3.Connection, steps: Sequence[schema.Step] = schema.STEPS) -> None:
    if steps is not schema.STEPS or schema._version(db):
        _usual(db, steps)
        return
    with _lock:
        copy_database(_made(), db)


@pytest.fixture(scope="module", autouse=True)
def new_files() -> Iterator[None]:
    """A module whose tests are about the making overrides it."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(schema, "prepare", _prepare)
        yield
