"""`smsbook --check` as who prepares an export meets it: a process, its output, its exit code.

What it tells of one file or another is asked of `main` in this process, which takes no start.
"""

import io
import json
import os
import signal
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

import pytest

from smsbook_gui.app import check_file
from smsbook_gui.app.main import main
from tests.support.patience import PATIENCE

_ROOT = Path(__file__).parent.parent.parent
_LIST = (
    "First name;Surname;Mobile;Company\n"
    "Zoë;Ångström;0491 570 156;Café Müller\n"
    "Ann;Berg;491570157;\n"
    "Ben;Cole;(02) 5550 4321;\n"
    "zoe;angstrom;+61491570156;\n"
    "Sam;Else;0491570156;\n"
    "Cas;Dunn;call me;\n"
)
needs_signals = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such signals")


def _environment(folder: Path, **more: str) -> dict[str, str]:
    temporary = folder / "temporary"
    temporary.mkdir(exist_ok=True)
    usual = {k: v for k, v in os.environ.items() if k not in {"DISPLAY", "WAYLAND_DISPLAY"}}
    names = ("TMPDIR", "TEMP", "TMP")
    return usual | {"PYTHONPATH": str(_ROOT)} | dict.fromkeys(names, str(temporary)) | more


def _run(
    folder: Path, *arguments: object, code: str = "", **more: str
) -> subprocess.CompletedProcess[bytes]:
    start = ("-c", code) if code else ("-m", "smsbook_gui")
    done = subprocess.run(
        [sys.executable, *start, *map(str, arguments)],
        capture_output=True,
        timeout=PATIENCE,
        env=_environment(folder, **more),
        check=False,
    )
    assert not _left(folder)
    return done


def _told(folder: Path, *arguments: object) -> subprocess.CompletedProcess[bytes]:
    """The same in this process, whose own limits and temporary files stay as they are."""
    (folder / "temporary").mkdir(exist_ok=True)
    out, err = (io.TextIOWrapper(io.BytesIO(), "utf-8", write_through=True) for _ in range(2))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(check_file, "forbid_core_dumps", lambda: None)
        patch.setattr(tempfile, "tempdir", str(folder / "temporary"))
        patch.setattr(sys, "stdout", out)
        patch.setattr(sys, "stderr", err)
        code = main(typed := [*map(str, arguments)])
    assert not _left(folder)
    written = [stream.detach().getvalue() for stream in (out, err)]
    return subprocess.CompletedProcess(typed, code, *written)


def _left(folder: Path) -> list[Path]:
    """What lies about among the temporary files."""
    return list((folder / "temporary").iterdir())


def _found(done: subprocess.CompletedProcess[bytes], code: int = 0) -> dict[str, Any]:
    assert (done.returncode, done.stderr) == (code, b"")
    found: dict[str, Any] = json.loads(done.stdout.decode("utf-8"))
    assert list(found) == ["smsbook", "file", "notes", "noted", "rows", "summary", "problem"]
    return found


def _file(folder: Path, text: str = _LIST, encoding: str = "utf-8") -> Path:
    path = folder / "members.csv"
    path.write_text(text, encoding)
    return path


# --- what it tells ---------------------------------------------------------------------------


def test_tells_what_the_file_is_taken_for_and_what_each_row_would_do(tmp_path: Path) -> None:
    found = _found(_run(tmp_path, "--check", _file(tmp_path)))
    about = found["file"]
    assert about.pop("encodings")[0] == "utf-8"
    assert about == {
        "name": "members.csv",
        "kind": "text",
        "clear": True,
        "encoding": "utf-8",
        "separator": ";",
        "sheet": None,
        "sheets": [],
        "header_row": 1,
        "columns": [
            {"column": 1, "header": "First name", "holds": "first_name"},
            {"column": 2, "header": "Surname", "holds": "last_name"},
            {"column": 3, "header": "Mobile", "holds": "phone_number"},
            {"column": 4, "header": "Company", "holds": "company"},
        ],
        "numbers": [3],
    }
    rows = found["rows"]
    assert [row["result"] for row in rows] == ["new", "bad", "new", "duplicate", "taken", "bad"]
    assert rows[0] == {
        "row": 1,
        "line": 2,
        "result": "new",
        "values": {
            "first_name": "Zoë",
            "last_name": "Ångström",
            "phone_number": "0491 570 156",
            "company": "Café Müller",
        },
        "sends": "+61491570156",
        "repair": None,
        "choices": [],
        "marks": [],
        "reason": "",
    }
    assert (rows[1]["sends"], rows[1]["repair"]) == (None, "0491570157")
    assert "0 at the start" in rows[1]["reason"]
    assert (rows[2]["sends"], rows[2]["marks"]) == ("+61255504321", ["landline"])
    assert rows[3]["reason"] == "Row 2 of the file is the same contact."
    assert rows[4]["reason"].endswith("has this number under another name: Zoë Ångström.")
    summary = found["summary"]
    counts = {name: summary[name] for name in ("rows", "new", "bad", "duplicate", "taken")}
    assert counts == {"rows": 6, "new": 2, "bad": 2, "duplicate": 1, "taken": 1}
    assert found["problem"] is None


