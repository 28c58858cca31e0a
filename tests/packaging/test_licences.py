"""Nothing is handed on without its terms, and the bill of materials is one."""

import importlib.util
import json
from pathlib import Path

import pytest

import licences
import smsbook_gui
from release import ROOT
from smsbook_gui import __version__


def _entry(module: str) -> licences.Entry:
    spec = importlib.util.find_spec(module)
    assert spec is not None
    assert spec.origin is not None
    return (module, spec.origin, "PYMODULE")


def _install(folder: Path, name: str, **files: str) -> licences.Entry:
    """A distribution of one module, as pip would leave it in `folder`."""
    info = folder / f"{name}-1.0.dist-info"
    info.mkdir()
    module = folder / f"{name}.py"
    module.write_text("")
    (info / "METADATA").write_text(f"Metadata-Version: 2.4\nName: {name}\nVersion: 1.0\n")
    for file, text in files.items():
        (info / file).write_text(text)
    record = [module.name, *(f"{info.name}/{file}" for file in (*files, "METADATA"))]
    (info / "RECORD").write_text("".join(f"{path},,\n" for path in record))
    return (name, str(module), "PYMODULE")


def test_owners_of_files_are_found() -> None:
    entries = [_entry("httpx"), _entry("PySide6"), _entry("json"), _entry("smsbook_gui")]
    found = {part.name.lower(): part for part in licences.find_components(entries)}
    assert {"httpx", "pyside6_essentials", "python"} <= found.keys()
    assert "starlette" not in found, "it is installed, but not among the files"
    assert "Redistribution and use" in found["httpx"].text
    assert "Put your own build" in found["pyside6_essentials"].text
    assert "GNU LESSER GENERAL PUBLIC LICENSE" in found["pyside6_essentials"].text
    assert "PYTHON SOFTWARE FOUNDATION LICENSE" in found["python"].text


def test_names_of_countries_come_with_their_terms() -> None:
    countries = ROOT / "resources" / "countries.txt"
    entry = ("smsbook_gui/resources/countries.txt", str(countries), "DATA")
    found = {part.name: part for part in licences.find_components([entry])}
    assert "COPYRIGHT AND PERMISSION NOTICE" in found["Unicode CLDR"].text


def test_terms_of_what_is_linked_into_a_wheel_come_along() -> None:
    [nacl] = [part for part in licences.find_components([_entry("nacl")]) if part.name == "PyNaCl"]
    assert "Apache License" in nacl.text
    assert "ISC License" in nacl.text, "libsodium's"


def test_distribution_without_a_licence_ends_the_build(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.syspath_prepend(tmp_path)
    silent = _install(tmp_path, "silent")
    with pytest.raises(licences.LicenceMissing, match=r"silent 1\.0"):
        licences.find_components([silent])
    spoken = _install(tmp_path, "spoken", LICENSE="Do as you please.")
    [component] = [part for part in licences.find_components([spoken]) if part.name == "spoken"]
    assert component.text == "Do as you please."


def test_file_of_nobody_ends_the_build(tmp_path: Path) -> None:
    stranger = tmp_path / "stranger.so"
    stranger.write_bytes(b"")
    with pytest.raises(licences.LicenceMissing, match=r"stranger\.so"):
        licences.find_components([("stranger.so", str(stranger), "BINARY")])


@pytest.mark.parametrize(
    ("file", "name"),
    [("libcrypto-3.dll", "OpenSSL"), ("sqlite3.dll", "SQLite"), ("vcruntime140.dll", "Microsoft")],
)
def test_libraries_that_come_with_python(file: str, name: str) -> None:
    beside = Path(json.__file__).with_name(file)
    found = licences.find_components([(file, str(beside), "BINARY")])
    assert any(part.name.startswith(name) and part.text for part in found)


def test_what_is_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1790000000")
    entries = [
        _entry(name)
        for name in ("httpx", "keyring", "python_calamine", "phonenumbers", "rapidfuzz")
    ]
    text = licences.write(entries, tmp_path).read_text(encoding="utf-8")
    assert text.startswith(f"SMS Book {__version__}\n\nMIT License")
    assert "Linked into python-calamine:" in text, "Rust packages that its wheel names"
    bom = (tmp_path / licences.BOM_NAME).read_text(encoding="utf-8")
    # Here: they take 4 s to load, in every process that collects tests.
    from cyclonedx.schema import SchemaVersion
    from cyclonedx.validation.json import JsonStrictValidator

    problem = JsonStrictValidator(SchemaVersion.V1_6).validate_str(bom)
    assert problem is None, problem
    made = json.loads(bom)
    assert made["metadata"]["component"]["version"] == smsbook_gui.__version__
    assert made["metadata"]["timestamp"] == "2026-09-21T14:13:20+00:00"
    named = {part["name"] for part in made["components"]}
    assert {"httpx", "keyring", "python-calamine", "phonenumbers", "RapidFuzz", "Python"} <= named
    licences.write(entries, tmp_path / "again")
    assert (tmp_path / "again" / licences.BOM_NAME).read_text(encoding="utf-8") == bom
