#!/usr/bin/env python3
"""Make "SMS Book.app" fit for the public: sign, pack into a disk image, notarise, staple.

    python3 packaging/freeze.py                  on a Mac: build/dist/SMS Book.app
    python3 packaging/mac_app.py                 build/dist/SMS-Book-VERSION-ARCH.dmg
    python3 packaging/mac_app.py --dry-run       anywhere: check what can be, print the rest

Each Mac makes the image for its own processor (arm64, x86_64). From the environment:

    SMSBOOK_MAC_IDENTITY   the Developer ID in the keychain; without it the app is signed for nobody
    SMSBOOK_NOTARY_KEY     file with the App Store Connect key, with SMSBOOK_NOTARY_KEY_ID and
                           SMSBOOK_NOTARY_ISSUER; without it nothing is notarised
"""

import argparse
import os
import platform
import plistlib
import shlex
import shutil
import struct
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from licences import BOM_NAME
from release import BUILD, DIST, ROOT, settings, version

APP = DIST / "SMS Book.app"
ENTITLEMENTS = ROOT / "packaging" / "macos" / "entitlements.plist"
OLDEST_MACOS = "13.0"  # as Qt 6.11
NOBODY = "-"  # an ad-hoc signature: it runs here, and Gatekeeper warns elsewhere
# The first bytes of programs and libraries (mach-o/loader.h, mach-o/fat.h), as they lie in a file.
MACH_O = {b"\xcf\xfa\xed\xfe", b"\xce\xfa\xed\xfe", b"\xca\xfe\xba\xbe", b"\xca\xfe\xba\xbf"}


class Wrong(Exception):
    """The app is not as macOS needs it."""


def main() -> int:
    """0, or 1 with a sentence that says what is wrong. Raises CalledProcessError."""
    parser = argparse.ArgumentParser(description="Sign, pack and notarise the app.")
    parser.add_argument("--dry-run", action="store_true", help="print the commands")
    parser.add_argument("--app", type=Path, default=APP)
    given = parser.parse_args()
    if sys.platform != "darwin" and not given.dry_run:
        print("Only a Mac can do this; elsewhere there is --dry-run.", file=sys.stderr)
        return 1
    try:
        check(given.app)
        Packing(given.app, Commands(given.dry_run), dict(os.environ)).run()
    except Wrong as wrong:
        print(wrong, file=sys.stderr)
        return 1
    return 0


def info_plist() -> dict[str, Any]:
    """What macOS reads of the app; PyInstaller adds the names of program and icon."""
    given = settings()
    kinds = {
        "Comma-separated values": "public.comma-separated-values-text",
        "Address card": "public.vcard",
    }
    return {
        "CFBundleDisplayName": "SMS Book",
        "CFBundleIdentifier": given["app_id"],
        "CFBundleName": "SMS Book",
        "CFBundleShortVersionString": version(),
        "CFBundleVersion": version(),
        "CFBundleDocumentTypes": [
            {
                "CFBundleTypeName": name,
                "CFBundleTypeRole": "Viewer",
                "LSHandlerRank": "Alternate",  # it offers itself and takes nobody's place
                "LSItemContentTypes": [kind],
            }
            for name, kind in kinds.items()
        ],
        "LSApplicationCategoryType": "public.app-category.productivity",
        "LSMinimumSystemVersion": OLDEST_MACOS,
        "NSHighResolutionCapable": True,
        "NSHumanReadableCopyright": f"© {given['publisher']}",
        "NSPrincipalClass": "NSApplication",
        "NSRequiresAquaSystemAppearance": False,  # dark mode too
    }


# --- what can be checked anywhere ----------------------------------------------------------------


def check(app: Path) -> None:
    """Raises Wrong."""
    contents = app / "Contents"
    try:
        info = plistlib.loads((contents / "Info.plist").read_bytes())
    except FileNotFoundError:
        raise Wrong(f"{app} is no app: run packaging/freeze.py on a Mac first.") from None
    for name, value in info_plist().items():
        if info.get(name) != value:
            raise Wrong(f"Info.plist says {info.get(name)!r} for {name}, not {value!r}.")
    program = contents / "MacOS" / info["CFBundleExecutable"]
    if not (is_code(program) and os.access(program, os.X_OK)):
        raise Wrong(f"{program} is no program.")
    check_icon(contents / "Resources" / info["CFBundleIconFile"])
    if not any(contents.glob("Resources/smsbook_gui/resources/licences.txt")):
        raise Wrong("The licences are missing.")
    strangers = [path.name for path in contents.iterdir() if path.name not in _PLACES]
    if strangers:
        raise Wrong(f"codesign refuses what lies in Contents itself: {strangers}")


