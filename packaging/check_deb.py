#!/usr/bin/env python3
"""Try the Debian package as a user's fresh computer would: install, start, use, remove.

    sudo python3 packaging/check_deb.py [--keep PICTURE.png] [--release trixie]

In a Debian that debootstrap has just made (build/clean-debian), which has no Python, no Qt and no
fonts. Prints a line a step and ends with 1 if one fails. Takes about a minute.
"""

import argparse
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from dev import install_system_packages
from release import BUILD, DIST, version

CLEAN = BUILD / "clean-debian"
OLDEST = "bookworm"
TOOLS = ("debootstrap", "imagemagick", "openbox", "xdotool", "xvfb")
OLD = "0.0.1"
OLD_FILE = "usr/lib/smsbook/only-in-the-old-version.txt"
USER = "office"
DATA = f"/home/{USER}/Büro und Ärzte"
DISPLAY = ":93"
START_LIMIT = 60  # seconds
BEGAN = time.monotonic()
BRIGHT, DARK = 0.2, 0.95  # the mean of a picture that shows a window lies between


class Failed(Exception):
    """A step did not do what it should."""


def main() -> int:
    """0 if every step went well."""
    parser = argparse.ArgumentParser(description="Try the Debian package on a clean Debian.")
    parser.add_argument("--keep", type=Path, default=BUILD / "deb.png", help="the picture's file")
    parser.add_argument("--release", default=OLDEST, help="of Debian, by its name")
    given = parser.parse_args()
    packages = sorted(DIST.glob(f"smsbook_{version()}_*.deb"))
    if os.geteuid() != 0 or not packages:
        print("It needs root, and the package that packaging/deb.py builds.", file=sys.stderr)
        return 1
    install_system_packages(TOOLS)
    try:
        make_clean_debian(given.release)
        before = files()
        install(older(packages[-1]))
        use()
        install(packages[-1])
        check_upgrade()
        check_without_a_display()
        check_on_a_screen(given.keep)
        remove(before)
    except (Failed, subprocess.CalledProcessError, subprocess.TimeoutExpired) as error:
        print(f"FAILED  {error}")
        return 1
    print("The Debian package passed.")
    return 0


def say(words: str) -> None:
    """A step that went well."""
    print(f"ok  {words} ({time.monotonic() - BEGAN:.0f} s)", flush=True)


def inside(*command: str, user: str = "root", limit: float = 300) -> str:
    """Run it in the clean Debian, with a /proc of its own; what it printed."""
    words = ["setpriv", "--reuid", user, "--regid", user, "--clear-groups"]
    home = "/root" if user == "root" else f"/home/{user}"
    environment = {"PATH": "/usr/sbin:/usr/bin:/sbin:/bin", "HOME": home, "LC_ALL": "C.UTF-8"}
    environment |= {"DISPLAY": DISPLAY, "DEBIAN_FRONTEND": "noninteractive"}
    done = subprocess.run(
        [*namespace(), *words, *command],
        env=environment,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=limit,
        check=False,
    )
    if done.returncode != 0:
        shown = (done.stdout + done.stderr)[-2000:]
        raise Failed(f"{' '.join(command)} ended with {done.returncode}:\n{shown}")
    return done.stdout


def namespace() -> tuple[str, ...]:
    """The mounts vanish with the command that needed them."""
    mounts = 'mount -t proc proc $0/proc && mount --rbind /dev $0/dev && exec chroot $0 "$@"'
    return ("unshare", "--mount", "--pid", "--fork", "--kill-child", "sh", "-c", mounts, str(CLEAN))


def files() -> set[Path]:
    """What is installed: every file outside of what the system writes at will."""
    moving = {CLEAN / "proc", CLEAN / "dev", CLEAN / "var", CLEAN / "home", CLEAN / "tmp"}
    found = set()
    for folder, names, inner in os.walk(CLEAN):
        names[:] = [name for name in names if Path(folder, name) not in moving]
        found |= {Path(folder, name).relative_to(CLEAN) for name in inner}
    return found


def make_clean_debian(release: str) -> None:
    """The smallest Debian there is, anew."""
    shutil.rmtree(CLEAN, ignore_errors=True)
    subprocess.run(
        ["debootstrap", "--variant=minbase", release, CLEAN], check=True, stdout=subprocess.DEVNULL
    )
    inside("apt-get", "update", "--quiet=2")
    inside("useradd", "--create-home", "--user-group", USER)
    inside("mkdir", DATA, user=USER)
    if list(CLEAN.glob("usr/bin/python3*")):
        raise Failed("The clean Debian has a Python.")
    say(f"a clean Debian ({release}) without Python")


def older(package: Path) -> Path:
    """The package as an earlier version, with a file that this version does not have."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder) / "root"
        subprocess.run(["dpkg-deb", "--raw-extract", package, root], check=True)
        control = root / "DEBIAN" / "control"
        text = control.read_text(encoding="utf-8")
        control.write_text(text.replace(f"Version: {version()}", f"Version: {OLD}"), "utf-8")
        (root / OLD_FILE).write_text("")
        target = BUILD / f"smsbook_{OLD}.deb"
        how = ("-Znone", "--root-owner-group", "--build")
        subprocess.run(["dpkg-deb", *how, root, target], check=True, stdout=subprocess.DEVNULL)
    return target


def use() -> None:
    """Work with it, so that there is something to keep."""
    picture = ("--screenshot", f"{DATA}/window.png")
    inside("smsbook", "--practice", *picture, "--data-dir", f"{DATA}/practice", user=USER)


def contacts() -> list[Path]:
    """Its user's data."""
    return sorted((CLEAN / DATA.lstrip("/") / "practice").rglob("contacts.db"))


