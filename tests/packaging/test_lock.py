"""The lock of the release holds what pyproject.toml asks for, on every system, with hashes."""

import re
import tomllib
from collections.abc import Iterator
from itertools import product
from pathlib import Path

import pytest
from packaging.markers import Marker
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[2]
LOCK = ROOT / "packaging" / "requirements.lock"
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]

SYSTEMS = {"linux": "Linux", "darwin": "Darwin", "win32": "Windows"}
ENVIRONMENTS = [
    {"sys_platform": system, "platform_system": name, "python_version": f"3.{minor}"}
    | {"python_full_version": f"3.{minor}.9", "implementation_name": "cpython"}
    | {"platform_python_implementation": "CPython", "extra": ""}
    for (system, name), minor in product(SYSTEMS.items(), (11, 12, 13))
]


def _locked() -> Iterator[tuple[Requirement, int]]:
    """Each line of the lock, with the number of its hashes."""
    text = LOCK.read_text(encoding="utf-8").replace("\\\n", " ")
    for line in text.splitlines():
        if line.strip() and not line.lstrip().startswith("#"):
            requirement, *hashes = line.split("--hash=sha256:")
            assert all(re.fullmatch(r"[0-9a-f]{64}", one.strip()) for one in hashes), requirement
            yield Requirement(requirement.strip()), len(hashes)


LOCKED = [*_locked()]


def _applies(marker: Marker | None, environment: dict[str, str]) -> bool:
    return marker is None or marker.evaluate(environment)


def test_every_package_has_one_version_and_its_hashes() -> None:
    for requirement, hashes in LOCKED:
        [specifier] = requirement.specifier
        assert specifier.operator == "==", requirement
        assert hashes >= 1, requirement


@pytest.mark.parametrize(
    "environment", ENVIRONMENTS, ids=lambda e: f"{e['sys_platform']}-{e['python_version']}"
)
def test_lock_holds_what_the_project_asks_for(environment: dict[str, str]) -> None:
    """If this fails, run `python3 packaging/lock.py` and commit what it writes."""
    versions = {
        canonicalize_name(requirement.name): next(iter(requirement.specifier)).version
        for requirement, _ in LOCKED
        if _applies(requirement.marker, environment)
    }
    asked = [*PROJECT["dependencies"], *PROJECT["optional-dependencies"]["packaging"]]
    for text in asked:
        wanted = Requirement(text)
        if _applies(wanted.marker, environment):
            version = versions.get(canonicalize_name(wanted.name))
            assert version is not None, f"{wanted.name} is not in the lock"
            assert wanted.specifier.contains(version), f"the lock has {wanted.name} {version}"


def test_lock_names_no_other_index() -> None:
    assert "://" not in LOCK.read_text(encoding="utf-8")
