"""A token is revoked in mid-run and replaced: the window says so, and everything carries on."""

from pathlib import Path

import pytest

from smsbook_gui.domain.errors import AuthenticationFailed
from smsbook_gui.viewmodels.shell.status import Remedy, StatusViewModel
from tests.services.engine_desk import ANNA, LAST, desk_at
from tests.support.scripted import ScriptedService

pytestmark = pytest.mark.anyio


async def test_a_token_that_is_revoked_in_mid_run_and_replaced(tmp_path: Path) -> None:
    service, path = ScriptedService(), tmp_path / "contacts.db"
    async with desk_at(path, service) as desk:
        status = StatusViewModel(desk.engine)
        book = await desk.book()
        await desk.contacts.create(book, {**ANNA, LAST: "Berg 0"})
        await desk.work(until_quiet=60)
        assert await desk.store.sync.known_sample(1), "the account can be told by it"
        for number in range(1, 30):
            await desk.contacts.create(book, {**ANNA, LAST: f"Berg {number}"})
        await desk.work(until_quiet=1)
        service.fail("new", AuthenticationFailed())
        await desk.work(until_quiet=60)
        made = len(service.contacts)
        assert 0 < made < 30
        state = status.state
        assert (state.remedy, state.remedy_text) == (Remedy.ENTER_TOKEN, "Enter access key…")
        assert state.problem == "The SMS service did not accept the access key."
        assert state.waiting == f"{30 - made} changes waiting"
        calls = len(service.calls)
        await desk.work(until_quiet=3600)
        assert len(service.calls) == calls, "nothing is tried until a person acts"
        status.close()

    # Entering the token opens the account anew with another way in.
    async with desk_at(path, service, access="another token") as desk:
        status = StatusViewModel(desk.engine)
        await desk.work(until_quiet=60)
        state = status.state
        assert (state.connection_text, state.problem, state.waiting) == ("Connected", "", "")
        assert state.remedy is Remedy.NONE
        assert len(service.contacts) == 30, "each of them once"
        assert len({values[LAST] for _, values in service.contacts.values()}) == 30
        status.close()
