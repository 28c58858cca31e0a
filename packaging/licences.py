"""Whose work the frozen program holds: the licence texts for its users and the bill of materials.

`smsbook.spec` calls `write` with the files it is about to collect. Each file must belong to
somebody: to SMS Book, to an installed distribution, or to Python itself; each of these must have a
licence text. Whatever has none ends the build, so that nothing is handed on without its terms.
"""

import json
import os
import platform
import re
import sqlite3
import ssl
import sys
import sysconfig
import uuid
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from importlib.metadata import Distribution, distributions
from pathlib import Path
from typing import Any

from release import ROOT, build_time, version

KEPT = ROOT / "packaging" / "licence-texts"
TEXT_NAME = "licences.txt"
BOM_NAME = "smsbook.cdx.json"

Entry = tuple[str, str, str]
"""A line of PyInstaller's tables: where it goes, where it is, what it is."""

# What its wheels do not bring along. Names as PyPI writes them.
_KEPT_TEXTS = {
    "pyside6-essentials": ("qt.txt", "LGPL-3.txt", "GPL-3.txt", "qt-third-party.txt"),
    "shiboken6": ("qt.txt",),
}
_ALWAYS = ("pyinstaller", "pyinstaller-hooks-contrib")  # the program's first steps are theirs
_LICENCE_NAME = re.compile(r"(licen[cs]e|copying|copyright|notice|authors)", re.IGNORECASE)
_MICROSOFT = re.compile(r"(vcruntime|msvcp|concrt|ucrtbase|api-ms-win)", re.IGNORECASE)
_OPENSSL = re.compile(r"(lib)?(crypto|ssl)[-.\d]", re.IGNORECASE)
_COUNTRIES = ROOT / "resources" / "countries.txt"
_SQLITE = re.compile(r"(lib)?sqlite3?\.", re.IGNORECASE)


class LicenceMissing(Exception):
    """Something would be handed on without the terms it is under."""


@dataclass(frozen=True, slots=True)
class Component:
    """Somebody's work in the program. `inside`: CycloneDX components linked into it."""

    name: str
    version: str
    licence: str
    text: str
    purl: str
    inside: tuple[dict[str, Any], ...] = ()


def write(entries: Iterable[Entry], folder: Path) -> Path:
    """Write both files to `folder`; the licence text's path. Raises LicenceMissing."""
    components = find_components(entries)
    folder.mkdir(parents=True, exist_ok=True)
    bom = json.dumps(bill_of_materials(components), indent=1, ensure_ascii=False)
    (folder / BOM_NAME).write_text(bom + "\n", encoding="utf-8")
    target = folder / TEXT_NAME
    target.write_text(licence_text(components), encoding="utf-8")
    return target


# --- who made what -------------------------------------------------------------------------------


def find_components(entries: Iterable[Entry]) -> list[Component]:
    """Everybody whose work is among the files, by name. Raises LicenceMissing."""
    owners = _Owners()
    found = {name: owners.by_name[name] for name in _ALWAYS if name in owners.by_name}
    other: dict[str, Component] = {"Python": _python()}
    unknown = []
    for _target, source, kind in entries:
        if kind == "SYMLINK" or not os.path.isabs(source):
            continue
        name = os.path.basename(source)
        owner = owners.of(source)
        if owner is not None:
            found[_name(owner)] = owner
        elif _MICROSOFT.match(name):
            other["Microsoft"] = _microsoft()
        elif not owners.is_pythons(source) and not owners.is_ours(source):
            unknown.append(source)
        if _OPENSSL.match(name) and owner is None:
            other["OpenSSL"] = _openssl()
        if _SQLITE.match(name):
            other["SQLite"] = _sqlite()
        if os.path.realpath(source) == str(_COUNTRIES.resolve()):
            other["Unicode"] = _unicode()
    if unknown:
        raise LicenceMissing("Nobody knows whose these are: " + ", ".join(sorted(unknown)))
    components = [*other.values(), *map(_component, found.values())]
    return sorted(components, key=lambda component: component.name.lower())


class _Owners:
    """Which installed distribution a file belongs to."""

    def __init__(self) -> None:
        self.by_name: dict[str, Distribution] = {}
        self._files: dict[str, Distribution] = {}
        for distribution in distributions():
            self.by_name.setdefault(_name(distribution), distribution)
            base = os.path.realpath(str(distribution.locate_file("")))
            for file in distribution.files or ():
                path = os.path.normcase(os.path.normpath(os.path.join(base, str(file))))
                self._files[path] = distribution
        stdlib = {sysconfig.get_path("stdlib"), sysconfig.get_path("platstdlib"), sys.base_prefix}
        self._python = tuple(os.path.realpath(path) for path in stdlib)

    def of(self, source: str) -> Distribution | None:
        return self._files.get(os.path.normcase(os.path.realpath(source)))

    def is_pythons(self, source: str) -> bool:
        """Python's own: its library, and what its makers put beside it."""
        real = os.path.realpath(source)
        if os.path.basename(real).startswith("libpython"):
            return True
        return real.startswith(self._python) and "site-packages" not in Path(real).parts

    def is_ours(self, source: str) -> bool:
        real = os.path.realpath(source)
        inside = real.startswith(str(ROOT.resolve()) + os.sep)
        return inside and "site-packages" not in Path(real).parts


def _name(distribution: Distribution) -> str:
    """As PyPI writes it (PEP 503)."""
    return re.sub(r"[-_.]+", "-", distribution.metadata["Name"]).lower()


