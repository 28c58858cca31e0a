#!/usr/bin/env python3
"""Build the Debian package from what packaging/freeze.py made.

    python3 packaging/deb.py            build/dist/smsbook_VERSION_ARCH.deb and its .cdx.json

Build it on the oldest Debian or Ubuntu it is meant for: it runs there and on newer ones. What it
depends on is read from its programs and libraries (dpkg-shlibdeps).
"""

import gzip
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from dev import install_system_packages
from licences import BOM_NAME, TEXT_NAME
from release import BUILD, DIST, PROGRAM, ROOT, build_time, settings, version
from sizes import print_sizes

LINUX = ROOT / "packaging" / "linux"
HOME = Path("usr/lib/smsbook")
TOOLS = ("appstream", "binutils", "desktop-file-utils", "dpkg-dev")
ICON_SIZES = (16, 24, 32, 48, 64, 128, 256, 512)
# A desktop's password store, and what opens a link or a folder.
RECOMMENDS = "gnome-keyring | kwalletmanager | keepassxc, xdg-utils, fonts-dejavu-core | fonts-noto"
ELF = b"\x7fELF"
MANAGED = HOME / "_internal/smsbook_gui/resources/managed.txt"
MANAGED_TEXT = "Installed for everybody on this computer, and updated by its administrator.\n"

DESCRIPTION = """\
contacts and address books of your SMS service
 SMS Book keeps the contacts and address books of your SMS service in order: a
 table of everyone, a form to edit them, address books at the side. Everything
 you do is kept on your computer first and then sent to the service in order, so
 nothing is lost when the network is, and nothing is sent twice.
"""


def main() -> int:
    """Build it; 0. Raises CalledProcessError where a tool refuses."""
    if not PROGRAM.is_dir():
        print("There is nothing to package yet: run packaging/freeze.py first.", file=sys.stderr)
        return 1
    install_system_packages(TOOLS)
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder) / "root"
        lay_out(root)
        check(root)
        (root / "DEBIAN").mkdir(mode=0o755)
        write_control(root, dependencies(root / HOME, Path(folder)))
        package = build(root)
    shutil.copyfile(BUILD / BOM_NAME, f"{package}.cdx.json")
    print_sizes(PROGRAM)
    print(f"{package}: {package.stat().st_size / 1e6:.1f} MB")
    return 0


def lay_out(root: Path) -> None:
    """Put every file where it will be installed."""
    shutil.copytree(PROGRAM, root / HOME, symlinks=True)
    (root / MANAGED).write_text(MANAGED_TEXT, encoding="utf-8")
    programs = root / "usr/bin"
    programs.mkdir(parents=True)
    (programs / "smsbook").symlink_to("../lib/smsbook/smsbook")
    share = root / "usr/share"
    entries = share / "applications"
    entries.mkdir(parents=True)
    for entry in LINUX.glob("*.desktop"):
        shutil.copyfile(entry, entries / entry.name)
    lay_out_icons(share / "icons" / "hicolor")
    metainfo = share / "metainfo" / f"{settings()['app_id']}.metainfo.xml"
    metainfo.parent.mkdir()
    metainfo.write_text(metadata(), encoding="utf-8")
    papers = share / "doc" / "smsbook"
    papers.mkdir(parents=True)
    shutil.copyfile(BUILD / TEXT_NAME, papers / "copyright")
    changelog = (ROOT / "packaging" / "CHANGELOG.md").read_bytes()
    (papers / "changelog.gz").write_bytes(gzip.compress(changelog, mtime=0))
    manual = (LINUX / "smsbook.1").read_text(encoding="utf-8").replace("@VERSION@", version())
    manuals = share / "man" / "man1"
    manuals.mkdir(parents=True)
    (manuals / "smsbook.1.gz").write_bytes(gzip.compress(manual.encode("utf-8"), mtime=0))
    for path in (root, *root.rglob("*")):
        if not path.is_symlink():
            run = path.is_dir() or path == root / HOME / "smsbook"
            path.chmod(0o755 if run else 0o644)


