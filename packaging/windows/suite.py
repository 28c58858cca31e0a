"""The project's own tests on the Python for Windows, under Wine: all that paint nothing.

Each package of tests has a Python of its own, so that one that ends early takes no other with it.
The rest wants windows, a Linux desktop or much time: it runs on Linux for each change, and
what needs no Linux desktop also on Windows itself, by .github/workflows/check.yml.
"""

import re

from dev import Problem, say
from release import ROOT
from windows import runtime
from windows.wine import Wine

LIMIT = 3600  # seconds, for one package; all take a quarter of an hour on two quiet cores
"""Only for what hangs outside of a test, as at Python's end: a test that hangs is ended by pytest,
after the `faulthandler_timeout` of pyproject.toml."""
PACKAGES = ("domain", "credentials", "store", "api", "files", "services", "practice")
LEFT_OUT = {
    "tests/practice/test_serve.py": "it sends Ctrl+Break to a program, which Wine does not deliver",
    "tests/files/test_corpus.py::test_what_holds_for_every_file"
    "[compound-asks-for-all-memory.xls]": "Wine keeps no limit of a job object",
    "tests/files/readers/test_process_limits.py::test_memory_beyond_the_limit_is_refused": (
        "Wine keeps no limit of a job object"
    ),
    "tests/files/writers/test_writing_csv.py::test_keeps_the_link": (
        "Wine 8 says that it made a symbolic link, and makes none"
    ),
}
"""What Wine cannot do and Windows can, and why."""

_SUMMARY = re.compile(r"^\d+ (?:passed|failed|skipped|error)\b.* in [\d.]+s.*$", re.MULTILINE)


def run() -> None:
    """Raises Problem if a test fails, does not end, or none is told to have passed."""
    runtime.prepare()
    runtime.prepare_tests()
    wine = Wine(runtime.WORK / "test-prefix")
    wine.create(runtime.STANDINS)
    for test, reason in LEFT_OUT.items():
        say(f"left out: {test}: {reason}")
    try:
        failed = [each for each in PACKAGES if not passes(wine, each)]
    finally:
        wine.stop()
    if failed:
        raise Problem(f"Tests failed on Windows' Python under Wine: {', '.join(failed)}.")


def passes(wine: Wine, package: str) -> bool:
    """Whether all tests of the package passed; tells how many, and why not.

    Raises Problem if they did not end.
    """
    paths = (runtime.TEST_PACKAGES, ROOT, ROOT / "packaging")
    ended = wine.run(
        *(runtime.PYTHON / "python.exe", "-m", "pytest", "--quiet", "--rootdir", ROOT),
        *("-p", "windows.wine_wakes"),
        *(f"--deselect={test}" for test in LEFT_OUT),
        ROOT / "tests" / package,
        environment={"PYTHONPATH": ";".join(map(wine.windows_path, paths))},
        check=False,
        limit=LIMIT,
    )
    told = _SUMMARY.findall(ended.stdout)
    summary = told[-1] if told else "ended before its last test"
    good = ended.returncode == 0 and "passed" in summary
    if not good:
        say(ended.stdout)
    say(f"tests/{package}: {summary}")
    return good
