"""Installs, uses, upgrades and removes what was made, on a fresh Windows computer that is Wine.

What Wine cannot vouch for stands in packaging/RELEASING.md.
"""

import hashlib
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from dev import Problem, say
from release import BUILD, ROOT
from windows import runtime, sign
from windows.program import NAME
from windows.registry import Registry
from windows.screen import picture, screen
from windows.wine import Wine

MSI_FOLDER = r"C:\Program Files\SMS Book"
PROFILE = r"C:\users\tester"
HOME_FOLDER = rf"{PROFILE}\AppData\Local\Programs\SMS Book"
SETUP_FOLDER = rf"{PROFILE}\Prógramme für Zoë\SMS Book"
DATA = rf"{PROFILE}\AppData\Local\SMS Book"
MANAGED = r"_internal\smsbook_gui\resources\managed.txt"
OLD_FILE = r"_internal\only-in-the-old-version.txt"
POLICY = r"HKLM\Software\SMS Book"
UNINSTALL = r"Software\Microsoft\Windows\CurrentVersion\Uninstall"
START_MENU = r"Microsoft\Windows\Start Menu\Programs\SMS Book.lnk"
PROGID = "SMSBook.Import"
IMPORT_KEYS = (
    rf"Software\Classes\{PROGID}",
    rf"Software\Classes\SystemFileAssociations\.csv\shell\{PROGID}",
    rf"Software\Classes\SystemFileAssociations\.vcf\shell\{PROGID}",
)
API_URL = "https://sms.example/api"
PASSED = "The self-check passed."
PICTURE = BUILD / "windows.png"
CHECK_LIMIT = 180  # seconds for a self-check; it takes 15
START_LIMIT = 120  # seconds
REFUSED, RUNNING = 2, 3  # the setup's exit codes
# Lets the process of that number run a thread that begins where no code is.
BRING_DOWN = """
import ctypes, sys
kernel = ctypes.windll.kernel32
kernel.OpenProcess.restype = ctypes.c_void_p
process = ctypes.c_void_p(kernel.OpenProcess(0x1FFFFF, False, int(sys.argv[1])))
assert kernel.CreateRemoteThread(process, None, 0, ctypes.c_void_p(16), None, 0, None)
"""


@dataclass(frozen=True, slots=True)
class Installers:
    """One version, packed in both ways."""

    version: str
    msi: Path
    setup: Path


