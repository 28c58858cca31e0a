"""What a Linux desktop is told of SMS Book. Its own tools judge when the package is built."""

import configparser
import re
import shlex
import struct
from pathlib import Path
from xml.etree import ElementTree

import pytest
from PySide6.QtGui import QImage

import deb
import icons
import release
from smsbook_gui import __version__
from smsbook_gui.app.options import _parser, parse

LINUX = Path(deb.LINUX)


def _entry(name: str) -> configparser.SectionProxy:
    parser = configparser.ConfigParser(interpolation=None)
    parser.optionxform = str  # type: ignore[assignment,method-assign]
    parser.read(LINUX / name, encoding="utf-8")
    return parser["Desktop Entry"]


def test_offer_to_import_is_a_command_line_that_is_understood(tmp_path: Path) -> None:
    entry = _entry("smsbook-import.desktop")
    file = tmp_path / "Ärzte und Büro.csv"
    program, *arguments = [
        str(file) if word == "%f" else word for word in shlex.split(entry["Exec"])
    ]
    assert program == "smsbook"
    assert parse(arguments).import_file == file
    assert {"text/csv", "text/vcard"} <= {*entry["MimeType"].split(";")}


def test_window_belongs_to_its_entry() -> None:
    assert _entry("smsbook.desktop")["StartupWMClass"] == "smsbook"
    assert _entry("smsbook.desktop")["Exec"] == "smsbook"


def test_software_centres_are_told_of_this_version(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1790000000")
    text = deb.metadata()
    assert "@" not in text
    component = ElementTree.fromstring(text)
    [newest] = component.iter("release")
    assert newest.attrib == {"version": __version__, "date": "2026-09-21"}
    assert component.findtext("launchable") == "smsbook.desktop"
    assert component.findtext("id") == release.settings()["app_id"]


def test_only_programs_and_libraries_are_asked_what_they_need(tmp_path: Path) -> None:
    library, text, link = tmp_path / "a.so", tmp_path / "a.txt", tmp_path / "b.so"
    library.write_bytes(b"\x7fELF and more")
    text.write_bytes(b"no")
    link.symlink_to(library)
    assert [path.name for path in (library, text, link) if deb.is_elf(path)] == ["a.so"]


@pytest.mark.parametrize("size", [16, 256])
def test_icon_fills_its_square(size: int) -> None:
    image = QImage.fromData(icons.draw(size), "PNG")  # type: ignore[arg-type]
    assert (image.width(), image.height()) == (size, size)
    assert image.pixelColor(0, 0).alpha() == 0
    assert image.pixelColor(size // 2, size // 4).alpha() == 255


def test_apple_icon_holds_every_size() -> None:
    data = icons.icns()
    assert data[:4] == b"icns"
    assert struct.unpack(">I", data[4:8]) == (len(data),)
    found, place = {}, 8
    while place < len(data):
        kind, [length] = data[place : place + 4].decode(), struct.unpack_from(">I", data, place + 4)
        found[kind] = QImage.fromData(data[place + 8 : place + length], "PNG").width()  # type: ignore[arg-type]
        place += length
    assert place == len(data)
    assert found == icons.ICNS_TYPES


def test_manual_names_every_option() -> None:
    manual = (LINUX / "smsbook.1").read_text(encoding="utf-8").replace("\\-", "-")
    named = set(re.findall(r"--[a-z-]+", manual))
    known = set(re.findall(r"--[a-z-]+", _parser().format_help()))
    assert named == known
