"""Settings: kept atomically, coalesced, tolerant of a damaged file."""

import json
import os
import stat
import threading
from pathlib import Path

import pytest

from smsbook_gui.domain.errors import DiskFull, FolderProblem, InTheWay
from smsbook_gui.services.accounts.settings import (
    COPY_NAME,
    DAMAGED_NAME,
    FILE_NAME,
    Json,
    Settings,
)
from smsbook_gui.store.db.private_files import private_dir
from tests.support.patience import PATIENCE
from tests.support.plugins.guards import Expected


def test_values_come_back_after_a_restart(tmp_path: Path) -> None:
    settings = Settings(tmp_path / "data")
    settings.set("window", {"size": [800, 600], "name": "Zoë"})
    settings.set("region", "AU")
    settings.set("columns", 9)
    settings.set("maximised", True)
    settings.flush()
    again = Settings(tmp_path / "data")
    assert again.get("window") == {"size": [800, 600], "name": "Zoë"}
    assert again.text("region") == "AU"
    assert again.get("columns") == 9
    assert again.flag("maximised")


def test_nothing_is_written_before_something_is_set(tmp_path: Path) -> None:
    settings = Settings(tmp_path / "data")
    settings.set("region", None)
    settings.flush()
    assert not (tmp_path / "data").exists()


def test_values_of_another_kind_are_the_default(tmp_path: Path) -> None:
    settings = Settings(tmp_path)
    values: dict[str, Json] = {"text": 1, "integer": True, "flag": 1}
    for key, value in values.items():
        settings.set(key, value)
    assert settings.text("text", "AU") == "AU"
    assert settings.flag("flag", True) is True
    assert settings.get("missing", [1]) == [1]
    settings.flush()


def test_what_is_returned_and_what_was_given_are_not_shared(tmp_path: Path) -> None:
    settings = Settings(tmp_path)
    given: list[Json] = ["a"]
    settings.set("list", given)
    given.append("b")
    got = settings.get("list")
    assert isinstance(got, list)
    got.append("c")
    assert settings.get("list") == ["a"]
    settings.flush()


def test_none_forgets(tmp_path: Path) -> None:
    settings = Settings(tmp_path)
    settings.set("region", "AU")
    settings.set("region", None)
    settings.flush()
    assert json.loads((tmp_path / FILE_NAME).read_text("utf-8")) == {}


def test_what_json_cannot_hold_is_a_bug_and_changes_nothing(tmp_path: Path) -> None:
    settings = Settings(tmp_path)
    with pytest.raises(TypeError):
        settings.set("bad", object())  # type: ignore[arg-type]
    assert settings.get("bad") is None


def test_many_changes_cost_few_writes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    settings = Settings(tmp_path)
    gate, first, writes = threading.Event(), threading.Event(), list[str]()

    def held(text: str) -> None:
        writes.append(text)
        first.set()
        assert gate.wait(PATIENCE)

    monkeypatch.setattr(settings, "_replace", held)
    settings.set("width", -1)
    assert first.wait(PATIENCE)
    for width in range(500):
        settings.set("width", width)
    gate.set()
    settings.flush()
    assert [json.loads(text) for text in writes] == [{"width": -1}, {"width": 499}]


def test_setting_the_same_again_writes_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = Settings(tmp_path)
    settings.set("region", "AU")
    settings.flush()
    monkeypatch.setattr(settings, "_replace", lambda _text: pytest.fail("written"))
    settings.set("region", "AU")
    settings.flush()


@pytest.mark.parametrize(
    "content",
    [b"", b'{"region": "A', b"\xff\xfe{}", b"[1, 2]", b"\x00" * 64, b"[" * 100_000],
    ids=["empty", "cut off", "not UTF-8", "a list", "zeros", "too deep"],
)
def test_a_damaged_file_is_kept_aside_and_the_defaults_hold(
    tmp_path: Path, content: bytes, expect_log: Expected
) -> None:
    expect_log("settings unreadable .*put aside")
    (tmp_path / FILE_NAME).write_bytes(content)
    settings = Settings(tmp_path)
    assert settings.text("region", "AU") == "AU"
    assert (tmp_path / DAMAGED_NAME).read_bytes() == content
    settings.set("region", "NZ")
    settings.flush()
    assert Settings(tmp_path).text("region") == "NZ"