def lay_out_icons(theme: Path) -> None:
    """The drawing, and pictures of it for desktops that do not draw."""
    scalable = theme / "scalable" / "apps"
    scalable.mkdir(parents=True)
    shutil.copyfile(ROOT / "resources" / "icons" / "smsbook.svg", scalable / "smsbook.svg")
    with tempfile.TemporaryDirectory() as folder:
        python = BUILD / "venv" / "bin" / "python"
        subprocess.run([python, ROOT / "packaging" / "icons.py", folder], check=True)
        for size in ICON_SIZES:
            target = theme / f"{size}x{size}" / "apps" / "smsbook.png"
            target.parent.mkdir(parents=True)
            shutil.copyfile(Path(folder) / f"smsbook-{size}.png", target)


def metadata() -> str:
    """The AppStream metadata, for software centres (freedesktop.org/software/appstream)."""
    given = settings()
    text = (LINUX / "metainfo.xml").read_text(encoding="utf-8")
    for name, value in {
        "APP_ID": given["app_id"],
        "DEVELOPER_ID": given["app_id"].rpartition(".")[0],
        "HOMEPAGE": given["homepage"],
        "PUBLISHER": given["publisher"],
        "VERSION": version(),
        "DATE": build_time().date().isoformat(),
    }.items():
        text = text.replace(f"@{name}@", value)
    return text


def check(root: Path) -> None:
    """Let the desktops' own tools judge. Raises CalledProcessError."""
    share = root / "usr/share"
    entries = sorted((share / "applications").iterdir())
    subprocess.run(["desktop-file-validate", *entries], check=True)
    metainfo = next((share / "metainfo").iterdir())
    subprocess.run(["appstreamcli", "validate", "--no-net", "--explain", metainfo], check=True)


def dependencies(home: Path, work: Path) -> str:
    """The packages that hold the libraries which the program does not bring along."""
    (work / "debian").mkdir()
    (work / "debian" / "control").write_text(
        "Source: smsbook\n\nPackage: smsbook\nArchitecture: any\n"
    )
    loaded = [path for path in sorted(home.rglob("*")) if is_elf(path)]
    told = subprocess.run(
        ["dpkg-shlibdeps", "-O", "--ignore-missing-info", "--warnings=0", *loaded],
        cwd=work,
        check=True,
        stdout=subprocess.PIPE,
        text=True,
    )
    return told.stdout.strip().removeprefix("shlibs:Depends=")


def is_elf(path: Path) -> bool:
    """Whether it is a program or a library, and no link to one."""
    if path.is_symlink() or not path.is_file():
        return False
    with path.open("rb") as file:
        return file.read(len(ELF)) == ELF


def write_control(root: Path, depends: str) -> None:
    """The package's own description (Debian Policy, chapter 5)."""
    given = settings()
    size = sum(path.stat().st_size for path in root.rglob("*") if not path.is_symlink())
    fields = {
        "Package": "smsbook",
        "Version": version(),
        "Section": "utils",
        "Priority": "optional",
        "Architecture": architecture(),
        "Maintainer": given["contact"],
        "Installed-Size": str(size // 1024),
        "Depends": depends,
        "Recommends": RECOMMENDS,
        "Homepage": given["homepage"],
        "Description": DESCRIPTION.rstrip(),
    }
    control = root / "DEBIAN" / "control"
    lines = [f"{name}: {value}\n" for name, value in fields.items()]
    control.write_text("".join(lines), encoding="utf-8")


def architecture() -> str:
    """As Debian names it."""
    told = subprocess.run(
        ["dpkg", "--print-architecture"], check=True, capture_output=True, text=True
    )
    return told.stdout.strip()


def build(root: Path) -> Path:
    """The package; xz, because every dpkg since 2009 unpacks it."""
    package = DIST / f"smsbook_{version()}_{architecture()}.deb"
    environment = {**os.environ, "SOURCE_DATE_EPOCH": str(int(build_time().timestamp()))}
    subprocess.run(
        ["dpkg-deb", "-Zxz", "-z9", "--root-owner-group", "--build", root, package],
        check=True,
        env=environment,
        stdout=subprocess.DEVNULL,
    )
    return package


if __name__ == "__main__":
    sys.exit(main())