def test_the_readme_shows_what_is_printed(tmp_path: Path) -> None:
    text = "Surname;Mobile;Joined\nBerg;0491 570 156;2024\nCole;491570157;2023\n"
    found = _found(_told(tmp_path, "--check", _file(tmp_path, text)))
    readme = (_ROOT / "README.md").read_text("utf-8")
    shown = json.loads(readme.split("```json\n")[1].split("```")[0])
    assert found["summary"].items() >= shown.pop("summary").items()  # counts may be added
    assert set(found["file"].pop("encodings")) >= set(shown["file"].pop("encodings"))
    assert {name: found[name] for name in shown} == shown


def test_notes_of_the_whole_file_have_their_lines(tmp_path: Path) -> None:
    text = "Name,Mobile\nAnn,0491570006\n" + "Ben,0491570156\n" * 200 + '"Cas,0491570157\n'
    found = _found(_told(tmp_path, "--check", _file(tmp_path, text)))
    [note] = found["noted"]
    assert found["notes"] == [note["text"]]
    assert (note["kind"], note["lines"]) == ("stray_quote", [203])
    assert "line 203" in note["text"]


def test_a_no_break_space_in_a_name_is_a_space(tmp_path: Path) -> None:
    path = _file(tmp_path, "First name,Surname,Mobile\nMary\xa0Ann,van\u202fBerg,0491 570 006\n")
    values = _found(_told(tmp_path, "--check", path))["rows"][0]["values"]
    assert (values["first_name"], values["last_name"]) == ("Mary Ann", "van Berg")


def test_a_question_mark_beside_a_number_is_asked_about(tmp_path: Path) -> None:
    path = _file(tmp_path, "First name,Surname,Mobile\nMary,Berg,0491 570 006?\n")
    row = _found(_told(tmp_path, "--check", path))["rows"][0]
    assert (row["result"], "letters or signs" in row["reason"]) == ("bad", True)


def test_contacts_without_names_are_told(tmp_path: Path) -> None:
    found = _found(_told(tmp_path, "--check", _file(tmp_path, "Mobile;Seat\n0491570156;A1\n")))
    assert found["notes"] == ["No column holds names, so the contacts will have none."]
    assert found["rows"][0]["result"] == "new"


def test_needs_neither_qt_nor_the_password_store(tmp_path: Path) -> None:
    code = (
        "import sys; from smsbook_gui.app.main import main; code = main(sys.argv[1:]);"
        "found = {'PySide6', 'keyring', 'httpx'} & set(sys.modules);"
        "sys.exit(code or (f'loaded: {found}' if found else 0))"
    )
    _found(_run(tmp_path, "--check", _file(tmp_path), code=code))


