"""The setup program: for one person, without administrator's rights."""

import shlex
import sys
from pathlib import Path

from release import settings
from windows import sign
from windows.program import Frozen
from windows.tools import tool

_HERE = Path(__file__).resolve().parent


def build(frozen: Frozen, version: str, target: Path, *, quick: bool = False) -> Path:
    """Pack the program as that version into `target`; NSIS does it.

    `quick` compresses little. Raises Problem if NSIS refuses.
    """
    told = settings()
    size = sum(path.stat().st_size for path in frozen.folder.rglob("*") if path.is_file())
    defines = {
        "VERSION": version,
        "PUBLISHER": told["publisher"],
        "HOMEPAGE": told["homepage"],
        "PROGRAM": frozen.folder,
        "ICON": frozen.icon,
        "SIZE": size // 1024,
        "OUTPUT": target,
    }
    if quick:
        defines["QUICK"] = 1
    if sign.has_key():
        defines["SIGN"] = shlex.join((sys.executable, str(_HERE / "sign.py")))
    target.parent.mkdir(parents=True, exist_ok=True)
    tool(
        *("makensis", "-V2", "-WX", "-INPUTCHARSET", "UTF8"),
        *(f"-D{name}={value}" for name, value in defines.items()),
        _HERE / "smsbook.nsi",
    )
    return target
