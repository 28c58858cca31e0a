#!/usr/bin/env python3
"""Bring the texts for people, which tr and Text mark, to translators and back into the program.

    .venv/bin/python packaging/texts.py [LANGUAGE …]    e.g. de pt_BR; without one, all there are

Writes what the code says into packaging/translations/smsbook_LANGUAGE.ts, where what was translated
stays, and makes resources/translations/smsbook_LANGUAGE.qm of it, which the program loads. English
has nothing to translate but the singular of texts that depend on a number.
"""

import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import PySide6

ROOT = Path(__file__).resolve().parent.parent
SOURCES = ROOT / "packaging" / "translations"
COMPILED = ROOT / "resources" / "translations"


def extract(language: str, file: Path) -> None:
    """Write the texts of the code into `file`, which keeps what is translated in it."""
    _tool(
        "lupdate",
        *("-silent", "-extensions", "py", "-locations", "none", "-no-obsolete"),
        *("-tr-function-alias", "tr+=Text"),
        *("-source-language", "en", "-target-language", language),
        *(["-pluralonly"] if language == "en" else []),
        *(str(ROOT / "smsbook_gui"), "-ts", str(file)),
    )


def build(file: Path, into: Path) -> None:
    """Make of a translator's file what the program loads."""
    _tool("lrelease", "-silent", str(file), "-qm", str(into))


def main(languages: Sequence[str]) -> None:
    """Bring these languages up to date, or all there are."""
    for language in languages or [
        file.stem.removeprefix("smsbook_") for file in sorted(SOURCES.glob("*.ts"))
    ]:
        file = SOURCES / f"smsbook_{language}.ts"
        extract(language, file)
        build(file, COMPILED / f"{file.stem}.qm")


def _tool(name: str, *arguments: str) -> None:
    subprocess.run([Path(PySide6.__file__).with_name(name), *arguments], check=True)


if __name__ == "__main__":
    main(sys.argv[1:])