@pytest.mark.parametrize(
    "console",
    [
        {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
        {"PYTHONIOENCODING": "cp850"},
        {"PYTHONIOENCODING": "ascii:strict"},
    ],
)
def test_writes_utf8_whatever_the_console_speaks(tmp_path: Path, console: dict[str, str]) -> None:
    text = _LIST + "小龙;李;0491570158;Ελλάς\n"
    found = _found(_run(tmp_path, "--check", _file(tmp_path, text), **console))
    assert found["rows"][-1]["values"]["last_name"] == "李"


def test_the_region_says_how_numbers_are_read(tmp_path: Path) -> None:
    path = _file(tmp_path, "Name,Mobile\nJörg,0171 3920013\n")
    assert _found(_told(tmp_path, "--check", path))["rows"][0]["result"] == "bad"
    found = _found(_told(tmp_path, "--check", path, "--region", "de"))
    assert found["rows"][0]["sends"] == "+491713920013"


def test_the_encoding_can_be_told(tmp_path: Path) -> None:
    path = _file(tmp_path, "Name,Mobile\nИван Попов,0491570156\n", "cp866")
    found = _found(_told(tmp_path, "--check", path, "--encoding", "CP866"))
    assert (found["file"]["encoding"], found["file"]["clear"]) == ("CP866", True)
    assert found["rows"][0]["values"]["last_name"] == "Попов"


def test_the_sheet_can_be_told_and_has_its_own_header(tmp_path: Path) -> None:
    path = tmp_path / "page.html"
    path.write_text(
        "<table><tr><th>Name</th><th>Mobile</th></tr><tr><td>A B</td><td>0491570156</td></tr>"
        "</table><table><tr><td>Our members</td></tr><tr><td></td></tr><tr><th>Name</th>"
        "<th>Mobile</th></tr><tr><td>C D</td><td>0491570157</td></tr></table>",
        "utf-8",
    )
    sheets = _found(_told(tmp_path, "--check", path))["file"]["sheets"]
    found = _found(_told(tmp_path, "--check", path, "--sheet", sheets[1]))
    assert (found["file"]["sheet"], found["file"]["header_row"]) == (sheets[1], 3)
    assert [row["sends"] for row in found["rows"]] == ["+61491570157"]
    found = _found(_told(tmp_path, "--check", path, "--sheet", "Nowhere"), 1)
    assert "no sheet of that name" in found["problem"]["message"]
    assert found["file"]["sheets"] == sheets


# --- what cannot be imported -------------------------------------------------------------------


def _cannot(done: subprocess.CompletedProcess[bytes], words: str) -> None:
    found = _found(done, 1)
    assert (found["rows"], found["summary"]) == ([], None)
    assert words in found["problem"]["message"]
    assert found["problem"]["remedy"]


def test_a_file_that_cannot_be_imported_is_told_with_the_reason(tmp_path: Path) -> None:
    empty = tmp_path / "empty.csv"
    empty.touch()
    picture = tmp_path / "list.csv"
    picture.write_bytes(b"\x89PNG\r\n\x1a\n")
    header = tmp_path / "header.csv"
    header.write_text("Name,Mobile\n")
    no_numbers = tmp_path / "names.csv"
    no_numbers.write_text("First name,Last name\nAnn,Berg\n")
    _cannot(_told(tmp_path, "--check", tmp_path / "nowhere.csv"), "not there")
    _cannot(_told(tmp_path, "--check", tmp_path), "folder")
    _cannot(_told(tmp_path, "--check", empty), "empty")
    _cannot(_told(tmp_path, "--check", picture), "a picture")
    _cannot(_told(tmp_path, "--check", header), "no rows below the header")
    _cannot(_told(tmp_path, "--check", no_numbers), "phone numbers")


def test_a_file_that_may_not_be_read_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # An administrator may read whatever there is, so the system's answer is played.
    usual = Path.open

    def refuse(path: Path, *more: Any, **others: Any) -> Any:
        if path.name == "members.csv":
            raise PermissionError(13, "Permission denied")
        return usual(path, *more, **others)

    path = _file(tmp_path)
    monkeypatch.setattr(Path, "open", refuse)
    _cannot(_told(tmp_path, "--check", path), "not allowed to read")


@needs_signals
def test_a_pipe_is_no_file_to_look_into_twice(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    _cannot(_told(tmp_path, "--check", tmp_path / "pipe"), "a pipe")


# --- wrong use ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--check"], "expected one argument"),
        (["--check", "a.csv", "b.csv"], "unrecognized arguments"),
        (["--check", "a.csv", "--region", "Atlantis"], "no country's code"),
        (["--check", "a.csv", "--encoding", "klingon"], "no known encoding"),
        (["--check", "a.csv", "--encoding", "rot13"], "no known encoding"),
        (["--check", "a.csv", "--encoding", "undefined"], "no known encoding"),
        (["--check", "a.csv", "--practice"], "--check goes with"),
        (["--check", "a.csv", "--import", "b.csv"], "--check goes with"),
        (["--region", "DE"], "--region needs --check"),
        (["--output", "a.json", "--practice"], "--output needs --check"),
    ],
)
def test_wrong_use_is_told_on_standard_error(
    tmp_path: Path, arguments: list[str], words: str
) -> None:
    done = _run(tmp_path, *arguments)
    assert (done.returncode, done.stdout) == (2, b"")
    assert words in done.stderr.decode()


