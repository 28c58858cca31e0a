"""Windows programs on Linux: a Wine prefix of our own, with nothing in it but Windows."""

import os
import shutil
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path, PureWindowsPath

from dev import Problem
from windows.registry import Registry

LIMIT = 900  # seconds; the freezing is the longest

# Debian puts Wine's loader outside the PATH when only the 64-bit half is installed.
_PLACES = ("/usr/lib/wine/wine64", "/usr/lib/x86_64-linux-gnu/wine/wine64", "wine64", "wine")
_UI_SETTINGS = (
    r"HKLM\Software\Microsoft\WindowsRuntime\ActivatableClassId"
    r"\Windows.UI.ViewManagement.UISettings"
)
_WINDOWS_FONTS = ("Segoe UI", "MS Shell Dlg", "MS Shell Dlg 2", "Tahoma")
_OVERRIDES = ";".join(
    (
        "mscms=n,b",  # our stand-in
        "mscoree,mshtml=",  # no offer to download .NET and a browser
        "netprofm=",  # its list of networks never ends: Qt would wait for it at the start
        "winemenubuilder.exe=d",  # no entries in the menus of who builds this
    )
)


class Wine:
    """One prefix: the drive C, the registry and the processes of a Windows computer.

    `display` is the X display that windows open on; without one only console programs work, and
    Qt's `offscreen`.
    """

    def __init__(self, prefix: Path, display: str | None = None) -> None:
        self.prefix = prefix
        self.display = display

    def create(self, standins: Path) -> None:
        """A fresh computer. The DLLs in the folder `standins` are put where Windows has its own.

        They go into the prefix and never into the product: Windows 10 has the real ones.
        """
        self.stop()
        shutil.rmtree(self.prefix, ignore_errors=True)
        self.prefix.mkdir(parents=True)
        self.run("wineboot", "--init")
        self.run("winecfg", "/v", "win10")
        for library in standins.glob("*.dll"):
            shutil.copy(library, self.path(r"C:\windows\system32"))
        self.set_value(_UI_SETTINGS, "DllPath", r"C:\windows\system32\uisettings.dll")
        for font in _WINDOWS_FONTS:
            self.set_value(r"HKCU\Software\Wine\Fonts\Replacements", font, "DejaVu Sans")

    def run(
        self,
        *command: str | Path,
        environment: Mapping[str, str] | None = None,
        check: bool = True,
        limit: float = LIMIT,
    ) -> "subprocess.CompletedProcess[str]":
        """Run a Windows program to its end; its output is in `stdout`.

        Paths of Linux among the arguments are handed over as Windows paths. Raises Problem if it
        fails and `check` holds, or if it does not end within `limit` seconds.
        """
        arguments = self._arguments(command)
        try:
            ended = subprocess.run(
                [_loader(), *arguments],
                env=self._environment(environment or {}),
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,  # Python finds no standard streams in a file, under Wine
                stderr=subprocess.STDOUT,
                encoding="utf-8",
                errors="replace",
                timeout=limit,
                check=False,
            )
        except subprocess.TimeoutExpired as late:
            said = late.stdout.decode("utf-8", "replace") if late.stdout else ""
            raise Problem(
                f"{arguments[0]} did not end in {limit:.0f} s under Wine.\n{said}"
            ) from None
        if check and ended.returncode != 0:
            raise Problem(
                f"{' '.join(arguments)} ended with {ended.returncode} under Wine.\n{ended.stdout}"
            )
        return ended

    def start(
        self, *command: str | Path, environment: Mapping[str, str] | None = None
    ) -> "subprocess.Popen[bytes]":
        """Start a Windows program; the process is its own."""
        return subprocess.Popen(
            [_loader(), *self._arguments(command)],
            env=self._environment(environment or {}),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )

    def wait(self) -> None:
        """Until the last process of the prefix has ended."""
        self._server("--wait")

    def stop(self) -> None:
        """End every process of the prefix."""
        if self.prefix.exists():
            self._server("--kill")
            self._server("--wait")

    def path(self, windows_path: str) -> Path:
        """Where a file of drive C lies on Linux."""
        parts = PureWindowsPath(windows_path).parts
        return self.prefix.joinpath("drive_c", *parts[1:])

    def windows_path(self, path: Path) -> str:
        r"""What Windows programs call it: `C:\…` for the prefix's own drive, else `Z:\…`."""
        drive = self.prefix / "drive_c"
        if path.is_relative_to(drive):
            return "C:\\" + "\\".join(path.relative_to(drive).parts)
        return "Z:" + str(path).replace("/", "\\")

    def registry(self) -> Registry:
        """The registry as the programs that ended have left it."""
        self.wait()
        return Registry(self.prefix)

    def set_value(self, key: str, name: str, text: str) -> None:
        """Set a text in the registry."""
        self.run("reg", "add", key, "/v", name, "/t", "REG_SZ", "/d", text, "/f", "/reg:64")

    def _arguments(self, command: Sequence[str | Path]) -> list[str]:
        return [self.windows_path(part) if isinstance(part, Path) else part for part in command]

    def _server(self, wish: str) -> None:
        subprocess.run(
            ["/usr/lib/wine/wineserver" if _has_debians() else "wineserver", wish],
            env=self._environment({}),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            check=False,
            timeout=LIMIT,
        )

    def _environment(self, more: Mapping[str, str]) -> dict[str, str]:
        # Nothing of the Linux session leads into the Windows one: no Python, no settings of one.
        home = self.prefix / "home"
        home.mkdir(parents=True, exist_ok=True)
        environment = {
            "HOME": str(home),
            "LANG": "C.UTF-8",
            "PATH": os.defpath,
            "USER": "tester",
            "WINEDEBUG": "-all",
            "WINEDLLOVERRIDES": _OVERRIDES,
            "WINEPREFIX": str(self.prefix),
        }
        if self.display is None:
            environment["WINEQT_QPA_PLATFORM"] = "offscreen"  # Wine keeps QT_… for itself
        else:
            environment["DISPLAY"] = self.display
        return {**environment, **more}


def _has_debians() -> bool:
    return Path(_PLACES[0]).exists()


def _loader() -> str:
    found = next(filter(None, map(shutil.which, _PLACES)), None)
    if found is None:
        raise Problem("Wine is missing. On Debian and its relatives: apt-get install wine64")
    return found
