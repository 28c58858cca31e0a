"""Rule 7: nothing is sent with another token or URL before the account is known to be the same."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from smsbook_gui.domain.contacts.contact import ContactField
from smsbook_gui.domain.contacts.query import Query
from smsbook_gui.domain.errors import AccountDiffers, AccountUnclear, AuthenticationFailed
from smsbook_gui.services.sync.account_check import META_ACCESS
from smsbook_gui.services.sync.engine import Connection
from tests.services.engine_desk import ANNA, COMPANY, PHONE, Desk, desk_at
from tests.support.scripted import ScriptedService

pytestmark = pytest.mark.anyio


def _service(count: int = 8) -> ScriptedService:
    service = ScriptedService()
    service.book_names = {1: "Patients"}
    for number in range(count):
        service.put(1, {**ANNA, COMPANY: f"Company {number}"})
    return service


@asynccontextmanager
async def _with_other_token(path: Path, service: ScriptedService) -> AsyncIterator[Desk]:
    """The same data, an unsent edit in it, and another token."""
    async with desk_at(path, _service()) as desk:
        await desk.work(until_quiet=30)
        ids = [i async for chunk in desk.store.contacts.search(Query()) for i in chunk]
        desk.engine.gate.stop(None, Connection.OFFLINE)
        await desk.contacts.edit(ids[0], {COMPANY: "Edited"})
        await desk.store.meta.set(META_ACCESS, "another")
    async with desk_at(path, service) as desk:
        await desk.work(until_quiet=30)
        yield desk


async def test_the_same_account_goes_on(tmp_path: Path) -> None:
    async with _with_other_token(tmp_path / "contacts.db", _service()) as desk:
        assert desk.engine.state.connection is Connection.CONNECTED
        assert len(desk.service.made("edit")) == 1


def _other() -> ScriptedService:
    other = ScriptedService()
    other.book_names = {1: "Customers"}
    for number in range(8):
        other.put(1, {ContactField.LAST_NAME: f"Other {number}", PHONE: "0491570159"})
    return other


async def test_another_account_gets_nothing(tmp_path: Path) -> None:
    other = _other()
    async with _with_other_token(tmp_path / "contacts.db", other) as desk:
        assert desk.engine.state.connection is Connection.STOPPED
        assert isinstance(desk.engine.state.problem, AccountDiffers)
        assert {call for call, _ in other.calls} == {"detail"}


async def test_nothing_is_listed_by_trying_again_before_the_account_is_known(
    tmp_path: Path,
) -> None:
    other = _other()
    other.fail("detail", AuthenticationFailed())
    async with _with_other_token(tmp_path / "contacts.db", other) as desk:
        assert isinstance(desk.engine.state.problem, AuthenticationFailed)
        desk.engine.sync_now()
        await desk.work(until_quiet=30)
        assert isinstance(desk.engine.state.problem, AccountDiffers)
        assert {call for call, _ in other.calls} == {"detail"}


async def test_what_cannot_be_told_is_asked_and_confirmed(tmp_path: Path) -> None:
    changed = _service()
    for _, values in list(changed.contacts.values())[1::2]:
        values[COMPANY] = "Somebody changed it"
    async with _with_other_token(tmp_path / "contacts.db", changed) as desk:
        assert isinstance(desk.engine.state.problem, AccountUnclear)
        assert changed.made("edit") == []
        desk.engine.confirm_account()
        await desk.work(until_quiet=30)
        assert desk.engine.state.connection is Connection.CONNECTED
        assert len(changed.made("edit")) == 1
