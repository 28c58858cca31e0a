"""`python -m smsbook_gui.practice` as a program of its own."""

import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest

from smsbook_gui.practice.__main__ import main
from tests.support.patience import PATIENCE

TOKEN = "secret-token"
if sys.platform == "win32":
    # A console's processes share its signals: only one with a group of its own can be told alone.
    ENDS = [signal.CTRL_BREAK_EVENT]
    GROUP = subprocess.CREATE_NEW_PROCESS_GROUP
else:
    ENDS = [signal.SIGTERM, signal.SIGINT]
    GROUP = 0


@contextmanager
def serving(*options: str) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """The running program and the address that its first line tells."""
    command = [sys.executable, "-m", "smsbook_gui.practice", "--port", "0", "--token", TOKEN]
    with subprocess.Popen(
        [*command, *options],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
        creationflags=GROUP,
    ) as process:
        try:
            assert process.stdout is not None
            line = process.stdout.readline()
            ready = re.fullmatch(r"Practice service ready at (http://127\.0\.0\.1:[0-9]+)\n", line)
            assert ready is not None, line
            yield process, ready[1]
        finally:
            process.kill()


def post(address: str, path: str, body: object = None) -> httpx.Response:
    headers = {"Authorization": f"Bearer {TOKEN}"}
    with httpx.Client(trust_env=False) as http:
        if body is None:
            return http.post(address + path, headers=headers)
        return http.post(address + path, headers=headers, json=body)


@pytest.mark.parametrize("end", ENDS)
def test_it_tells_its_address_serves_and_ends_cleanly(end: int) -> None:
    with serving() as (process, address):
        books = post(address, "/api/address-book/list").json()["result"]
        assert {book["name"] for book in books} == {"Patients", "Staff", "Suppliers", "Volunteers"}
        with httpx.Client(trust_env=False) as stranger:
            assert stranger.post(f"{address}/api/address-book/list").status_code == 403
        process.send_signal(end)
        output, errors = process.communicate(timeout=PATIENCE)
        assert (process.returncode, output, errors) == (0, "", "")


def test_options(tmp_path: Path) -> None:
    data = tmp_path / "kept.sqlite3"
    body = {"name": "Friends"}
    with serving("--empty", "--data", str(data), "--rate", "0.001") as (_, address):
        assert post(address, "/api/address-book/new", body).status_code == 200
        assert post(address, "/api/address-book/new", body).status_code == 429
    with serving("--data", str(data), "--rate", "0") as (_, address):
        answers = [post(address, "/api/address-book/list") for _ in range(30)]
        assert {len(answer.json()["result"]) for answer in answers} == {1}
    with serving("--data", str(data), "--no-address-books") as (_, address):
        assert post(address, "/api/address-book/list").status_code == 404
    with serving("--latency", "0.2") as (_, address):
        assert post(address, "/api/address-book/list").elapsed.total_seconds() >= 0.2


def test_a_port_in_use_is_said_plainly(capsys: pytest.CaptureFixture[str]) -> None:
    with serving() as (_, address):
        assert main(["--port", address.rpartition(":")[2], "--token", TOKEN]) == 2
    said = capsys.readouterr()
    assert said.err.startswith("The practice service cannot start: ")
    assert TOKEN not in said.err


def test_without_uvicorn_it_says_what_to_install(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "uvicorn", None)
    assert main(["--port", "0", "--token", TOKEN]) == 2
    assert "development extra" in capsys.readouterr().err


@pytest.mark.parametrize(
    "options",
    [
        ["--port", "65536"],
        ["--port", "x"],
        ["--rate", "-1"],
        ["--rate", "inf"],
        ["--rate", "nan"],
        ["--latency", "-1"],
        ["--host", "0.0.0.0"],
    ],
)
def test_options_that_make_no_sense(options: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["--token", TOKEN, *options])
    assert ended.value.code == 2
    assert options[0] in capsys.readouterr().err