def _component(distribution: Distribution) -> Component:
    name = _name(distribution)
    texts = [*_own_texts(distribution)] or [_kept(file) for file in _KEPT_TEXTS.get(name, ())]
    if not texts:
        raise LicenceMissing(
            f"{name} {distribution.version} brings no licence text. Find it at its makers', put "
            f"it into {KEPT.name}/ and name it in {Path(__file__).name}."
        )
    return Component(
        name=distribution.metadata["Name"],
        version=distribution.version,
        licence=_licence(distribution),
        text="\n\n".join(text.strip("\n") for text in texts),
        purl=f"pkg:pypi/{name}@{distribution.version}",
        inside=tuple(_inside(distribution)),
    )


def _metadata_files(distribution: Distribution) -> Iterator[tuple[str, Path]]:
    """Names within the .dist-info folder, and where the files are."""
    for file in distribution.files or ():
        folder, _, rest = str(file).replace(os.sep, "/").partition(".dist-info/")
        if rest and "/" not in folder:
            yield rest, Path(str(distribution.locate_file(file)))


def _own_texts(distribution: Distribution) -> Iterator[str]:
    for name, path in sorted(_metadata_files(distribution)):
        if _LICENCE_NAME.match(path.name) and path.suffix != ".py" and name.count("/") <= 2:
            text = path.read_text(encoding="utf-8", errors="replace")
            if text.strip():
                yield text


def _licence(distribution: Distribution) -> str:
    """The SPDX expression if there is one, else the name that its makers give it."""
    metadata = distribution.metadata
    for key in ("License-Expression", "License"):
        value = metadata[key].strip() if key in metadata else ""
        if value and value != "UNKNOWN" and "\n" not in value:
            return value
    names = [
        str(value).rpartition(" :: ")[2]
        for value in metadata.get_all("Classifier") or ()
        if str(value).startswith("License :: ")
    ]
    return ", ".join(names) or "see its text"


def _inside(distribution: Distribution) -> Iterator[dict[str, Any]]:
    """What the makers of a wheel say they linked into it (PEP 770)."""
    for name, path in _metadata_files(distribution):
        if name.startswith("sboms/"):
            for part in json.loads(path.read_bytes()).get("components", ()):
                yield {
                    key: part[key]
                    for key in ("type", "name", "version", "licenses", "purl")
                    if part.get(key)
                }


def _python() -> Component:
    release = platform.python_version()
    return Component(
        "Python", release, "PSF-2.0", _kept("python.txt"), f"pkg:generic/python@{release}"
    )


def _openssl() -> Component:
    release = ssl.OPENSSL_VERSION.split()[1]
    text = "Copyright (c) 1998-2026 The OpenSSL Project Authors\n\n" + _kept("Apache-2.0.txt")
    return Component("OpenSSL", release, "Apache-2.0", text, f"pkg:generic/openssl@{release}")


def _sqlite() -> Component:
    release = sqlite3.sqlite_version
    text = _kept("sqlite.txt")
    return Component("SQLite", release, "blessing", text, f"pkg:generic/sqlite@{release}")


def _unicode() -> Component:
    """The names of countries are of its locale data, as Babel 2.19 has them."""
    text = _kept("unicode.txt")
    return Component("Unicode CLDR", "49", "Unicode-3.0", text, "pkg:generic/cldr@49")


def _microsoft() -> Component:
    text = _kept("microsoft-runtime.txt")
    return Component(
        "Microsoft Visual C++ runtime", "14", "see its text", text, "pkg:generic/msvc-runtime@14"
    )


def _kept(name: str) -> str:
    return (KEPT / name).read_text(encoding="utf-8")


# --- what is written -----------------------------------------------------------------------------


def licence_text(components: list[Component]) -> str:
    """For the users: who made what SMS Book holds, and all the terms."""
    own = (ROOT / "packaging" / "LICENSE").read_text(encoding="utf-8").strip()
    lines = [f"    {part.name} {part.version} ({part.licence})" for part in components]
    parts = [
        f"SMS Book {version()}",
        own,
        "SMS Book holds work of others, each under terms of its own, which follow in this order:",
        "\n".join(lines),
    ]
    for part in components:
        parts += ["=" * 78, f"{part.name} {part.version}", part.text.strip("\n")]
        if part.inside:
            parts.append(f"Linked into {part.name}:\n" + "\n".join(map(_line, part.inside)))
    return "\n\n".join(parts) + "\n"


def _line(part: dict[str, Any]) -> str:
    terms = [
        choice.get("expression") or choice.get("license", {}).get("id") or "?"
        for choice in part.get("licenses", ())
    ]
    said = f" ({', '.join(terms)})" if terms else ""
    return f"    {part['name']} {part.get('version', '')}{said}"


def bill_of_materials(components: list[Component]) -> dict[str, Any]:
    """The same as CycloneDX 1.6 (cyclonedx.org/docs/1.6/json), for machines."""
    names = "\n".join(component.purl for component in components)
    serial = uuid.uuid5(uuid.NAMESPACE_URL, f"{version()} {sys.platform}\n{names}")
    purl = f"pkg:generic/smsbook@{version()}"
    return {
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "serialNumber": f"urn:uuid:{serial}",
        "version": 1,
        "metadata": {
            "timestamp": build_time().isoformat(),
            "component": {
                "type": "application",
                "bom-ref": purl,
                "name": "SMS Book",
                "version": version(),
                "licenses": [{"license": {"id": "MIT"}}],
                "purl": purl,
            },
        },
        "components": [_bom_part(component) for component in components],
        "dependencies": [{"ref": purl, "dependsOn": [part.purl for part in components]}],
    }


def _bom_part(component: Component) -> dict[str, Any]:
    part: dict[str, Any] = {
        "type": "library",
        "bom-ref": component.purl,
        "name": component.name,
        "version": component.version,
        "licenses": [{"license": {"name": component.licence}}],
        "purl": component.purl,
    }
    if component.inside:
        part["components"] = [*component.inside]
    return part
