"""Looks into an account's file from outside, without opening the account."""

import sqlite3
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from smsbook_gui.domain.contacts.contact import Life, Status
from smsbook_gui.store.db.connection import connect

META_ACCOUNT = "account"
"""The key under which the file keeps whose it is, should the settings be lost."""


@dataclass(frozen=True, slots=True)
class Glimpse:
    """`account` is the value of META_ACCOUNT, `contacts` counts live ones, `unsent` what waits."""

    account: str | None
    contacts: int
    unsent: int


def glimpse(path: Path) -> Glimpse | None:
    """What the file says; None if it is not such a file or cannot be read."""
    try:
        with closing(connect(path, read_only=True)) as db:
            account = db.execute("SELECT value FROM meta WHERE key = ?", (META_ACCOUNT,)).fetchone()
            contacts, unsent = db.execute(
                f"SELECT coalesce(sum(contacts) FILTER (WHERE life = {Life.LIVE:d}), 0),"
                f" coalesce(sum(contacts) FILTER (WHERE status <> {Status.SAVED:d}"
                f" AND life <> {Life.STAGED:d}), 0) FROM tally"
            ).fetchone()
    except sqlite3.Error:
        return None
    return Glimpse(None if account is None else account[0], contacts, unsent)
