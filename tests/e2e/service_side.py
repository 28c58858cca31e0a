"""The SMS service as a program of its own, and what a colleague sees and does there.

It is asked with raw HTTP requests written from the API's description: nothing of SMS Book's own
client is used, so that both cannot share a mistake.
"""

import re
import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any, TypeVar

import httpx

from tests.support.patience import PATIENCE

_T = TypeVar("_T")

TOKEN = "e2e-5f0c1d7b9a3e4c62"
_BETWEEN = 0.25  # seconds; the app needs its share of the ten requests a second


class ServiceSide:
    """The practice service at `url`, running, which keeps its contacts in `file`."""

    def __init__(self, file: Path, *options: str) -> None:
        self._file = file
        self._options = options
        self._process, self.url = self._begin(0)
        self._http = httpx.Client(
            base_url=self.url,
            headers={"Authorization": f"Bearer {TOKEN}"},
            trust_env=False,
            timeout=PATIENCE,
        )

    def _begin(self, port: int) -> tuple["subprocess.Popen[str]", str]:
        command = [sys.executable, "-m", "smsbook_gui.practice", "--port", str(port)]
        command += ["--token", TOKEN, "--rate", "10", "--data", str(self._file), *self._options]
        process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, encoding="utf-8")
        assert process.stdout is not None
        line = process.stdout.readline()
        ready = re.fullmatch(r"Practice service ready at (http://127\.0\.0\.1:[0-9]+)\n", line)
        assert ready is not None, line
        return process, ready[1]

    def close(self) -> None:
        self._http.close()
        self.go_away()

    def go_away(self) -> None:
        """From now on nobody answers there."""
        self._process.terminate()
        self._process.wait(PATIENCE)
        assert self._process.stdout is not None
        self._process.stdout.close()

    def come_back(self) -> None:
        """It answers again, at the same address."""
        self._process, _ = self._begin(int(self.url.rpartition(":")[2]))

    # ---- over HTTP -------------------------------------------------------------------------

    def post(self, path: str, body: dict[str, Any] | None = None) -> httpx.Response:
        """The answer to one call, whatever it is; only asked again while there are too many."""

        def answer() -> httpx.Response | None:
            given = self._http.post(path) if body is None else self._http.post(path, json=body)
            return None if given.status_code == 429 else given

        return self.until(f"an answer to {path}", answer)

    def call(self, path: str, body: dict[str, Any] | None = None) -> Any:
        """The result of a call that succeeds."""
        answer = self.post(path, body)
        assert answer.status_code == 200, f"{path}: {answer.text}"
        assert answer.json()["status"] == "success"
        return answer.json()["result"]

    def contact(self, contact_id: int) -> dict[str, Any] | None:
        """A contact's fields; None if there is none of that id."""
        answer = self.post("/api/contact/detail", {"id": str(contact_id)})
        if answer.status_code != 200 or answer.json()["status"] != "success":
            return None
        found: dict[str, Any] = answer.json()["result"]["contact"]
        return found

    def books(self) -> dict[str, int]:
        """The address books' ids by name."""
        return {book["name"]: int(book["id"]) for book in self.call("/api/address-book/list")}

    def listed(self, book: str) -> list[dict[str, Any]]:
        """What an address book's listing tells of its contacts."""
        detail = self.call("/api/address-book/detail", {"id": self.books()[book]})
        contacts: list[dict[str, Any]] = detail["contacts"]
        return contacts

    def find(self, book: str, last_name: str) -> int | None:
        """The id of the contact of that last name in that address book."""
        found = [int(one["id"]) for one in self.listed(book) if one["last_name"] == last_name]
        return found[0] if found else None

    def add(self, book_id: int, **fields: str) -> int:
        """A colleague adds a contact in the web portal."""
        return int(self.call("/api/contact/new", {"group_id": book_id, **fields})["id"])

    # ---- in its own data, for what no call tells ---------------------------------------------

    def book_of(self, contact_id: int) -> str | None:
        """The name of the address book that a contact is in."""
        rows = self._rows(
            "SELECT b.name FROM contact c JOIN address_book b ON b.id = c.group_id WHERE c.id = ?",
            contact_id,
        )
        return str(rows[0][0]) if rows else None

    def id_of(self, last_name: str) -> int | None:
        """The id of the contact of that last name, wherever it is."""
        rows = self._rows("SELECT id FROM contact WHERE last_name = ?", last_name)
        return int(rows[0][0]) if rows else None

    def book_id(self, name: str) -> int:
        """An address book's id, as its owner reads it in the web portal."""
        return int(self._rows("SELECT id FROM address_book WHERE name = ?", name)[0][0])

    def fill(self, book: str, count: int) -> None:
        """Put so many contacts into a new address book, quicker than by calls."""
        book_id = int(self.call("/api/address-book/new", {"name": book})["id"])
        texts = "first_name, last_name, company, phone_number, custom_1, custom_2"
        people = (
            (f"First {n % 97}", f"Last {n}", f"Company {n % 31}", f"049157{n:04}", f"{n}", "x")
            for n in range(count)
        )
        with closing(sqlite3.connect(self._file)) as db, db:
            db.executemany(
                f"INSERT INTO contact (group_id, {texts}, custom_3, custom_4)"
                f" VALUES ({book_id}, ?, ?, ?, ?, ?, ?, '', '')",
                people,
            )

    def everything(self) -> set[tuple[str, ...]]:
        """All texts of all contacts, without their ids."""
        return set(
            self._rows(
                "SELECT b.name, first_name, last_name, company, phone_number, custom_1, custom_2,"
                " custom_3, custom_4 FROM contact c JOIN address_book b ON b.id = c.group_id"
            )
        )

    def count(self) -> int:
        """How many contacts there are."""
        return int(self._rows("SELECT count(*) FROM contact")[0][0])

    def _rows(self, statement: str, *values: object) -> list[tuple[Any, ...]]:
        with closing(sqlite3.connect(f"file:{self._file}?mode=ro", uri=True)) as connection:
            return connection.execute(statement, values).fetchall()

    # ---- waiting ---------------------------------------------------------------------------

    def until(self, what: str, condition: Callable[[], _T | None]) -> _T:
        """The first answer that is neither None nor False; fails where it takes too long."""
        deadline = time.monotonic() + PATIENCE
        pause = threading.Event()
        while True:
            found = condition()
            if found is not None and found is not False:
                return found
            assert time.monotonic() < deadline, (
                f"not so at the service after {PATIENCE:g} s: {what}"
            )
            pause.wait(_BETWEEN)

    def has(self, contact_id: int, **fields: str) -> None:
        """Wait until the contact has these values there."""

        def there() -> bool:
            contact = self.contact(contact_id) or {}
            return all(contact.get(name) == value for name, value in fields.items())

        self.until(f"{contact_id} has {fields}", there)

    def lacks(self, contact_id: int) -> None:
        """Wait until there is no contact of that id any more."""
        self.until(f"{contact_id} is gone", lambda: self.contact(contact_id) is None)


@contextmanager
def serving(file: Path, *options: str) -> Iterator[ServiceSide]:
    """The practice service as a separate process, at the documented pace."""
    with closing(ServiceSide(file, *options)) as service:
        yield service
