"""What can be known of the Mac's app without a Mac: its papers, its icon, the order of signing."""

import os
import plistlib
from pathlib import Path

import pytest

import icons
import mac_app
from smsbook_gui import __version__

THIN = b"\xcf\xfa\xed\xfe" + bytes(28)
NAMES = {"SMSBOOK_MAC_IDENTITY": "Developer ID Application: Somebody (ABCDE12345)"}
NOTARY = {
    "SMSBOOK_NOTARY_KEY": "key.p8",
    "SMSBOOK_NOTARY_KEY_ID": "K",
    "SMSBOOK_NOTARY_ISSUER": "I",
}


@pytest.fixture
def app(tmp_path: Path) -> Path:
    """As PyInstaller lays it out: code in Frameworks, data in Resources, links between them."""
    contents = tmp_path / "SMS Book.app" / "Contents"
    framework = contents / "Frameworks" / "PySide6" / "Qt" / "lib" / "QtCore.framework"
    code = {
        contents / "MacOS" / "smsbook",
        contents / "Frameworks" / "libcrypto.3.dylib",
        contents / "Frameworks" / "PySide6" / "QtCore.abi3.so",
        framework / "Versions" / "A" / "QtCore",
    }
    for path in code:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(THIN)
        path.chmod(0o755)
    (framework / "Versions" / "Current").symlink_to("A")
    resources = contents / "Resources" / "smsbook_gui" / "resources"
    resources.mkdir(parents=True)
    (resources / "licences.txt").write_text("SMS Book")
    (contents / "Frameworks" / "smsbook_gui").symlink_to("../Resources/smsbook_gui")
    (contents / "Resources" / "smsbook.icns").write_bytes(icons.icns())
    added = {"CFBundleExecutable": "smsbook", "CFBundleIconFile": "smsbook.icns"}
    (contents / "Info.plist").write_bytes(plistlib.dumps(mac_app.info_plist() | added))
    return contents.parent


def _commands(app: Path, environment: dict[str, str]) -> list[list[str]]:
    commands = mac_app.Commands(dry=True)
    mac_app.Packing(app, commands, environment).run()
    return commands.given


def test_app_that_is_whole_passes(app: Path) -> None:
    mac_app.check(app)


def test_papers(app: Path) -> None:
    info = plistlib.loads((app / "Contents" / "Info.plist").read_bytes())
    assert info["CFBundleShortVersionString"] == __version__
    assert info["NSHighResolutionCapable"] is True
    kinds = [kind for one in info["CFBundleDocumentTypes"] for kind in one["LSItemContentTypes"]]
    assert kinds == ["public.comma-separated-values-text", "public.vcard"]
    assert {one["LSHandlerRank"] for one in info["CFBundleDocumentTypes"]} == {"Alternate"}
    allowed = plistlib.loads(mac_app.ENTITLEMENTS.read_bytes())
    assert set(allowed) == {
        "com.apple.security.cs.allow-jit",
        "com.apple.security.cs.allow-unsigned-executable-memory",
    }


def _without_icon(contents: Path) -> None:
    (contents / "Resources" / "smsbook.icns").write_bytes(b"icns\0\0\0\7")


def _without_program(contents: Path) -> None:
    (contents / "MacOS" / "smsbook").write_text("#!/bin/sh")


def _without_licences(contents: Path) -> None:
    (contents / "Resources" / "smsbook_gui" / "resources" / "licences.txt").unlink()


def _of_another_version(contents: Path) -> None:
    path = contents / "Info.plist"
    changed = plistlib.loads(path.read_bytes()) | {"CFBundleVersion": "0.0.1"}
    path.write_bytes(plistlib.dumps(changed))


def _with_a_stranger(contents: Path) -> None:
    (contents / "README.txt").write_text("")


def _without_papers(contents: Path) -> None:
    (contents / "Info.plist").unlink()


@pytest.mark.parametrize(
    ("spoil", "word"),
    [
        (_without_icon, "no Apple icon"),
        (_without_program, "no program"),
        (_without_licences, "licences are missing"),
        (_of_another_version, "CFBundleVersion"),
        (_with_a_stranger, "README"),
        (_without_papers, "no app"),
    ],
)
def test_what_is_wrong_is_named(app: Path, spoil: "object", word: str) -> None:
    assert callable(spoil)
    spoil(app / "Contents")
    with pytest.raises(mac_app.Wrong, match=word):
        mac_app.check(app)


def test_signed_from_the_inside_out(app: Path) -> None:
    signed = [words for words in _commands(app, NAMES) if words[:2] == ["codesign", "--force"]]
    places = [os.path.relpath(words[-1], app) for words in signed]
    qt = "Contents/Frameworks/PySide6/Qt/lib/QtCore.framework"
    assert places == [
        f"{qt}/Versions/A/QtCore",
        qt,
        "Contents/Frameworks/PySide6/QtCore.abi3.so",
        "Contents/Frameworks/libcrypto.3.dylib",
        ".",
    ]
    assert all("runtime" in words and "--timestamp" in words for words in signed)
    assert [("--entitlements" in words) for words in signed] == [False] * 4 + [True]
    assert all(NAMES["SMSBOOK_MAC_IDENTITY"] in words for words in signed)


def test_notarised_only_with_a_name_and_a_key(app: Path) -> None:
    def tools(environment: dict[str, str]) -> set[str]:
        return {" ".join(words[:2]) for words in _commands(app, environment)}

    assert not tools({}) & {"xcrun notarytool", "xcrun stapler", "spctl --assess"}
    assert not tools(NOTARY) & {"xcrun notarytool"}
    assert tools(NAMES | NOTARY) >= {"xcrun notarytool", "xcrun stapler", "spctl --assess"}
    order = [words[:3] for words in _commands(app, NAMES | NOTARY)]
    submit = order.index(["xcrun", "notarytool", "submit"])
    assert submit < order.index(["xcrun", "stapler", "staple"])
    assert [words[0] for words in order[:submit]].count("hdiutil") == 1


def test_signed_for_nobody_without_a_name(app: Path) -> None:
    commands = _commands(app, {})
    assert all(words[3] == "-" for words in commands if words[:2] == ["codesign", "--force"])
    assert not any("runtime" in words for words in commands)


def test_dry_run_changes_nothing(
    app: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    before = {path: path.lstat().st_mtime_ns for path in app.rglob("*")}
    monkeypatch.setattr("sys.argv", ["mac_app.py", "--dry-run", "--app", str(app)])
    assert mac_app.main() == 0
    assert "not run here: hdiutil create" in capsys.readouterr().out
    assert {path: path.lstat().st_mtime_ns for path in app.rglob("*")} == before