@pytest.mark.parametrize("copied", [None, b"", b"[1]"], ids=["whole", "copy cut off", "copy odd"])
def test_a_copy_stands_in_for_a_damaged_file(
    tmp_path: Path, copied: bytes | None, expect_log: Expected
) -> None:
    expect_log("settings unreadable .*put aside")
    settings = Settings(tmp_path)
    settings.set("accounts", ["office"])
    settings.flush()
    (tmp_path / FILE_NAME).write_bytes(b'{"accounts": [')
    if copied is not None:
        (tmp_path / COPY_NAME).write_bytes(copied)
    assert Settings(tmp_path).get("accounts") == (["office"] if copied is None else None)


def test_the_log_does_not_show_a_damaged_files_content(
    tmp_path: Path, expect_log: Expected, caplog: pytest.LogCaptureFixture
) -> None:
    expect_log("settings unreadable")
    (tmp_path / FILE_NAME).write_text('{"name": "Zoë Example', encoding="utf-8")
    Settings(tmp_path)
    assert "Zoë" not in caplog.text
    assert str(tmp_path) not in caplog.text


def test_a_file_that_cannot_be_moved_aside_is_not_written_over(
    tmp_path: Path, expect_log: Expected
) -> None:
    expect_log("not movable")
    (tmp_path / FILE_NAME).write_bytes(b"damaged")
    (tmp_path / DAMAGED_NAME).mkdir()
    settings = Settings(tmp_path)
    settings.set("region", "NZ")
    with pytest.raises(FolderProblem):
        settings.flush()
    assert settings.text("region") == "NZ"
    assert (tmp_path / FILE_NAME).read_bytes() == b"damaged"


def test_a_write_that_fails_is_told_and_tried_again(tmp_path: Path, expect_log: Expected) -> None:
    expect_log("settings not written")
    blocked = tmp_path / "data"
    settings = Settings(blocked)
    blocked.write_text("a file where the folder should be")
    settings.set("region", "NZ")
    with pytest.raises(InTheWay):
        settings.flush()
    blocked.unlink()
    settings.flush()
    assert Settings(blocked).text("region") == "NZ"


def test_a_write_that_breaks_off_leaves_the_old_file_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, expect_log: Expected
) -> None:
    expect_log("settings not written")
    settings = Settings(tmp_path)
    settings.set("region", "AU")
    settings.flush()

    def full(_descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    settings.set("region", "NZ")
    with pytest.raises(DiskFull):
        settings.flush()
    assert Settings(tmp_path).text("region") == "AU"


def test_the_file_is_private_to_the_user(tmp_path: Path) -> None:
    settings = Settings(tmp_path / "data")
    settings.set("region", "AU")
    settings.flush()
    modes = [path.stat().st_mode for path in (tmp_path / "data", tmp_path / "data" / FILE_NAME)]
    if os.name == "posix":  # Windows: the folder's access list is the user's profile's
        assert [stat.S_IMODE(mode) for mode in modes] == [0o700, 0o600]
    assert stat.S_ISREG(modes[1])


def test_a_private_folder_may_exist_already(tmp_path: Path) -> None:
    folder = tmp_path / "a" / "b"
    assert private_dir(folder) == folder
    assert private_dir(folder).is_dir()


def test_a_write_that_fails_while_it_is_waited_for_is_tried_once_more(
    tmp_path: Path, expect_log: Expected, monkeypatch: pytest.MonkeyPatch
) -> None:
    expect_log("settings not written")
    folder = tmp_path / "data"
    settings = Settings(folder)
    folder.write_text("in the way")
    refused, waited_for = threading.Event(), threading.Event()

    def held(path: Path) -> Path:
        try:
            return private_dir(path)
        except FileExistsError:
            refused.set()
            waited_for.wait(PATIENCE)
            raise

    monkeypatch.setattr("smsbook_gui.services.accounts.settings.private_dir", held)
    settings.set("region", "AU")
    assert refused.wait(PATIENCE)
    folder.unlink()
    [writer] = [thread for thread in threading.enumerate() if thread.name == "settings"]
    join = writer.join

    def joined() -> None:
        waited_for.set()
        join()

    monkeypatch.setattr(writer, "join", joined)
    settings.flush()
    assert Settings(folder).text("region") == "AU"
