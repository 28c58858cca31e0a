#!/usr/bin/env python3
"""Announce a release: the signed file that SMS Book looks at once a day.

    .venv/bin/python packaging/manifest.py key              a new pair of keys, once
    .venv/bin/python packaging/manifest.py sign FILE        FILE for this version

It says when it was made and expires after half a year: copies of SMS Book take none that is older
than one they have seen, so that nobody can hide a release behind an old file.

What is new comes from the newest part of packaging/CHANGELOG.md, the web page from release.toml.
`sign` takes the secret key (hex) from the environment variable SMSBOOK_UPDATE_KEY, and refuses one
that does not belong to the public key in release.toml, which is the one users' copies trust. Both
need the extra `dev`.
"""

import argparse
import json
import os
import re
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from release import ROOT, settings, version

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

PURPOSE = b"SMS Book release\n"  # as in smsbook_gui/domain/release.py
SOURCE_NAME = "updates.json"
SECRET = "SMSBOOK_UPDATE_KEY"
VALID = timedelta(days=180)


def main() -> int:
    """0, or 1 with a sentence that says what is missing."""
    parser = argparse.ArgumentParser(description="Announce a release.")
    commands = parser.add_subparsers(dest="command", required=True)
    commands.add_parser("key", help="make a pair of keys")
    sign_parser = commands.add_parser("sign", help="write the signed manifest of this version")
    sign_parser.add_argument("file", type=Path)
    given = parser.parse_args()
    if given.command == "key":
        return make_key()
    secret = os.environ.get(SECRET, "")
    if not re.fullmatch(r"[0-9a-fA-F]{64}", secret):
        print(f"{SECRET} does not hold a secret key.", file=sys.stderr)
        return 1
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    key = Ed25519PrivateKey.from_private_bytes(bytes.fromhex(secret))
    if public_part(key) != settings()["updates"]["public_key"]:
        print(f"{SECRET} does not belong to public_key in release.toml.", file=sys.stderr)
        return 1
    given.file.write_bytes(manifest(version(), settings()["homepage"], whats_new(), key))
    return 0


def make_key() -> int:
    """Print both halves; 0."""
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    key = Ed25519PrivateKey.generate()
    print(f'public_key = "{public_part(key)}"     goes into packaging/release.toml')
    print(f"{SECRET}={key.private_bytes_raw().hex()}     is secret: keep it off this computer")
    return 0


def public_part(key: "Ed25519PrivateKey") -> str:
    """Hex, as release.toml has it."""
    return key.public_key().public_bytes_raw().hex()


def manifest(number: str, page: str, news: list[str], key: "Ed25519PrivateKey") -> bytes:
    """What smsbook_gui/domain/release.py reads."""
    now = datetime.now(UTC).replace(microsecond=0)
    announced = {
        "version": number,
        "page": page,
        "news": news,
        # When it was signed: to take a release back, the one before is signed anew.
        "issued": now.isoformat(),
        "expires": (now + VALID).isoformat(),
    }
    text = json.dumps(announced, ensure_ascii=False)
    signature = key.sign(PURPOSE + text.encode("utf-8")).hex()
    return json.dumps({"signed": text, "signature": signature}, ensure_ascii=False).encode("utf-8")


def whats_new() -> list[str]:
    """The entries of the changelog's newest part that has any."""
    text = (ROOT / "packaging" / "CHANGELOG.md").read_text(encoding="utf-8")
    for part in re.split(r"^## ", text, flags=re.MULTILINE)[1:]:
        entries = re.findall(r"^- (.+(?:\n  .+)*)", part, flags=re.MULTILINE)
        if entries:
            return [" ".join(entry.split()) for entry in entries]
    return []


def write_source(folder: Path) -> Path | None:
    """What a packaged copy knows of the above; None as long as release.toml has no key."""
    updates = settings()["updates"]
    if not updates["public_key"]:
        return None
    target = folder / SOURCE_NAME
    target.write_text(json.dumps(updates), encoding="utf-8")
    return target


if __name__ == "__main__":
    sys.exit(main())
