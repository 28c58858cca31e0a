"""A Windows computer that is Wine, and what can be seen of SMS Book on it."""

import hashlib
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from dev import Problem
from release import BUILD, ROOT
from windows import runtime
from windows.program import NAME
from windows.registry import Registry
from windows.screen import press, windows
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
START_ROUNDS, START_RATIO = 5, 1.3
REFUSED, RUNNING = 2, 3  # the setup's exit codes

Running = subprocess.Popen[bytes]


@dataclass(frozen=True, slots=True)
class Installers:
    """One version, packed in both ways."""

    version: str
    msi: Path
    setup: Path


class Computer:
    """One prefix. Methods that expect something raise Problem where it is not so."""

    def __init__(self, prefix: Path) -> None:
        self.wine = Wine(prefix)

    def use_it(self, folder: str = MSI_FOLDER, data: Path | None = None) -> None:
        """The installed program opens the person's data and paints it."""
        self.paint((self.wine.path(folder) / NAME,), data or self.wine.path(DATA))

    def paint(self, program: tuple[str | Path, ...], data: Path) -> None:
        """Let the program paint its window with the practice contacts in that folder, and end."""
        picture = self.wine.path(rf"{PROFILE}\picture.png")
        picture.unlink(missing_ok=True)
        self.wine.run(
            *(*program, "--practice", "--data-dir", data, "--screenshot", picture),
            environment={"PYTHONPATH": self.wine.windows_path(ROOT)},
            limit=CHECK_LIMIT,
        )
        expect(picture.exists(), "it painted its window")

    @contextmanager
    def running(self, data: Path, display: str | None = None) -> Iterator[Running]:
        """The program on that display, or on none, once its log says that it started."""
        log = data / "logs" / "smsbook.log"
        starts = log.read_text("utf-8").count(" starts ") if log.exists() else 0
        program = Wine(self.wine.prefix, display).start(
            self.wine.path(HOME_FOLDER) / NAME, "--practice", "--data-dir", data
        )
        try:
            end = time.monotonic() + START_LIMIT
            while not (log.exists() and log.read_text("utf-8").count(" starts ") > starts):
                expect(time.monotonic() < end and program.poll() is None, "it starts")
                time.sleep(0.1)
            yield program
        finally:
            program.kill()
            program.wait()
            # Wine soon gives the same number to another process of the program, which then looks
            # like the one that has the folder.
            (data / "app.lock").unlink(missing_ok=True)

    def remove_by_hand(self, display: str, answer: str) -> None:
        """Remove what the setup installed; `answer` is the key for the question about the data."""
        title = "SMS Book Uninstall ?"  # NSIS puts a blank behind its own
        # It goes on as a copy of itself, and ends with its last window.
        Wine(self.wine.prefix, display).start(self.wine.path(HOME_FOLDER) / "uninstall.exe")
        end = time.monotonic() + START_LIMIT
        seen = asked = False
        while (there := windows(display, title)) or not seen:
            expect(time.monotonic() < end, "it ends")
            if there:
                seen, question = True, len(there) > 1
                asked = asked or question
                # Elsewhere the button to go on, which can be pressed only once there is one.
                press(display, there[-1], answer if question else "Return")
            time.sleep(0.5)
        expect(asked, "it asks about the data")

    def self_check(self, folder: str) -> None:
        """The program in that folder passes its self-check, its token in the Credential Locker."""
        program = self.wine.path(folder) / NAME
        said = self.wine.run(program, "--self-check", "--keyring", limit=CHECK_LIMIT).stdout
        expect("ok  the token is kept" in said and PASSED in said, f"it passes:\n{said}")
        with tempfile.TemporaryDirectory() as place:
            members, found = Path(place) / "Mitglieder.csv", Path(place) / "gefunden.json"
            members.write_text("Name;Mobile\nZoë Ångström;0491 570 156\n", "utf-8")
            self.wine.run(program, "--check", members, "--output", found)
            told = found.read_text("utf-8")
        expect('"sends": "+61491570156"' in told, f"it checks a list:\n{told}")

    def msiexec(self, wish: str, package: Path, *properties: str, check: bool = True) -> int:
        """Windows Installer's exit code. Raises Problem if it is not 0 and `check` holds."""
        ended = self.wine.run("msiexec", wish, package, "/qn", *properties, check=check)
        self.wine.wait()
        return ended.returncode

    def set_up(self, installers: Installers, *arguments: str) -> int:
        """The exit code of the setup, run silently."""
        # In pieces: NSIS wants the rest of the line after /D=, spaces and all, without quotes.
        words = " ".join(("/S", *arguments)).split(" ")
        code = self.wine.run(installers.setup, *words, check=False).returncode
        self.wine.wait()
        return code

    def expect_msi(self, installers: Installers) -> None:
        """That MSI is installed, whole."""
        expect(self.there(MSI_FOLDER, NAME), "the program is there")
        expect(self.there(MSI_FOLDER, MANAGED), "it knows that IT updates it")
        expect(self.in_start_menu(), "the Start menu has it")
        self._expect_entry("HKLM", installers)
        self._expect_import("HKLM", MSI_FOLDER)

    def expect_setup(self, installers: Installers, folder: str) -> None:
        """What that setup put into that folder is installed, whole."""
        expect(self.there(folder, NAME), "the program is there")
        expect(not self.there(folder, MANAGED), "it looks for new versions itself")
        expect(self.in_start_menu(), "the Start menu has it")
        self._expect_entry("HKCU", installers)
        self._expect_import("HKCU", folder)

    def _expect_entry(self, hive: str, installers: Installers) -> None:
        """One entry among the installed programs, of that version."""
        registry = self.wine.registry()
        versions = [registry.value(key, "DisplayVersion") for key in _entries(registry, hive)]
        expect(versions == [installers.version], f"{installers.version} is installed: {versions}")

    def _expect_import(self, hive: str, folder: str) -> None:
        """The offer to import stands, and leads to the program."""
        registry = self.wine.registry()
        command = registry.value(rf"{hive}\{IMPORT_KEYS[0]}\shell\open\command")
        expect(command == rf'"{folder}\{NAME}" --import "%1"', f"the import's command: {command}")
        for extension in (".csv", ".vcf"):
            offers = rf"{hive}\Software\Classes\{extension}\OpenWithProgids"
            expect(registry.value(offers, PROGID) == "", f"{extension} can be opened with it")

    def expect_policy(self) -> None:
        """What the IT department set stands in the registry, and the app reads it there."""
        registry = self.wine.registry()
        expect(registry.value(POLICY, "ApiUrl") == API_URL, "the API URL is laid down")
        expect(registry.value(POLICY, "UpdateCheck") == "00000000", "the update check is off")
        code = "from smsbook_gui.app.platform.policy import read_policy; print(read_policy())"
        source = {"PYTHONPATH": self.wine.windows_path(ROOT)}
        said = self.wine.run(runtime.PYTHON / "python.exe", "-c", code, environment=source).stdout
        expect(API_URL in said and "updates_allowed=False" in said, f"the program reads it: {said}")

    def expect_forgotten(self, hive: str) -> None:
        """The registry holds nothing of it any more."""
        registry = self.wine.registry()
        for key in (rf"{hive}\Software\SMS Book", *(rf"{hive}\{key}" for key in IMPORT_KEYS)):
            expect(not registry.has(key), f"{key} is gone")
        for extension in (".csv", ".vcf"):
            offers = rf"{hive}\Software\Classes\{extension}\OpenWithProgids"
            expect(registry.value(offers, PROGID) is None, f"{extension} is offered no more")
        expect(not _entries(registry, hive), "no entry among the installed programs is left")

    def data(self) -> dict[str, str]:
        """The person's data but for what every start writes."""
        return state(self.wine.path(DATA), without=("logs", "settings.json"))

    def there(self, folder: str, file: str) -> bool:
        return self.wine.path(rf"{folder}\{file}").exists()

    def in_start_menu(self) -> bool:
        # Wine has the person's menu only, also for what is installed for everybody.
        return self.wine.path(rf"{PROFILE}\AppData\Roaming\{START_MENU}").exists()


def state(folder: Path, without: tuple[str, ...] = ()) -> dict[str, str]:
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


def expect(fact: bool, words: str) -> None:
    if not fact:
        raise Problem(f"It should be so, and is not: {words}")
