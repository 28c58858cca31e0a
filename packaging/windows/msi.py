"""The MSI package: for all users of a computer, silent, upgradable, with properties for IT."""

import hashlib
import os
import shutil
import uuid
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree as Xml

from release import settings
from windows.program import Frozen
from windows.tools import tool

_HERE = Path(__file__).resolve().parent
# The program looks for new versions only where nobody else does (smsbook_gui/app/update_notice.py).
_MANAGED = Path("_internal", "smsbook_gui", "resources", "managed.txt")
_WIX = "http://schemas.microsoft.com/wix/2006/wi"
# A file that stays in its place keeps its component over all versions: Windows Installer's rule.
_COMPONENTS = uuid.UUID("1e1a8f36-93b7-4d0c-8a4f-5b0a2f3f7f0d")


def build(frozen: Frozen, version: str, target: Path, work: Path) -> Path:
    """Pack the program as that version into `target`; Debian's wixl and msitools do it.

    `work` takes what is made on the way. Raises Problem if a tool refuses.
    """
    shutil.rmtree(work, ignore_errors=True)
    work.mkdir(parents=True)
    target.parent.mkdir(parents=True, exist_ok=True)
    # wixl finds files only by paths from where it runs.
    program = work / "program"
    shutil.copytree(frozen.folder, program, copy_function=os.link)
    (program / _MANAGED).touch()
    shutil.copy(frozen.icon, work / "smsbook.ico")
    Xml.ElementTree(_files(program)).write(work / "files.wxs", encoding="utf-8")
    told = settings()
    defines: dict[str, str] = {
        "Version": version,
        "Publisher": told["publisher"],
        "Homepage": told["homepage"],
        "Icon": "smsbook.ico",
    }
    given = [part for name, value in defines.items() for part in ("-D", f"{name}={value}")]
    sources = (_HERE / "smsbook.wxs", "files.wxs")
    tool("wixl", "--arch", "x64", *given, "--output", target, *sources, folder=work)
    lines = (_HERE / "finish.sql").read_text(encoding="utf-8").splitlines()
    for statement in (line for line in lines if line and not line.startswith("--")):
        tool("msibuild", target, "-q", statement)
    return target


def _files(program: Path) -> Xml.Element:
    """A WiX fragment with a component for each file, and the group of all of them."""
    wix = Xml.Element("Wix", xmlns=_WIX)
    root = Xml.SubElement(Xml.SubElement(wix, "Fragment"), "DirectoryRef", Id="INSTALLDIR")
    components = [*_add_folder(root, program, Path("."))]
    group = Xml.SubElement(Xml.SubElement(wix, "Fragment"), "ComponentGroup", Id="Files")
    for component in components:
        Xml.SubElement(group, "ComponentRef", Id=component)
    return wix


def _add_folder(parent: Xml.Element, program: Path, folder: Path) -> Iterator[str]:
    """Add what is in that folder; the ids of its components."""
    for path in sorted((program / folder).iterdir()):
        place = folder / path.name
        mark = hashlib.md5(place.as_posix().encode(), usedforsecurity=False).hexdigest()
        if path.is_dir():
            inside = Xml.SubElement(parent, "Directory", Id=f"d{mark}", Name=path.name)
            yield from _add_folder(inside, program, place)
            continue
        guid = str(uuid.uuid5(_COMPONENTS, place.as_posix()))
        component = Xml.SubElement(parent, "Component", Id=f"c{mark}", Guid=guid, Win64="yes")
        source = str(Path("program") / place)
        Xml.SubElement(
            component, "File", Id=f"f{mark}", Name=path.name, Source=source, KeyPath="yes"
        )
        yield f"c{mark}"
