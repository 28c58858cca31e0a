"""The workflows are ones that GitHub reads, and they run scripts that are there."""

import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

ROOT = Path(__file__).parents[2]
WORKFLOWS = sorted((ROOT / ".github" / "workflows").glob("*.yml"))
SCRIPT = re.compile(r"(?:\./)?((?:packaging|\.ci)/[\w./-]+)")
SECRET = re.compile(r"\$\{\{\s*secrets\.")


def _read(path: Path) -> dict[str, Any]:
    with path.open(encoding="utf-8") as file:
        found: dict[str, Any] = YAML(typ="safe").load(file)
    return found


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
def test_schema(path: Path) -> None:
    command = [sys.executable, "-m", "check_jsonschema", "--builtin-schema"]
    done = subprocess.run(
        [*command, "vendor.github-workflows", path], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
def test_scripts_are_there_and_nothing_has_more_rights_than_it_needs(path: Path) -> None:
    workflow = _read(path)
    assert workflow["permissions"] == {"contents": "read"}
    for name, job in workflow["jobs"].items():
        assert job["timeout-minutes"] <= 90, name
        assert name == "draft" or "permissions" not in job, name
        assert not SECRET.search(str(job.get("env", {}))), f"{name}: every step would see them"
        for step in job["steps"]:
            for script in SCRIPT.findall(step.get("run", "")):
                assert (ROOT / script).exists(), f"{name}: {script}"
            assert not SECRET.search(step.get("run", "")), f"{name}: a secret on a command line"


def test_a_release_waits_for_every_system() -> None:
    [path] = [path for path in WORKFLOWS if path.name == "release.yml"]
    jobs = _read(path)["jobs"]

    def before(name: str) -> set[str]:
        needs = jobs[name].get("needs", [])
        direct = {needs} if isinstance(needs, str) else {*needs}
        return direct.union(*(before(one) for one in direct))

    assert before("draft") == jobs.keys() - {"draft"}
    systems = {str(job["runs-on"]) for job in jobs.values()}
    assert {"ubuntu-latest", "windows-latest"} <= systems
    assert jobs["macos"]["strategy"]["matrix"]["system"] == ["macos-15", "macos-15-intel"]
