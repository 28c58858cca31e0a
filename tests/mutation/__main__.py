"""See the package: `python -m tests.mutation MODULE …`."""

import argparse
import importlib
import importlib.abc
import importlib.machinery
import os
import signal
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType

import pytest

from tests.mutation.mutants import Mutant, mutants

ROOT = Path(__file__).resolve().parents[2]
_QUIETLY = (
    *("-x", "-q", "-p", "no:cacheprovider", "-p", "no:xdist"),
    *("-W", "ignore::pytest.PytestAssertRewriteWarning"),
)
_PATIENCE = 5.0
"""Times as long as the tests take on the module as it is: then a mutant hangs, and is caught."""


@dataclass(frozen=True, slots=True)
class Target:
    """A module and the tests that are to hold it."""

    module: str
    tests: tuple[str, ...]

    @property
    def path(self) -> Path:
        return ROOT / f"{self.module.replace('.', '/')}.py"


def _target(module: str, *tests: str) -> Target:
    return Target(f"smsbook_gui.{module}", tuple(f"tests/{one}" for one in tests))


_SYNC = (
    "store/sync",
    "store/contacts/test_edits.py",
    "store/contacts/test_existing.py",
    "store/contacts/test_books.py",
    "store/contacts/test_record.py",
    "store/bulk/test_held_deletes.py",
    "store/bulk/test_staging.py",
    "store/db/test_presence.py",
    "store/test_clock_set_back.py",
    "store/test_model.py",
)
TARGETS = {
    "merge": _target("domain.contacts.merge", "domain/contacts/test_merge.py"),
    "deletion_proof": _target(
        "services.sync.deletion_proof",
        *("services/sync/test_deletion_proof.py", "services/sync/test_aftermath.py"),
    ),
    "create_matching": _target("services.sync.create_matching", "services/sync/test_aftermath.py"),
    "create_candidates": _target(
        "store.contacts.create_candidates", "store/sync", "store/contacts"
    ),
    "indeterminate_edits": _target("store.contacts.indeterminate_edits", *_SYNC),
    "dispatch": _target("store.sync.dispatch", *_SYNC),
    "results": _target("store.sync.results", *_SYNC),
    "backups": _target("store.backups.backups", "store/backups", "services/backups"),
    "differences": _target("store.backups.differences", "store/backups"),
    "set_back": _target("store.bulk.set_back", "store/backups"),
}


class _Instead(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """Imports one module from another source."""

    def __init__(self, target: Target, source: str) -> None:
        self._target = target
        self._source = source

    def find_spec(
        self, fullname: str, path: object = None, target: object = None
    ) -> importlib.machinery.ModuleSpec | None:
        if fullname != self._target.module:
            return None
        origin = str(self._target.path)
        return importlib.machinery.ModuleSpec(fullname, self, origin=origin)

    def exec_module(self, module: ModuleType) -> None:
        module.__file__ = str(self._target.path)
        exec(compile(self._source, str(self._target.path), "exec"), module.__dict__)


def _is_caught(target: Target, source: str, seconds: float | None) -> tuple[bool, float]:
    """Runs the tests in a child on that source; whether one failed, and how long it took."""
    began = time.monotonic()
    child = os.fork()
    if child == 0:
        os.setsid()
        code = 1  # whatever goes wrong in it, the mutant is caught
        try:
            code = _test(target, source)
        finally:
            os._exit(code)
    while True:
        done, status = os.waitpid(child, os.WNOHANG)
        if done:
            return os.waitstatus_to_exitcode(status) != 0, time.monotonic() - began
        if seconds is not None and time.monotonic() - began > seconds:
            os.killpg(child, signal.SIGKILL)
            os.waitpid(child, 0)
            return True, time.monotonic() - began
        time.sleep(0.02)


def _test(target: Target, source: str) -> int:
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    os.dup2(nowhere, 2)
    sys.meta_path.insert(0, _Instead(target, source))
    return int(pytest.main([*_QUIETLY, *target.tests]))


def _report(name: str, chosen: Sequence[Mutant]) -> bool:
    """Tries them; whether nine in ten were caught."""
    target = TARGETS[name]
    caught, took = _is_caught(target, target.path.read_text(encoding="utf-8"), None)
    if caught:
        sys.stdout.write(f"{name}: its tests fail as it is\n")
        return False
    alive = 0
    for mutant in chosen:
        caught, _ = _is_caught(target, mutant.source, took * _PATIENCE + 5.0)
        if not caught:
            alive += 1
            sys.stdout.write(f"{name} #{mutant.number}, line {mutant.line}: {mutant.what}\n")
            sys.stdout.flush()
    dead = len(chosen) - alive
    sys.stdout.write(f"{name}: {dead} of {len(chosen)} mutants caught ({dead / len(chosen):.1%})\n")
    sys.stdout.flush()
    return dead >= 0.9 * len(chosen)


def main() -> int:
    """0 where nine in ten mutants of each module were caught."""
    parser = argparse.ArgumentParser(prog="python -m tests.mutation")
    parser.add_argument("modules", nargs="+", choices=TARGETS)
    parser.add_argument("--part", type=int, default=1, help="every so manieth mutant")
    parser.add_argument("--show", type=int, help="print the module with that mutant")
    parser.add_argument("--only", type=int, nargs="+", help="these mutants")
    arguments = parser.parse_args()
    os.chdir(ROOT)
    # What every child needs is imported once.
    for module in ("PySide6.QtWidgets", "hypothesis", "phonenumbers"):
        importlib.import_module(module)
    good = True
    for name in arguments.modules:
        every = list(mutants(TARGETS[name].path.read_text(encoding="utf-8")))
        if arguments.show is not None:
            sys.stdout.write(every[arguments.show - 1].source + "\n")
            continue
        chosen = [one for one in every if not arguments.only or one.number in arguments.only]
        good &= _report(name, chosen[:: arguments.part])
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