# --- where the result goes ---------------------------------------------------------------------


def test_the_result_goes_to_a_file(tmp_path: Path) -> None:
    output = tmp_path / "found.json"
    output.write_text("what was there before")
    done = _run(tmp_path, "--check", _file(tmp_path), "--output", output)
    assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"")
    assert output.read_bytes() == _run(tmp_path, "--check", _file(tmp_path)).stdout
    done = _run(tmp_path, "--check", tmp_path / "nowhere.csv", "--output", output)
    assert done.returncode == 1
    assert "not there" in json.loads(output.read_bytes())["problem"]["message"]


def test_an_output_that_cannot_be_written_is_wrong_use(tmp_path: Path) -> None:
    path = _file(tmp_path)
    for output in (tmp_path, tmp_path / "no" / "folder" / "found.json", path / "found.json", path):
        done = _told(tmp_path, "--check", path, "--output", output)
        assert (done.returncode, done.stdout) == (2, b"")
        assert done.stderr
    assert path.read_text("utf-8") == _LIST
    assert sorted(each.name for each in tmp_path.iterdir()) == ["members.csv", "temporary"]


def test_without_a_console_the_output_has_to_be_named(tmp_path: Path) -> None:
    code = (
        "import sys; from smsbook_gui.app.main import main\n"
        "sys.stdout = sys.stderr = None\n"
        "sys.exit(main(sys.argv[1:]))"
    )
    output = tmp_path / "found.json"
    assert _run(tmp_path, "--check", _file(tmp_path), code=code).returncode == 2
    done = _run(tmp_path, "--check", _file(tmp_path), "--output", output, code=code)
    assert done.returncode == 0
    assert json.loads(output.read_bytes())["summary"]["rows"] == 6


def _many(folder: Path) -> Path:
    """A list whose result is far larger than what a pipe holds."""
    rows = (f"Ann,Berg{place},0491{place:06}\n" for place in range(5000))
    return _file(folder, "First name,Surname,Mobile\n" + "".join(rows))


def _begun(folder: Path) -> subprocess.Popen[bytes]:
    """A check that is in the middle of its rows: it waits for who reads them."""
    process = subprocess.Popen(
        [sys.executable, "-m", "smsbook_gui", "--check", str(_many(folder))],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=_environment(folder),
    )
    assert process.stdout is not None
    while not process.stdout.readline().startswith(b'{"row": 1,'):
        assert process.poll() is None
    assert len(_left(folder)) == 1
    return process


def test_whoever_reads_the_result_may_leave_early(tmp_path: Path) -> None:
    with _begun(tmp_path) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        assert process.stderr.read() == b""
    assert process.returncode == 2
    assert not _left(tmp_path)


@needs_signals
@pytest.mark.parametrize("name", ["SIGINT", "SIGTERM", "SIGHUP"])
def test_nothing_is_left_behind_when_it_is_ended(tmp_path: Path, name: str) -> None:
    number = getattr(signal, name)
    with _begun(tmp_path) as process:
        process.send_signal(number)
        out, err = process.communicate(timeout=PATIENCE)
    assert (process.returncode, err) == (128 + number, b"")
    assert b'"summary"' not in out
    assert not _left(tmp_path)


@needs_signals
def test_an_output_is_not_begun_by_a_check_that_is_ended(tmp_path: Path) -> None:
    # The signal comes while the file is checked: its own reading sends it.
    code = (
        "import os, signal, sys; from smsbook_gui.app.main import main\n"
        "from smsbook_gui.services.file_check import FileCheck\n"
        "usual = FileCheck._look\n"
        "def look(found, job):\n"
        "    usual(found, job)\n"
        "    os.kill(os.getpid(), signal.SIGINT)\n"
        "FileCheck._look = look\n"
        "sys.exit(main(sys.argv[1:]))"
    )
    output = tmp_path / "found.json"
    done = _run(tmp_path, "--check", _file(tmp_path), "--output", output, code=code)
    assert (done.returncode, done.stderr) == (128 + signal.SIGINT, b"")
    assert sorted(each.name for each in tmp_path.iterdir()) == ["members.csv", "temporary"]