_PLACES = {"Info.plist", "MacOS", "Frameworks", "Resources", "_CodeSignature", "PkgInfo"}


def check_icon(path: Path) -> None:
    """Raises Wrong where it is no Apple icon with a picture for large screens."""
    data = path.read_bytes() if path.is_file() else b""
    if data[:4] != b"icns" or struct.unpack(">I", data[4:8]) != (len(data),):
        raise Wrong(f"{path} is no Apple icon.")
    if b"ic10" not in data:
        raise Wrong(f"{path} has no picture of 1024 pixels.")


def is_code(path: Path) -> bool:
    """Whether it is a program or a library, and no link to one."""
    if path.is_symlink() or not path.is_file():
        return False
    with path.open("rb") as file:
        return file.read(4) in MACH_O


def code_inside(app: Path) -> Iterator[Path]:
    """All that is signed before the app itself: the innermost first."""
    program = app / "Contents" / "MacOS"
    found = [path for path in app.rglob("*") if is_code(path) and path.parent != program]
    frameworks = [path for path in app.rglob("*.framework") if not path.is_symlink()]
    yield from sorted((*found, *frameworks), key=lambda path: (-len(path.parts), str(path)))


# --- what only a Mac does ------------------------------------------------------------------------


class Commands:
    """Runs commands, or only prints them."""

    def __init__(self, dry: bool) -> None:
        self.dry = dry
        self.given: list[list[str]] = []

    def run(self, *command: str | Path) -> None:
        """Raises CalledProcessError."""
        words = [str(word) for word in command]
        self.given.append(words)
        print("not run here:" if self.dry else "+", shlex.join(words), flush=True)
        if not self.dry:
            subprocess.run(words, check=True)


class Packing:
    """From the app to what people download."""

    def __init__(self, app: Path, commands: Commands, environment: dict[str, str]) -> None:
        self._app = app
        self._run = commands.run
        self._dry = commands.dry
        self._identity = environment.get("SMSBOOK_MAC_IDENTITY") or NOBODY
        self._key = environment.get("SMSBOOK_NOTARY_KEY", "")
        self._key_id = environment.get("SMSBOOK_NOTARY_KEY_ID", "")
        self._issuer = environment.get("SMSBOOK_NOTARY_ISSUER", "")
        self.image = DIST / f"SMS-Book-{version()}-{platform.machine()}.dmg"

    def run(self) -> None:
        """All steps. Raises CalledProcessError."""
        self.sign()
        self.pack()
        if self._key and self._identity != NOBODY:
            self.notarise()
        if not self._dry:
            shutil.copyfile(BUILD / BOM_NAME, f"{self.image}.cdx.json")

    def sign(self) -> None:
        """From the inside out: `--deep`, says Apple, skips what it does not know."""
        # A signature for nobody has no time stamp, and the hardened runtime would load nothing.
        named = self._identity != NOBODY
        how = ("--options", "runtime", "--timestamp") if named else ()
        sign = ("codesign", "--force", "--sign", self._identity, *how)
        for path in code_inside(self._app):
            self._run(*sign, path)
        self._run(*sign, "--entitlements", ENTITLEMENTS, self._app)
        self._run("codesign", "--verify", "--deep", "--strict", "--verbose=2", self._app)

    def pack(self) -> None:
        """A disk image with the app, and the folder to drag it to."""
        with tempfile.TemporaryDirectory() as folder:
            self._run("ditto", self._app, Path(folder) / self._app.name)
            self._run("ln", "-s", "/Applications", Path(folder) / "Applications")
            how = ("-fs", "HFS+", "-format", "ULFO", "-ov")
            name = f"SMS Book {version()}"
            self._run("hdiutil", "create", "-volname", name, "-srcfolder", folder, *how, self.image)
        if self._identity != NOBODY:
            self._run("codesign", "--sign", self._identity, "--timestamp", self.image)

    def notarise(self) -> None:
        """Apple looks at it, and its word is stapled to it, so that it opens offline too."""
        who = ("--key", self._key, "--key-id", self._key_id, "--issuer", self._issuer)
        self._run("xcrun", "notarytool", "submit", self.image, *who, "--wait", "--timeout", "30m")
        self._run("xcrun", "stapler", "staple", self.image)
        self._run("xcrun", "stapler", "validate", self.image)
        primary = ("--context", "context:primary-signature")
        self._run("spctl", "--assess", "--type", "open", *primary, "--verbose=2", self.image)


if __name__ == "__main__":
    sys.exit(main())
