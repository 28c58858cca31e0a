"""Installs, uses, upgrades and removes what was made, on a fresh Windows computer that is Wine.

What Wine cannot vouch for stands in packaging/RELEASING.md.
"""

import time
from collections.abc import Callable
from pathlib import Path

from dev import say
from windows import runtime, sign
from windows.computer import (
    API_URL,
    DATA,
    HOME_FOLDER,
    MSI_FOLDER,
    OLD_FILE,
    PICTURE,
    PROFILE,
    REFUSED,
    RUNNING,
    SETUP_FOLDER,
    START_LIMIT,
    START_RATIO,
    START_ROUNDS,
    UNINSTALL,
    Computer,
    Installers,
    expect,
    state,
)
from windows.program import NAME
from windows.screen import picture, screen

# Lets the process of that number run a thread that begins where no code is.
BRING_DOWN = """
import ctypes, sys
kernel = ctypes.windll.kernel32
kernel.OpenProcess.restype = ctypes.c_void_p
process = ctypes.c_void_p(kernel.OpenProcess(0x1FFFFF, False, int(sys.argv[1])))
assert kernel.CreateRemoteThread(process, None, 0, ctypes.c_void_p(16), None, 0, None)
"""


class Trial(Computer):
    """The steps, in an order in which each finds what the one before left."""

    def __init__(
        self, new: Installers, old: Installers | None = None, certificate: Path | None = None
    ) -> None:
        """With the older version, signed with the key of `certificate`, the trial is a full one."""
        super().__init__(runtime.WORK / "trial-prefix")
        self._new = new
        self._old = old
        self._certificate = certificate

    def run(self) -> None:
        """Every step on a fresh computer. Raises Problem."""
        began = time.monotonic()
        runtime.prepare()
        self.wine.create(runtime.STANDINS)
        try:
            for step in self._steps():
                started = time.monotonic()
                step()
                words = (step.__doc__ or "").splitlines()[0].rstrip(".")
                say(f"ok  {words} ({time.monotonic() - started:.0f} s)")
        finally:
            self.wine.stop()
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
            self.start_is_quick,
            self.setup_leaves_nothing_but_data,
            self.person_removes_it_with_the_data,
        ]

    # ---- the package for all users -------------------------------------------------------------

    def msi_installs(self) -> None:
        """The MSI installs silently, with what an IT department sets."""
        before = self.wine.registry().value(r"HKLM\Software\Classes\.csv")
        self.msiexec("/i", self._new.msi, f"APIURL={API_URL}", "UPDATECHECK=0")
        self.expect_msi(self._new)
        self.expect_policy()
        after = self.wine.registry().value(r"HKLM\Software\Classes\.csv")
        expect(before == after, "what opens .csv files stays")

    def msi_program_works(self) -> None:
        """The installed program does the main job, its token in the Credential Locker."""
        self.self_check(MSI_FOLDER)

    def old_msi_installs(self) -> None:
        """An older MSI installs silently, with what an IT department sets."""
        assert self._old is not None
        self.msiexec("/i", self._old.msi, f"APIURL={API_URL}", "UPDATECHECK=0")
        self.expect_msi(self._old)
        expect(self.there(MSI_FOLDER, OLD_FILE), "the older version's own file is there")

    def signatures_are_good(self) -> None:
        """The older installers and the installed program bear good signatures."""
        assert self._old is not None
        assert self._certificate is not None
        installed = self.wine.path(MSI_FOLDER) / NAME
        for file in (self._old.msi, self._old.setup, installed):
            sign.verify(file, self._certificate)

    def msi_upgrades(self) -> None:
        """The MSI upgrades: data and policy stay, old files go, one entry is left."""
        before = self.data()
        self.msiexec("/i", self._new.msi)
        self.expect_msi(self._new)
        self.expect_policy()
        expect(not self.there(MSI_FOLDER, OLD_FILE), "the older version's own file is gone")
        expect(self.data() == before, "the data is what it was")
        self.self_check(MSI_FOLDER)
        self.use_it()

    def msi_refuses_downgrade(self) -> None:
        """The older MSI refuses to replace the newer one."""
        assert self._old is not None
        expect(self.msiexec("/i", self._old.msi, check=False) != 0, "msiexec says no")
        self.expect_msi(self._new)
        self.expect_policy()

    def msi_leaves_nothing(self) -> None:
        """Removed, the MSI leaves nothing behind."""
        data = self.data()
        self.msiexec("/x", self._new.msi)
        expect(not self.wine.path(MSI_FOLDER).exists(), "its folder is gone")
        expect(not self.in_start_menu(), "its Start menu entry is gone")
        self.expect_forgotten("HKLM")
        expect(self.data() == data, "the data is what it was")

    # ---- the setup for one person --------------------------------------------------------------

    def setup_installs(self) -> None:
        """The setup installs silently, into a folder with spaces and letters beyond ASCII."""
        expect(self.set_up(self._new, f"/D={SETUP_FOLDER}") == 0, "the setup says yes")
        self.expect_setup(self._new, SETUP_FOLDER)

    def setup_program_works(self) -> None:
        """The installed program does the main job, and writes nothing into its own folder."""
        folder = self.wine.path(SETUP_FOLDER)
        before = state(folder)
        self.self_check(SETUP_FOLDER)
        self.use_it(SETUP_FOLDER)
        expect(state(folder) == before, "its folder is what it was")
        log = self.wine.path(DATA) / "logs" / "smsbook.log"
        expect(f"SMS Book {self._new.version} starts" in log.read_text("utf-8"), "it has a log")

    def old_setup_installs(self) -> None:
        """An older setup installs silently where setups put programs."""
        assert self._old is not None
        expect(self.set_up(self._old) == 0, "the setup says yes")
        self.expect_setup(self._old, HOME_FOLDER)

    def uninstaller_is_signed(self) -> None:
        """What the setup leaves for its removal bears a good signature."""
        assert self._certificate is not None
        sign.verify(self.wine.path(HOME_FOLDER) / "uninstall.exe", self._certificate)

    def setup_upgrades(self) -> None:
        """The setup upgrades: the data stays, old files go."""
        before = self.data()
        expect(self.set_up(self._new) == 0, "the setup says yes")
        self.expect_setup(self._new, HOME_FOLDER)
        expect(not self.there(HOME_FOLDER, OLD_FILE), "the older version's own file is gone")
        expect(self.data() == before, "the data is what it was")
        self.use_it(HOME_FOLDER)

    def setup_refuses_downgrade(self) -> None:
        """The older setup refuses to replace the newer one."""
        assert self._old is not None
        expect(self.set_up(self._old) == REFUSED, "the setup says that a newer one is there")
        self.expect_setup(self._new, HOME_FOLDER)

    def window_is_painted(self) -> None:
        """The installed program shows its window with the sample contacts (build/windows.png)."""
        with screen() as display:
            with self.running(self.wine.path(DATA), display):
                picture(display, "SMS Book – Practice", PICTURE, START_LIMIT)
            self.wine.stop()  # its desktop goes with the screen

    def setup_refuses_while_it_runs(self) -> None:
        """The setup changes nothing while the program runs."""
        before = state(self.wine.path(HOME_FOLDER))
        with self.running(self.wine.path(DATA)):
            code = self.wine.run(self._new.setup, "/S", check=False).returncode
        expect(code == RUNNING, f"the setup says that it runs: {code}")
        expect(state(self.wine.path(HOME_FOLDER)) == before, "its folder is what it was")

    def crash_is_told(self) -> None:
        """A fault of native code is kept, and told at the next start."""
        data = self.wine.path(rf"{PROFILE}\Absturz")
        with self.running(data) as program:
            number = (data / "app.lock").read_text("utf-8").split()[0]
            self.wine.run(runtime.PYTHON / "python.exe", "-c", BRING_DOWN, number)
            program.wait(START_LIMIT)
        self.use_it(HOME_FOLDER, data)
        log = (data / "logs" / "smsbook.log").read_text("utf-8")
        expect("ended in a fault of native code" in log, "the log tells of it")
        kept = (data / "logs" / "crash-before.txt").read_text("utf-8")
        expect("access violation" in kept and "smsbook_gui" in kept, f"its place is kept: {kept}")

    def start_is_quick(self) -> None:
        """The installed program takes little longer than Python to show the contacts and end."""
        frozen = (self.wine.path(HOME_FOLDER) / NAME,)
        plain = (runtime.PYTHON / "python.exe", "-m", "smsbook_gui")
        times: dict[tuple[str | Path, ...], list[float]] = {frozen: [], plain: []}
        for _ in range(START_ROUNDS):
            for program, seconds in times.items():  # in turn: both meet the same other work
                began = time.monotonic()
                self.paint(program, self.wine.path(DATA))
                seconds.append(time.monotonic() - began)
        quickest = min(times[frozen]), min(times[plain])
        say(f"    frozen {quickest[0]:.1f} s, plain {quickest[1]:.1f} s, under Wine")
        expect(quickest[0] <= START_RATIO * quickest[1], f"at most {START_RATIO} times")

    def setup_leaves_nothing_but_data(self) -> None:
        """Removed silently, the setup leaves nothing behind but the person's data."""
        folder = self.wine.registry().value(rf"HKCU\{UNINSTALL}\SMS Book", "InstallLocation")
        assert folder is not None
        data = self.data()
        self.wine.run(self.wine.path(folder) / "uninstall.exe", "/S")
        self.wine.wait()  # it goes on as a copy of itself, so that it can remove itself
        expect(not self.wine.path(folder).exists(), "its folder is gone")
        expect(not self.in_start_menu(), "its Start menu entry is gone")
        self.expect_forgotten("HKCU")
        expect(self.data() == data != {}, "the data is what it was")

    def person_removes_it_with_the_data(self) -> None:
        """Removed by a person, the setup asks about the data, and deletes it where they say so."""
        for answer, kept in (("Return", True), ("alt+y", False)):
            expect(self.set_up(self._new) == 0, "the setup says yes")
            with screen() as display:
                self.remove_by_hand(display, answer)
                self.wine.stop()  # its desktop goes with the screen
            expect(not self.wine.path(HOME_FOLDER).exists(), "its folder is gone")
            expect(self.wine.path(DATA).exists() is kept, f"the data stays: {kept}")
        self.expect_forgotten("HKCU")
