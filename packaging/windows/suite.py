"""The project's own tests on the Python for Windows, under Wine: all that paint nothing."""

from dev import Problem, say
from release import ROOT
from windows import runtime
from windows.wine import Wine

LIMIT = 3600  # seconds; ten minutes on two quiet cores
FOLDERS = ("api", "credentials", "domain", "files", "practice", "services", "store")
# What only a real Windows does: it sends Ctrl+Break to a program by its console.
NOT_UNDER_WINE = ("tests/practice/test_serve.py",)


def run() -> None:
    """Raises Problem if a test fails."""
    runtime.prepare()
    runtime.prepare_tests()
    wine = Wine(runtime.WORK / "test-prefix")
    wine.create(runtime.STANDINS)
    paths = (runtime.TEST_PACKAGES, ROOT, ROOT / "packaging")
    try:
        ended = wine.run(
            *(runtime.PYTHON / "python.exe", "-m", "pytest", "--quiet", "--rootdir", ROOT),
            *(f"--ignore={wine.windows_path(ROOT / test)}" for test in NOT_UNDER_WINE),
            *(ROOT / "tests" / folder for folder in FOLDERS),
            environment={"PYTHONPATH": ";".join(map(wine.windows_path, paths))},
            check=False,
            limit=LIMIT,
        )
    finally:
        wine.stop()
    say(ended.stdout)
    if ended.returncode != 0:
        raise Problem(f"The tests ended with {ended.returncode} on Windows' Python under Wine.")
