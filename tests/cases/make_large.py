#!/usr/bin/env python3
"""Makes the two files of these cases that are too large to lie here.

Usage: make_large.py FOLDER [NAME ...]
"""

import sys
from pathlib import Path

PEOPLE = (
    ("Thi", "Nguyen"),
    ("Priya", "Raman"),
    ("Liam", "O'Connor"),
    ("Mei-Ling", "Chen"),
    ("Jack", "Berg"),
    ("Aroha", "Tamihana"),
    ("Giuseppe", "Rossi"),
    ("Fatima", "Al-Sayed"),
)


def bad_byte_late() -> bytes:
    """UTF-8, 40 MB, 200,000 rows; in row 195,001 one é is written as in Windows-1252."""
    note = "lorem ipsum dolor sit amet " * 6
    lines = [b"First name,Surname,Mobile,Company,Notes\r\n"]
    for k in range(200_000):
        first, last = PEOPLE[k % 8]
        line = f"{first},{last} {k},04{k * 37:08d},Café {k % 8},{note}\r\n".encode()
        lines.append(line.replace("é".encode(), b"\xe9") if k == 195_000 else line)
    return b"".join(lines)


def late_card_with_more() -> bytes:
    """4,001 cards of 0.9 MB; only the last one has a company, and three mobiles."""
    note = "x" * 120
    cards = [
        f"BEGIN:VCARD\r\nVERSION:3.0\r\nN:Card;No {k};;;\r\nFN:No {k} Card\r\n"
        f"TEL;TYPE=CELL:0491{k:06d}\r\nNOTE:{note}\r\nEND:VCARD\r\n"
        for k in range(4000)
    ]
    cards.append(
        "BEGIN:VCARD\r\nVERSION:3.0\r\nN:Late;Lee;;;\r\nFN:Lee Late\r\n"
        "TEL;TYPE=CELL:0491 570 006\r\nTEL;TYPE=CELL:0491 570 156\r\nTEL;TYPE=CELL:0491 570 157\r\n"
        "ORG:Late Pty\r\nEND:VCARD\r\n"
    )
    return "".join(cards).encode()


MAKERS = {
    "x16-200000-rows-bad-byte-past-32-MB.csv": bad_byte_late,
    "x24-late-card-with-more.vcf": late_card_with_more,
}

if __name__ == "__main__":
    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    for name in sys.argv[2:] or MAKERS:
        (folder / name).write_bytes(MAKERS[name]())
