"""From the frozen program to the files that users download."""

import os
import shutil
from pathlib import Path

from release import DIST, version
from windows import msi, runtime, setup, sign
from windows.computer import OLD_FILE, Installers
from windows.program import NAME, Frozen

OLDER = "0.0.1"


def build(
    frozen: Frozen, *, number: str = "", folder: Path = DIST, quick: bool = False
) -> Installers:
    """Sign the program if there is a key, pack it in both ways, and sign these.

    `number` is the version, this one's if empty; `quick` packs the setup fast and large.
    """
    number = number or version()
    if sign.has_key():
        sign.sign(frozen.folder / NAME)
    package = folder / f"smsbook-{number}-x64.msi"
    program = folder / f"smsbook-{number}-setup.exe"
    msi.build(frozen, number, package, runtime.WORK / "msi")
    setup.build(frozen, number, program, quick=quick)
    if sign.has_key():
        sign.sign(package, program)
    return Installers(number, package, program)


def built(folder: Path = DIST) -> Installers:
    """The installers of this version that `build` made earlier."""
    number = version()
    return Installers(
        number, folder / f"smsbook-{number}-x64.msi", folder / f"smsbook-{number}-setup.exe"
    )


def build_older(frozen: Frozen) -> tuple[Installers, Path]:
    """The same program under a lower version, with a file that the newer one lacks.

    Signed with a key that is made for it, whose certificate is returned, too.
    """
    folder = runtime.WORK / "older"
    shutil.rmtree(folder, ignore_errors=True)
    program = folder / "program"
    shutil.copytree(frozen.folder, program, copy_function=os.link)
    (program / Path(*OLD_FILE.split("\\"))).touch()
    (program / NAME).unlink()  # signing writes: into a copy of its own
    shutil.copy(frozen.folder / NAME, program / NAME)
    with sign.trial_key(folder) as certificate:
        older = build(Frozen(program, frozen.icon), number=OLDER, folder=folder, quick=True)
    return older, certificate
