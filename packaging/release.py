"""What all packaging scripts know of a release: where things are, its version, its time."""

import os
import re
import tomllib
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
BUILD = ROOT / "build"
DIST = BUILD / "dist"
PROGRAM = DIST / "smsbook"
"""The folder that packaging/freeze.py makes."""


def version() -> str:
    """The one place it stands in: smsbook_gui/__init__.py."""
    text = (ROOT / "smsbook_gui" / "__init__.py").read_text(encoding="utf-8")
    found = re.search(r'^__version__ = "([^"]+)"$', text, re.MULTILINE)
    assert found is not None, "smsbook_gui/__init__.py names no version"
    return found[1]


def settings() -> dict[str, Any]:
    """What packaging/release.toml says."""
    return tomllib.loads((ROOT / "packaging" / "release.toml").read_text(encoding="utf-8"))


def build_time() -> datetime:
    """Now, or SOURCE_DATE_EPOCH (reproducible-builds.org): the same source, the same installer."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    moment = datetime.now(UTC) if epoch is None else datetime.fromtimestamp(int(epoch), UTC)
    return moment.replace(microsecond=0)


if __name__ == "__main__":
    print(version())
