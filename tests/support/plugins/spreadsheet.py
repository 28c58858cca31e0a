"""LibreOffice, as somebody's spreadsheet: it opens files and saves them again, without a window."""

import platform
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path

import pytest

from tests.support.patience import PATIENCE

CSV = "csv:Text - txt - csv (StarCalc):44,34,76,1"
"""Saving as CSV with what the window proposes: commas, UTF-8, cells as they are shown."""


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """LibreOffice is set up on Linux only: elsewhere tests marked `spreadsheet` do not exist."""
    if platform.system() == "Linux":
        return
    gone = [item for item in items if item.get_closest_marker("spreadsheet")]
    if gone:
        config.hook.pytest_deselected(items=gone)
        items[:] = [item for item in items if item not in gone]


class Spreadsheet:
    """LibreOffice with settings of its own, in a folder."""

    def __init__(self, folder: Path) -> None:
        program = shutil.which("soffice")
        assert program, "LibreOffice is missing: run packaging/dev.py setup"
        self._command = [
            program,
            "--headless",
            "--norestore",
            f"-env:UserInstallation={(folder / 'settings').as_uri()}",
        ]

    def save_again(
        self, files: Sequence[Path], kind: str, folder: Path, *, opened_as: str = ""
    ) -> list[Path]:
        """Opens each file and saves it as `kind` into `folder`, all in one start of the program.

        `kind` is an extension, perhaps with a filter and its options; `opened_as` the filter that
        opens the files, where their own kind leaves choices.
        """
        folder.mkdir(parents=True, exist_ok=True)
        opening = [f"--infilter={opened_as}"] if opened_as else []
        command = [*self._command, *opening, "--convert-to", kind, "--outdir", str(folder)]
        done = subprocess.run(
            [*command, *map(str, files)], capture_output=True, timeout=PATIENCE, check=False
        )
        suffix = kind.partition(":")[0]
        saved = [folder / f"{file.stem}.{suffix}" for file in files]
        assert all(path.exists() for path in saved), done.stdout + done.stderr
        return saved


def opening(
    separator: str = ",", *, language: int = 0, special: bool = False, formulas: bool = True
) -> str:
    """How a CSV file is opened: the choices of LibreOffice's window, which come as these options.

    `language`: Windows' number of the language whose numbers are understood, 0 for the computer's.
    `special`: "Detect special numbers", such as days. `formulas`: "Evaluate formulas".
    """
    choices = (language, False, special, False, False, False, 0, formulas)
    return f"CSV:{ord(separator)},34,76,1,,{','.join(map(str, choices)).lower()}"


@pytest.fixture(scope="session")
def spreadsheet(tmp_path_factory: pytest.TempPathFactory) -> Spreadsheet:
    """One installation for the whole run: its first start takes the longest."""
    return Spreadsheet(tmp_path_factory.mktemp("libreoffice"))
