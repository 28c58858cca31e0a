"""What is left of an export after a kill: nothing where others look, and nothing after a start."""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from smsbook_gui.files.passing import use_private_folder

_EXPORT = """
import sys
from pathlib import Path
from smsbook_gui.files.passing import use_private_folder
from smsbook_gui.files.writers.writing import EXACT_CSV, write_csv, write_xlsx

data, target = Path(sys.argv[1]), Path(sys.argv[2])
use_private_folder(data)

def rows():
    for number in range(20_000):
        yield ["Annemarie Geheim", str(number)]
    print("in the middle", flush=True)
    sys.stdin.read()

if target.suffix == ".xlsx":
    write_xlsx(target, ["Name", "Number"], rows())
else:
    write_csv(target, ["Name", "Number"], rows(), dialect=EXACT_CSV)
"""


@pytest.fixture
def places(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[Path, Path, Path]:
    """The data folder, the folder of all programs' temporary files, and the target's."""
    found = tmp_path / "data", tmp_path / "tmp", tmp_path / "target"
    for folder in found:
        folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(found[1]))
    return found


def killed_in_the_middle(places: tuple[Path, Path, Path], name: str) -> None:
    data, temporary, folder = places
    environment = {**os.environ, "TMPDIR": str(temporary), "TMP": str(temporary)}
    with subprocess.Popen(
        [sys.executable, "-c", _EXPORT, str(data), str(folder / name)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env=environment,
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline().strip() == b"in the middle"
        process.kill()


def all_in(folder: Path) -> list[str]:
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file())


@pytest.mark.parametrize("name", ["contacts.xlsx", "contacts.csv"])
def test_after_a_kill(places: tuple[Path, Path, Path], name: str) -> None:
    data, temporary, folder = places
    killed_in_the_middle(places, name)
    assert all_in(temporary) == []
    assert [left for left in all_in(folder) if not left.startswith(".smsbook-")] == []
    (folder / ".smsbook-mine.tmp").write_text("somebody else's")
    use_private_folder(data)
    assert all_in(data) == []
    assert all_in(folder) == [".smsbook-mine.tmp"]


def test_a_note_that_names_something_else_removes_nothing(
    places: tuple[Path, Path, Path],
) -> None:
    data, _temporary, folder = places
    other = folder / "letter.txt"
    other.write_text("x")
    (data / "temporary").mkdir()
    for number, text in enumerate([str(other), "\0", ".smsbook-0123456789abcdef.tmp", ""]):
        (data / "temporary" / f"beside-{number}").write_text(text)
    use_private_folder(data)
    assert all_in(folder) == ["letter.txt"]
    assert all_in(data) == []


@pytest.mark.skipif(sys.platform == "win32", reason="permissions of POSIX")
def test_the_folder_is_private(places: tuple[Path, Path, Path]) -> None:
    data, _temporary, _folder = places
    use_private_folder(data)
    assert Path(tempfile.gettempdir()).parent == data
    assert Path(tempfile.gettempdir()).stat().st_mode & 0o777 == 0o700