class Trial:
    """The steps, in an order in which each finds what the one before left."""

    def __init__(
        self, new: Installers, old: Installers | None = None, certificate: Path | None = None
    ) -> None:
        """With the older version, signed with the key of `certificate`, the trial is a full one."""
        self._new = new
        self._old = old
        self._certificate = certificate
        self._wine = Wine(runtime.WORK / "trial-prefix")

    def run(self) -> None:
        """Every step on a fresh computer. Raises Problem."""
        began = time.monotonic()
        runtime.prepare()
        self._wine.create(runtime.STANDINS)
        try:
            for step in self._steps():
                started = time.monotonic()
                step()
                words = (step.__doc__ or "").splitlines()[0].rstrip(".")
                say(f"ok  {words} ({time.monotonic() - started:.0f} s)")
        finally:
            self._wine.stop()
        say(f"The Windows installers passed their trial in {time.monotonic() - began:.0f} s.")

    def _steps(self) -> list[Callable[[], None]]:
        if self._old is None:
            return [
                self.msi_installs,
                self.msi_program_works,
                self.msi_leaves_nothing,
                self.setup_installs,
                self.setup_program_works,
                self.setup_leaves_nothing_but_data,
            ]
        return [
            self.old_msi_installs,
            self.signatures_are_good,
            self.use_it,
            self.msi_upgrades,
            self.msi_refuses_downgrade,
            self.msi_leaves_nothing,
            self.old_setup_installs,
            self.uninstaller_is_signed,
            self.setup_upgrades,
            self.setup_refuses_downgrade,
            self.window_is_painted,
            self.setup_refuses_while_it_runs,
            self.crash_is_told,
            self.setup_leaves_nothing_but_data,
        ]

    # ---- the package for all users -------------------------------------------------------------

    def msi_installs(self) -> None:
        """The MSI installs silently, with what an IT department sets."""
        before = self._wine.registry().value(r"HKLM\Software\Classes\.csv")
        self._msiexec("/i", self._new.msi, f"APIURL={API_URL}", "UPDATECHECK=0")
        self._expect_msi(self._new)
        self._expect_policy()
        after = self._wine.registry().value(r"HKLM\Software\Classes\.csv")
        _expect(before == after, "what opens .csv files stays")

    def msi_program_works(self) -> None:
        """The installed program does the main job, its token in the Credential Locker."""
        self._self_check(MSI_FOLDER)

    def old_msi_installs(self) -> None:
        """An older MSI installs silently, with what an IT department sets."""
        assert self._old is not None
        self._msiexec("/i", self._old.msi, f"APIURL={API_URL}", "UPDATECHECK=0")
        self._expect_msi(self._old)
        _expect(self._there(MSI_FOLDER, OLD_FILE), "the older version's own file is there")

    def signatures_are_good(self) -> None:
        """The older installers and the installed program bear good signatures."""
        assert self._old is not None
        assert self._certificate is not None
        installed = self._wine.path(MSI_FOLDER) / NAME
        for file in (self._old.msi, self._old.setup, installed):
            sign.verify(file, self._certificate)

    def msi_upgrades(self) -> None:
        """The MSI upgrades: data and policy stay, old files go, one entry is left."""
        before = self._data()
        self._msiexec("/i", self._new.msi)
        self._expect_msi(self._new)
        self._expect_policy()
        _expect(not self._there(MSI_FOLDER, OLD_FILE), "the older version's own file is gone")
        _expect(self._data() == before, "the data is what it was")
        self._self_check(MSI_FOLDER)
        self.use_it()

    def msi_refuses_downgrade(self) -> None:
        """The older MSI refuses to replace the newer one."""
        assert self._old is not None
        _expect(self._msiexec("/i", self._old.msi, check=False) != 0, "msiexec says no")
        self._expect_msi(self._new)
        self._expect_policy()

    def msi_leaves_nothing(self) -> None:
        """Removed, the MSI leaves nothing behind."""
        data = self._data()
        self._msiexec("/x", self._new.msi)
        _expect(not self._wine.path(MSI_FOLDER).exists(), "its folder is gone")
        _expect(not self._in_start_menu(), "its Start menu entry is gone")
        self._expect_forgotten("HKLM")
        _expect(self._data() == data, "the data is what it was")

    # ---- the setup for one person --------------------------------------------------------------

    def setup_installs(self) -> None:
        """The setup installs silently, into a folder with spaces and letters beyond ASCII."""
        _expect(self._setup(self._new, f"/D={SETUP_FOLDER}") == 0, "the setup says yes")
        self._expect_setup(self._new, SETUP_FOLDER)

    def setup_program_works(self) -> None:
        """The installed program does the main job, and writes nothing into its own folder."""
        folder = self._wine.path(SETUP_FOLDER)
        before = _state(folder)
        self._self_check(SETUP_FOLDER)
        self.use_it(SETUP_FOLDER)
        _expect(_state(folder) == before, "its folder is what it was")
        log = self._wine.path(DATA) / "logs" / "smsbook.log"
        _expect(f"SMS Book {self._new.version} starts" in log.read_text("utf-8"), "it has a log")

    def old_setup_installs(self) -> None:
        """An older setup installs silently where setups put programs."""
        assert self._old is not None
        _expect(self._setup(self._old) == 0, "the setup says yes")
        self._expect_setup(self._old, HOME_FOLDER)

    def uninstaller_is_signed(self) -> None:
        """What the setup leaves for its removal bears a good signature."""
        assert self._certificate is not None
        sign.verify(self._wine.path(HOME_FOLDER) / "uninstall.exe", self._certificate)

    def setup_upgrades(self) -> None:
        """The setup upgrades: the data stays, old files go."""
        before = self._data()
        _expect(self._setup(self._new) == 0, "the setup says yes")
        self._expect_setup(self._new, HOME_FOLDER)
        _expect(not self._there(HOME_FOLDER, OLD_FILE), "the older version's own file is gone")
        _expect(self._data() == before, "the data is what it was")
        self.use_it(HOME_FOLDER)

    def setup_refuses_downgrade(self) -> None:
        """The older setup refuses to replace the newer one."""
        assert self._old is not None
        _expect(self._setup(self._old) == REFUSED, "the setup says that a newer one is there")
        self._expect_setup(self._new, HOME_FOLDER)

    def window_is_painted(self) -> None:
        """The installed program shows its window with the sample contacts (build/windows.png)."""
        folder = self._wine.path(HOME_FOLDER)
        with screen() as display:
            wine = Wine(self._wine.prefix, display)
            program = wine.start(folder / NAME, "--practice", "--data-dir", wine.path(DATA))
            try:
                picture(display, "SMS Book – Practice", PICTURE, START_LIMIT)
            finally:
                program.kill()
                program.wait()
                wine.stop()

    def setup_refuses_while_it_runs(self) -> None:
        """The setup changes nothing while the program runs."""
        before = _state(self._wine.path(HOME_FOLDER))
        with self._running(self._wine.path(DATA)):
            code = self._wine.run(self._new.setup, "/S", check=False).returncode
        _expect(code == RUNNING, f"the setup says that it runs: {code}")
        _expect(_state(self._wine.path(HOME_FOLDER)) == before, "its folder is what it was")

    def crash_is_told(self) -> None:
        """A fault of native code is kept, and told at the next start."""
        data = self._wine.path(rf"{PROFILE}\Absturz")
        with self._running(data) as program:
            number = (data / "app.lock").read_text("utf-8").split()[0]
            self._wine.run(runtime.PYTHON / "python.exe", "-c", BRING_DOWN, number)
            program.wait(START_LIMIT)
        self.use_it(HOME_FOLDER, data)
        log = (data / "logs" / "smsbook.log").read_text("utf-8")
        _expect("ended in a fault of native code" in log, "the log tells of it")
        kept = (data / "logs" / "crash-before.txt").read_text("utf-8")
        _expect("access violation" in kept and "smsbook_gui" in kept, f"its place is kept: {kept}")

    def setup_leaves_nothing_but_data(self) -> None:
        """Removed silently, the setup leaves nothing behind but the person's data."""
        folder = self._wine.registry().value(rf"HKCU\{UNINSTALL}\SMS Book", "InstallLocation")
        assert folder is not None
        data = self._data()
        self._wine.run(self._wine.path(folder) / "uninstall.exe", "/S")
        self._wine.wait()  # it goes on as a copy of itself, so that it can remove itself
        _expect(not self._wine.path(folder).exists(), "its folder is gone")
        _expect(not self._in_start_menu(), "its Start menu entry is gone")
        self._expect_forgotten("HKCU")
        _expect(self._data() == data != {}, "the data is what it was")

    # ---- what steps have in common -------------------------------------------------------------

    def use_it(self, folder: str = MSI_FOLDER, data: Path | None = None) -> None:
        """The installed program opens the person's data and paints it."""
        data = data or self._wine.path(DATA)
        picture = self._wine.path(r"C:\users\tester\picture.png")
        picture.unlink(missing_ok=True)
        program = self._wine.path(folder) / NAME
        self._wine.run(
            *(program, "--practice", "--data-dir", data, "--screenshot", picture),
            limit=CHECK_LIMIT,
        )
        _expect(picture.exists(), "it painted its window")

    @contextmanager
    def _running(self, data: Path) -> Iterator["subprocess.Popen[bytes]"]:
        """The program with a window, once its log says that it started."""
        log = data / "logs" / "smsbook.log"
        starts = log.read_text("utf-8").count(" starts ") if log.exists() else 0
        program = self._wine.start(
            self._wine.path(HOME_FOLDER) / NAME, "--practice", "--data-dir", data
        )
        try:
            end = time.monotonic() + START_LIMIT
            while not (log.exists() and log.read_text("utf-8").count(" starts ") > starts):
                _expect(time.monotonic() < end and program.poll() is None, "it starts")
                time.sleep(0.1)
            yield program
        finally:
            program.kill()
            program.wait()

    def _self_check(self, folder: str) -> None:
        program = self._wine.path(folder) / NAME
        said = self._wine.run(program, "--self-check", "--keyring", limit=CHECK_LIMIT).stdout
        _expect("ok  the token is kept" in said and PASSED in said, f"it passes:\n{said}")

    def _msiexec(self, wish: str, package: Path, *properties: str, check: bool = True) -> int:
        ended = self._wine.run("msiexec", wish, package, "/qn", *properties, check=check)
        self._wine.wait()
        return ended.returncode

    def _setup(self, installers: Installers, *arguments: str) -> int:
        # In pieces: NSIS wants the rest of the line after /D=, spaces and all, without quotes.
        words = " ".join(("/S", *arguments)).split(" ")
        code = self._wine.run(installers.setup, *words, check=False).returncode
        self._wine.wait()
        return code

    def _expect_msi(self, installers: Installers) -> None:
        _expect(self._there(MSI_FOLDER, NAME), "the program is there")
        _expect(self._there(MSI_FOLDER, MANAGED), "it knows that IT updates it")
        _expect(self._in_start_menu(), "the Start menu has it")
        self._expect_entry("HKLM", installers)
        self._expect_import("HKLM", MSI_FOLDER)

    def _expect_setup(self, installers: Installers, folder: str) -> None:
        _expect(self._there(folder, NAME), "the program is there")
        _expect(not self._there(folder, MANAGED), "it looks for new versions itself")
        _expect(self._in_start_menu(), "the Start menu has it")
        self._expect_entry("HKCU", installers)
        self._expect_import("HKCU", folder)

    def _expect_entry(self, hive: str, installers: Installers) -> None:
        """One entry among the installed programs, of that version."""
        registry = self._wine.registry()
        versions = [registry.value(key, "DisplayVersion") for key in _entries(registry, hive)]
        _expect(versions == [installers.version], f"{installers.version} is installed: {versions}")

    def _expect_import(self, hive: str, folder: str) -> None:
        """The offer to import stands, and leads to the program."""
        registry = self._wine.registry()
        command = registry.value(rf"{hive}\{IMPORT_KEYS[0]}\shell\open\command")
        _expect(command == rf'"{folder}\{NAME}" --import "%1"', f"the import's command: {command}")
        for extension in (".csv", ".vcf"):
            offers = rf"{hive}\Software\Classes\{extension}\OpenWithProgids"
            _expect(registry.value(offers, PROGID) == "", f"{extension} can be opened with it")

    def _expect_policy(self) -> None:
        registry = self._wine.registry()
        _expect(registry.value(POLICY, "ApiUrl") == API_URL, "the API URL is laid down")
        _expect(registry.value(POLICY, "UpdateCheck") == "00000000", "the update check is off")
        code = "from smsbook_gui.app.policy import read_policy; print(read_policy())"
        source = {"PYTHONPATH": self._wine.windows_path(ROOT)}
        said = self._wine.run(runtime.PYTHON / "python.exe", "-c", code, environment=source).stdout
        _expect(
            API_URL in said and "updates_allowed=False" in said, f"the program reads it: {said}"
        )

    def _expect_forgotten(self, hive: str) -> None:
        """The registry holds nothing of it any more."""
        registry = self._wine.registry()
        for key in (rf"{hive}\Software\SMS Book", *(rf"{hive}\{key}" for key in IMPORT_KEYS)):
            _expect(not registry.has(key), f"{key} is gone")
        for extension in (".csv", ".vcf"):
            offers = rf"{hive}\Software\Classes\{extension}\OpenWithProgids"
            _expect(registry.value(offers, PROGID) is None, f"{extension} is offered no more")
        _expect(not _entries(registry, hive), "no entry among the installed programs is left")

    def _data(self) -> dict[str, str]:
        """The person's data but for what every start writes."""
        return _state(self._wine.path(DATA), without=("logs", "settings.json"))

    def _there(self, folder: str, file: str) -> bool:
        return self._wine.path(rf"{folder}\{file}").exists()

    def _in_start_menu(self) -> bool:
        # Wine has the person's menu only, also for what is installed for everybody.
        return self._wine.path(rf"{PROFILE}\AppData\Roaming\{START_MENU}").exists()


def _state(folder: Path, without: tuple[str, ...] = ()) -> dict[str, str]:
    """The files in a folder, by path, with a digest of what is in them."""
    return {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and not path.relative_to(folder).parts[0].startswith(without or "\0")
    }


def _entries(registry: Registry, hive: str) -> list[str]:
    """The keys of SMS Book among the installed programs."""
    keys = registry.inside(rf"{hive}\{UNINSTALL}")
    return [key for key in keys if registry.value(key, "DisplayName") == "SMS Book"]


def _expect(fact: bool, words: str) -> None:
    if not fact:
        raise Problem(f"It should be so, and is not: {words}")
