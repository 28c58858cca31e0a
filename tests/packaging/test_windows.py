"""What the Windows installers are made of; the installers themselves are tried under Wine."""

import struct
from pathlib import Path
from xml.etree import ElementTree as Xml

import pytest

from windows import msi, resources
from windows.registry import Registry
from windows.wine import Wine

SETTINGS_2005 = "{http://schemas.microsoft.com/SMI/2005/WindowsSettings}"
SETTINGS_2016 = "{http://schemas.microsoft.com/SMI/2016/WindowsSettings}"
WIX = "{http://schemas.microsoft.com/wix/2006/wi}"


def test_an_icon_holds_every_picture_where_its_entry_says() -> None:
    pictures = [(16, b"small"), (256, b"a large one")]
    icon = resources.icon_file(pictures)
    assert struct.unpack_from("<3H", icon) == (0, 1, 2)
    for number, (size, picture) in enumerate(pictures):
        entry = struct.unpack_from("<4B2H2I", icon, 6 + 16 * number)
        width, height, length, offset = entry[0], entry[1], entry[6], entry[7]
        assert width == height == size % 256
        assert icon[offset : offset + length] == picture


def test_the_icon_is_drawn_in_every_size(tmp_path: Path) -> None:
    icon = resources.write_icon(tmp_path / "smsbook.ico").read_bytes()
    assert struct.unpack_from("<3H", icon) == (0, 1, len(resources.ICON_SIZES))


def test_windows_counts_versions_with_four_numbers() -> None:
    assert resources.four_numbers("1.20.3") == (1, 20, 3, 0)


def test_the_manifest_says_what_the_program_copes_with() -> None:
    said = {
        element.tag: element.text
        for element in Xml.parse(resources.MANIFEST).iter()
        if element.text
    }
    assert said[f"{SETTINGS_2016}dpiAwareness"] == "PerMonitorV2, PerMonitor"
    assert said[f"{SETTINGS_2005}dpiAware"] == "true/pm"
    assert said[f"{SETTINGS_2016}longPathAware"] == "true"


@pytest.fixture
def program(tmp_path: Path) -> Path:
    inner = tmp_path / "program" / "_internal" / "Qt"
    inner.mkdir(parents=True)
    (tmp_path / "program" / "smsbook.exe").touch()
    (inner / "a.dll").touch()
    (inner / "b.dll").touch()
    return tmp_path / "program"


def _components(program: Path) -> dict[str, str]:
    """Each component's GUID by the file in it."""
    wix = Xml.fromstring(Xml.tostring(msi._files(program)))  # made a moment ago
    return {
        component.find(f"{WIX}File").attrib["Source"]: component.attrib["Guid"]  # type: ignore[union-attr]
        for component in wix.iter(f"{WIX}Component")
    }


def test_every_file_is_a_component_of_the_msi(program: Path) -> None:
    assert set(_components(program)) == {
        "program/smsbook.exe",
        "program/_internal/Qt/a.dll",
        "program/_internal/Qt/b.dll",
    }
    wix = Xml.fromstring(Xml.tostring(msi._files(program)))
    named = {ref.attrib["Id"] for ref in wix.iter(f"{WIX}ComponentRef")}
    assert named == {component.attrib["Id"] for component in wix.iter(f"{WIX}Component")}


def test_a_file_keeps_its_component_over_the_versions(program: Path) -> None:
    before = _components(program)
    (program / "_internal" / "Qt" / "b.dll").unlink()
    (program / "_internal" / "new.dll").touch()
    after = _components(program)
    kept = set(before) & set(after)
    assert len(kept) == 2
    assert all(before[file] == after[file] for file in kept)
    assert len(set(before.values()) | set(after.values())) == 4


def test_the_registry_is_read_from_wines_files(tmp_path: Path) -> None:
    (tmp_path / "system.reg").write_text(
        "WINE REGISTRY Version 2\n\n"
        "[Software\\\\SMS Book] 1795438172\n#time=1dd7b491656d88a\n"
        '"ApiUrl"="https://sms.example"\n"UpdateCheck"=dword:00000000\n\n'
        "[Software\\\\Classes\\\\SMSBook.Import\\\\command] 1795438172\n"
        '@="\\"C:\\\\Zo\\xeb\\\\smsbook.exe\\" \\"%1\\""\n',
        encoding="utf-8",
    )
    (tmp_path / "user.reg").write_text("WINE REGISTRY Version 2\n", encoding="utf-8")
    registry = Registry(tmp_path)
    assert registry.value(r"HKLM\Software\SMS Book", "ApiUrl") == "https://sms.example"
    assert registry.value(r"HKLM\software\sms book", "UpdateCheck") == "00000000"
    command = registry.value(r"HKLM\Software\Classes\SMSBook.Import\command")
    assert command == r'"C:\Zoë\smsbook.exe" "%1"'
    assert registry.has(r"HKLM\Software\Classes\SMSBook.Import")
    assert not registry.has(r"HKCU\Software\SMS Book")
    assert registry.value(r"HKLM\Software\SMS Book", "Other") is None


def test_wine_and_linux_name_the_same_files(tmp_path: Path) -> None:
    wine = Wine(tmp_path)
    program = wine.path(r"C:\Program Files\SMS Book\smsbook.exe")
    assert program == tmp_path / "drive_c" / "Program Files" / "SMS Book" / "smsbook.exe"
    assert wine.windows_path(program) == r"C:\Program Files\SMS Book\smsbook.exe"
    assert wine.windows_path(Path("/some/where")) == r"Z:\some\where"