def check_upgrade() -> None:
    """What the former version had is gone, but for the user's data."""
    if (CLEAN / OLD_FILE).exists():
        raise Failed("The former version left something behind.")
    if len(contacts()) != 1:
        raise Failed("The user's data are gone.")
    say(f"upgraded from {OLD}, the user's data kept")


def install(package: Path) -> None:
    """With what it depends on, and nothing else."""
    shutil.copyfile(package, CLEAN / "tmp" / package.name)
    inside("apt-get", "install", "--yes", "--no-install-recommends", f"/tmp/{package.name}")
    (CLEAN / "tmp" / package.name).unlink()
    written = inside("find", "/usr/lib/smsbook", "-writable", "!", "-type", "l", user=USER)
    if written:
        raise Failed(f"Its user can write into the program's folder: {written}")
    say(f"installed {package.name}; its user cannot write there")


def check_without_a_display() -> None:
    """What it does without one, as an ordinary user."""
    told = inside("smsbook", "--version", user=USER)
    if told.strip() != f"SMS Book {version()}":
        raise Failed(f"--version says {told!r}")
    told = inside("smsbook", "--self-check", "--data-dir", f"{DATA}/self-check", user=USER)
    if "The self-check passed." not in told:
        raise Failed(told)
    say("the self-check, in a folder with spaces and umlauts")


def check_on_a_screen(picture: Path) -> None:
    """A window opens, shows something, and closes in order when the session ends."""
    with screen() as environment:
        program = subprocess.Popen(
            [
                *namespace(),
                *("setpriv", "--reuid", USER, "--regid", USER, "--clear-groups"),
                *("env", f"HOME=/home/{USER}", "LC_ALL=C.UTF-8"),
                *("smsbook", "--practice", "--data-dir", f"{DATA}/practice"),
            ],
            env=environment,
            start_new_session=True,
        )
        try:
            wait_for_window(environment)
            subprocess.run(["import", "-window", "root", picture], env=environment, check=True)
            running = subprocess.run(
                ["pgrep", "--full", "--newest", "smsbook --practice"],
                check=True,
                capture_output=True,
                text=True,
            )
            os.kill(int(running.stdout), signal.SIGTERM)
            code = program.wait(timeout=START_LIMIT)
        finally:
            program.kill()
        if code != 0:
            raise Failed(f"It ended with {code}.")
    mean = subprocess.run(
        ["identify", "-format", "%[fx:mean]", picture], check=True, capture_output=True, text=True
    )
    if not BRIGHT < float(mean.stdout) < DARK:
        raise Failed(f"{picture} shows nothing ({mean.stdout}).")
    log = (CLEAN / DATA.lstrip("/") / "practice" / "logs" / "smsbook.log").read_text("utf-8")
    if "ends with 0" not in log or " ERROR " in log:
        raise Failed(f"Its log:\n{log[-2000:]}")
    say(f"a window opened ({picture}), and closed when it was asked to; the log is whole")


@contextmanager
def screen() -> Iterator[dict[str, str]]:
    """An X server and a window manager; the environment that leads to them."""
    environment = {**os.environ, "DISPLAY": DISPLAY}
    size = ("-screen", "0", "1280x800x24", "-nolisten", "tcp", "-ac")
    server = subprocess.Popen(["Xvfb", DISPLAY, *size], stderr=subprocess.DEVNULL)
    try:
        wait_until(lambda: Path(f"/tmp/.X11-unix/X{DISPLAY[1:]}").exists(), "X server")
        manager = subprocess.Popen(["openbox"], env=environment, stderr=subprocess.DEVNULL)
        try:
            yield environment
        finally:
            manager.terminate()
            manager.wait()
    finally:
        server.terminate()
        server.wait()


def wait_until(there: Callable[[], bool], what: str) -> None:
    """Look again every tenth of a second. Raises Failed."""
    end = time.monotonic() + START_LIMIT
    while not there():
        if time.monotonic() > end:
            raise Failed(f"There is no {what}.")
        time.sleep(0.1)


def wait_for_window(environment: dict[str, str]) -> None:
    """Until the window shows the account's name in its title, and what is in it was painted."""
    search = ("xdotool", "search", "--onlyvisible", "--name", "SMS Book – ")

    def there() -> bool:
        # A window that goes while it walks through all of them ends it.
        return not subprocess.run(
            search, env=environment, check=False, capture_output=True, timeout=START_LIMIT
        ).returncode

    wait_until(there, "window")
    time.sleep(2)


def remove(before: set[Path]) -> None:
    """Nothing of it stays but its user's data."""
    inside("apt-get", "purge", "--yes", "smsbook")
    inside("apt-get", "autoremove", "--purge", "--yes")
    left = {str(path) for path in files() - before if "smsbook" in str(path).lower()}
    if left:
        raise Failed(f"It left behind: {sorted(left)}")
    if len(contacts()) != 1:
        raise Failed("Its user's data are gone.")
    say("removed; the user's data are still there")


if __name__ == "__main__":
    sys.exit(main())
