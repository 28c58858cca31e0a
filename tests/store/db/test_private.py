"""Folders and files for this user only, and those that were there before."""

import errno
import os
import stat
from pathlib import Path

import pytest

from smsbook_gui.domain.errors import InTheWay, NotAllowed, NotThere
from smsbook_gui.domain.phones.phone import PhoneRules
from smsbook_gui.store.db.private_files import private_dir
from smsbook_gui.store.store import Store
from tests.store.desk import Clock, desk_at

pytestmark = pytest.mark.anyio

posix_only = pytest.mark.skipif(os.name != "posix", reason="permissions of POSIX")


def _mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


@posix_only
def test_a_folder_that_it_makes_is_private(tmp_path: Path) -> None:
    before = os.umask(0o277)
    try:
        made = private_dir(tmp_path / "data")
    finally:
        os.umask(before)
    assert _mode(made) == 0o700


@posix_only
@pytest.mark.parametrize("mode", [0o1777, 0o755, 0o770])
async def test_a_folder_that_was_there_keeps_its_permissions(tmp_path: Path, mode: int) -> None:
    shared = tmp_path / "shared"
    shared.mkdir()
    shared.chmod(mode)
    assert private_dir(shared) == shared
    async with desk_at(shared / "contacts.db") as desk:
        await desk.book()
        assert _mode(shared) == mode
        assert _mode(shared / "contacts.db") == 0o600


@posix_only
@pytest.mark.parametrize("link", ["contacts.db", ""], ids=["the file", "its folder"])
async def test_a_link_that_leads_nowhere_is_no_empty_book(tmp_path: Path, link: str) -> None:
    """What it led to is on a drive that is not connected, perhaps."""
    folder = tmp_path / "account"
    if link:
        folder.mkdir()
    (folder / link).symlink_to(tmp_path / "drive" / "contacts")
    with pytest.raises(NotThere):
        await Store.open(folder / "contacts.db", rules=PhoneRules(), now=Clock())
    assert (folder / link).is_symlink()
    assert not (tmp_path / "drive").exists()


@posix_only
async def test_a_link_that_leads_to_the_file_is_followed(tmp_path: Path) -> None:
    async with desk_at(tmp_path / "drive" / "contacts.db") as desk:
        await desk.book()
    (tmp_path / "account").mkdir()
    (tmp_path / "account" / "contacts.db").symlink_to(tmp_path / "drive" / "contacts.db")
    async with desk_at(tmp_path / "account" / "contacts.db") as desk:
        assert [book.name for book in await desk.store.books.get_all()] == ["Friends"]


async def test_a_file_in_the_place_of_a_folder_is_said(tmp_path: Path) -> None:
    (tmp_path / "account").write_text("a file")
    with pytest.raises(InTheWay, match="a file with the name “account”"):
        await Store.open(tmp_path / "account" / "contacts.db", rules=PhoneRules(), now=Clock())


async def test_a_folder_in_the_place_of_the_file_is_said(tmp_path: Path) -> None:
    (tmp_path / "contacts.db").mkdir()
    with pytest.raises(InTheWay, match="a folder where SMS Book needs a file"):
        await Store.open(tmp_path / "contacts.db", rules=PhoneRules(), now=Clock())


async def test_a_file_that_may_not_be_read_is_not_damaged(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing is to be repaired there."""
    path = tmp_path / "contacts.db"
    async with desk_at(path):
        pass

    def refuse(*_: object) -> None:
        raise PermissionError(errno.EACCES, "Permission denied")

    monkeypatch.setattr(Path, "open", refuse)
    with pytest.raises(NotAllowed):
        await Store.open(path, rules=PhoneRules(), now=Clock())
