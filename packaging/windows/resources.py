"""What Windows shows of a program before it starts: its icon, its version, its manifest."""

import struct
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from icons import draw
from release import settings, version

PRODUCT = "SMS Book"
MANIFEST = Path(__file__).with_name("smsbook.manifest")
ICON_SIZES = (16, 20, 24, 32, 40, 48, 64, 128, 256)
"""Pixels: what Windows asks for at scales of 100 to 400 %."""

_US_ENGLISH, _UNICODE = 0x0409, 1200


def write_icon(target: Path) -> Path:
    """The program's icon as an .ico file. Needs PySide6, no display."""
    target.write_bytes(icon_file([(size, draw(size)) for size in ICON_SIZES]))
    return target


def icon_file(pictures: Sequence[tuple[int, bytes]]) -> bytes:
    """An .ico file of square PNG pictures, each with its size in pixels (256 at most).

    The layout: Win32's ICONDIR and ICONDIRENTRY; Windows takes PNG in them since Vista.
    """
    head = struct.pack("<3H", 0, 1, len(pictures))
    offset = len(head) + 16 * len(pictures)
    entries = b""
    for size, picture in pictures:
        edge = size % 256  # 0 stands for 256
        entries += struct.pack("<4B2H2I", edge, edge, 0, 0, 1, 32, len(picture), offset)
        offset += len(picture)
    return head + entries + b"".join(picture for _, picture in pictures)


def four_numbers(text: str) -> tuple[int, int, int, int]:
    """A version as Windows counts: 1.2.3 is (1, 2, 3, 0)."""
    major, minor, patch = (int(part) for part in text.split("."))
    return major, minor, patch, 0


def version_info() -> Any:
    """The version resource, as PyInstaller wants it. Needs PyInstaller on Windows (or Wine)."""
    from PyInstaller.utils.win32 import versioninfo as v  # type: ignore[import-untyped]

    number = four_numbers(version())
    texts = {
        "CompanyName": settings()["publisher"],
        "FileDescription": PRODUCT,
        "FileVersion": version(),
        "InternalName": "smsbook",
        "LegalCopyright": "MIT licence; Help > About names everybody's",
        "OriginalFilename": "smsbook.exe",
        "ProductName": PRODUCT,
        "ProductVersion": version(),
    }
    strings = [v.StringStruct(name, text) for name, text in texts.items()]
    return v.VSVersionInfo(
        ffi=v.FixedFileInfo(filevers=number, prodvers=number),
        kids=[
            v.StringFileInfo([v.StringTable(f"{_US_ENGLISH:04x}{_UNICODE:04x}", strings)]),
            v.VarFileInfo([v.VarStruct("Translation", [_US_ENGLISH, _UNICODE])]),
        ],
    )
