"""Makes a store with many believable contacts quickly, as a long-used account would have them."""

import csv
import random
import sqlite3
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from smsbook_gui.domain.contacts.contact import ContactField, Values
from smsbook_gui.domain.phones.phone import PhoneRules
from smsbook_gui.domain.texts.text import sort_key
from smsbook_gui.store.contacts.region import META_READING, META_REGION, READING
from smsbook_gui.store.contacts.rows import FIELDS
from smsbook_gui.store.db.connection import connect, make_private
from smsbook_gui.store.db.derived_columns import derived_columns
from smsbook_gui.store.db.schema import prepare

BOOKS = ("Friends", "Members", "Newsletter", "Parents", "Staff", "Suppliers", "Volunteers", "VIP")
REGION = "AU"
HEAD = ("First name", "Last name", "Mobile", "Company", "Suburb", "Member no")
"""Of a file to import."""

_FIRST = (
    "Olivia", "Charlotte", "Amelia", "Isla", "Mia", "Zoë", "Grace", "Ava", "Noah", "Oliver",
    "Jack", "Henry", "William", "Leo", "Müge", "José", "Siobhán", "Anh", "Nguyệt", "Wei", "Mei",
    "Ravi", "Priya", "Yusuf", "Fatima", "Aroha", "Tane", "Björn", "Łukasz", "Chloé", "Søren",
    "Renée", "Hannah", "Liam", "Ethan", "Lucas", "Ella", "Sophie", "Ruby", "Matilda", "Harper",
    "Ivy", "Florence", "Daisy", "明", "伟", "Иван", "Ольга",
)  # fmt: skip
_LAST = (
    "Smith", "Jones", "Williams", "Brown", "Wilson", "Taylor", "Johnson", "White", "Martin",
    "Anderson", "Thompson", "Nguyen", "Thomas", "Walker", "Harris", "Lee", "Ryan", "Robinson",
    "Kelly", "King", "Davis", "Wright", "Evans", "Roberts", "Green", "Hall", "Wood", "Jackson",
    "Clarke", "Müller", "O'Brien", "D'Angelo", "Singh", "Patel", "Kowalska", "Petrović",
    "Fernández", "Yılmaz", "Ångström", "Papadopoulos", "van der Berg", "Smith-Jones", "MacDonald",
    "McKenzie", "Tran", "Chen", "Wang", "Zhang", "Kaur", "Ali", "Khan", "Cohen", "Rossi",
    "Schmidt", "Novák", "Иванов", "Петрова", "李", "王", "陈",
)  # fmt: skip
_COMPANY = (
    "Acme", "Bluegum", "Southern", "Harbour", "Northside", "Riverbend", "Golden", "Pacific",
    "Coastal", "Summit", "Valley", "Heritage", "Outback", "Jacaranda", "Wattle", "Banksia",
    "Kookaburra", "Federation", "Central", "Metro",
)  # fmt: skip
_TRADE = (
    "Plumbing", "Electrical", "Dental", "Physio", "Bakery", "Motors", "Legal", "Childcare",
    "Netball Club",
)  # fmt: skip
_SUBURB = (
    "Fitzroy", "Newtown", "Fremantle", "Glenelg", "Sandy Bay", "West End", "Braddon",
    "Parramatta", "St Kilda",
)  # fmt: skip


def write_members(path: Path, rows: int) -> None:
    """A CSV file of believable contacts."""
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(HEAD)
        for values in believable(rows):
            writer.writerow(_cells(values))


def _cells(values: Values) -> list[str]:
    """A row of such a file."""
    return [values[field] for field in list(ContactField)[: len(HEAD)]]


def believable(count: int, seed: int = 1) -> Iterator[Values]:
    """Contacts with names of many scripts, numbers in several forms, and some blanks."""
    rng = random.Random(seed)
    for number in range(count):
        digits = f"04{number % 100_000_000:08d}"
        form = rng.random()
        if form < 0.3:
            digits = f"{digits[:4]} {digits[4:7]} {digits[7:]}"
        elif form < 0.5:
            digits = "+61" + digits[1:]
        company = f"{rng.choice(_COMPANY)} {rng.choice(_TRADE)}" if rng.random() < 0.6 else ""
        yield {
            ContactField.FIRST_NAME: rng.choice(_FIRST),
            ContactField.LAST_NAME: rng.choice(_LAST),
            ContactField.PHONE_NUMBER: digits,
            ContactField.COMPANY: company,
            ContactField.CUSTOM_1: rng.choice(_SUBURB) if rng.random() < 0.8 else "",
            ContactField.CUSTOM_2: f"M{number:07d}",
            ContactField.CUSTOM_3: "",
            ContactField.CUSTOM_4: "",
        }


def seed_store(path: Path, count: int) -> None:
    """Makes the file with that many contacts, all read and saved, spread over the books."""
    make_private(path)
    db = connect(path)
    try:
        prepare(db)
        db.execute("BEGIN IMMEDIATE")
        _insert_books(db)
        _insert_contacts(db, count)
        db.execute(
            "INSERT INTO tally SELECT book_id, life, status, count(*) FROM contact"
            " GROUP BY book_id, life, status"
        )
        derived = ((META_REGION, REGION), (META_READING, READING))
        db.executemany("INSERT INTO meta VALUES (?, ?)", derived)
        db.execute("COMMIT")
        db.execute("ANALYZE")
    finally:
        db.close()


def _insert_books(db: sqlite3.Connection) -> None:
    db.executemany(
        "INSERT INTO book (server_id, name, base_name, k_name) VALUES (?, ?, ?, ?)",
        [(100 + place, name, name, sort_key(name)) for place, name in enumerate(BOOKS)],
    )


def _insert_contacts(db: sqlite3.Connection, count: int) -> None:
    columns = ["server_id", "book_id", "base_book_id", "read_at", *FIELDS]
    columns += [*(f"k_{field}" for field in FIELDS), "digits", "search_text"]
    marks = ", ".join("?" * len(columns))
    read_at = int(datetime(2026, 1, 1, tzinfo=UTC).timestamp() * 1_000_000)

    def rows() -> Iterator[tuple[object, ...]]:
        rules = PhoneRules(REGION)
        for number, values in enumerate(believable(count)):
            keys, digits, text = derived_columns(values, rules.region)
            book = 1 + number % len(BOOKS)
            texts = (values[field] for field in FIELDS)
            yield (1_000_000 + number, book, book, read_at, *texts, *keys, digits, text)

    db.executemany(f"INSERT INTO contact ({', '.join(columns)}) VALUES ({marks})", rows())
