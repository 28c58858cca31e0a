"""Adding contacts by their IDs."""

import asyncio
from collections.abc import AsyncIterator, Callable, Sequence
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from smsbook_gui.domain.errors import AnswerLost, NotSent, Refused
from smsbook_gui.services.contacts.contacts import AddReport
from smsbook_gui.viewmodels.contacts.add_existing import MOST, AddExistingViewModel, parse_ids
from tests.support.form_desk import ANNA, FormDesk
from tests.support.form_desk import form_desk as open_desk
from tests.support.qt import until
from tests.support.scripted import Gate, ScriptedService

anyio = pytest.mark.anyio


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("", ()),
        ("123", (123,)),
        ("123, 200-202", (123, 200, 201, 202)),
        ("1;2\n3\t4 5", (1, 2, 3, 4, 5)),
        ("5 – 7, 6", (5, 6, 7)),
        ("007", (7,)),
        (",, 9 ,", (9,)),
    ],
)
def test_lists_and_ranges(text: str, ids: tuple[int, ...]) -> None:
    found = parse_ids(text)
    assert (found.ids, found.problem) == (ids, "")


@pytest.mark.parametrize(
    "text", ["x", "12x", "0", "9-3", "1-", "1.5", "-4", "9" * 30, "1-1000000000000", "²"]
)
def test_what_is_no_id_is_said(text: str) -> None:
    found = parse_ids(text)
    assert found.ids == ()
    assert found.problem


def test_no_more_than_ten_thousand_at_a_time() -> None:
    assert len(parse_ids(f"1-{MOST}").ids) == MOST
    assert "10,000" in parse_ids(f"1-{MOST + 1}").problem
    assert "10,000" in parse_ids(f"1-{MOST}, 20000").problem


@given(st.lists(st.integers(1, 2**63 - 1), max_size=50))
def test_what_is_written_is_what_is_read(ids: list[int]) -> None:
    assert parse_ids(", ".join(map(str, ids))).ids == tuple(dict.fromkeys(ids))


@given(st.text(max_size=40))
def test_no_text_breaks_it(text: str) -> None:
    found = parse_ids(text)
    assert not (found.ids and found.problem)


@pytest.fixture
def service() -> ScriptedService:
    return ScriptedService()


@pytest.fixture
async def desk(tmp_path: Path, service: ScriptedService) -> AsyncIterator[FormDesk]:
    async with open_desk(tmp_path, service=service) as desk:
        yield desk


@pytest.fixture
async def model(desk: FormDesk) -> AddExistingViewModel:
    book = await desk.book(server_id=7)
    model = AddExistingViewModel(desk.session, desk.tasks)
    model.opened(book)
    await desk.quiet()
    return model


@anyio
async def test_the_outlook_counts_calls_and_time(model: AddExistingViewModel) -> None:
    model.set_text("1-5000")
    assert model.state.outlook == "5,000 calls to the service, about 8 minutes."
    model.set_text("1")
    assert model.state.outlook == "1 call to the service, less than a minute."
    model.set_text("x")
    assert model.state.outlook == ""
    assert not model.state.can_add


@anyio
async def test_added_known_missing_and_failed_are_told_apart(
    desk: FormDesk, model: AddExistingViewModel, service: ScriptedService
) -> None:
    book = model.state.book_id
    assert book is not None
    await desk.known(book, server_id=1001)
    service.put(7, ANNA)
    new = service.put(7, {**ANNA})
    service.fail_always("detail", Refused("no such contact", not_found=True), of=(55,))
    service.fail_always("detail", AnswerLost(), of=(66,))
    model.set_text(f"1001, 55, 66, {new}")
    model.add()
    running = model.state
    assert running.running
    await desk.quiet()
    assert model.state.summary == "1 added, 1 already here, 1 not found, 1 failed."
    assert model.state.failures == (
        "55: not found at the service",
        "66: The SMS service did not give a clear answer.",
    )
    assert not model.state.running
    assert await desk.store.contacts.by_server_id(new) is not None


@anyio
async def test_a_run_can_be_cancelled_and_keeps_what_it_added(
    desk: FormDesk, model: AddExistingViewModel, service: ScriptedService
) -> None:
    first = service.put(7, ANNA)
    second = service.put(7, ANNA)
    model.set_text(f"{first}, {second}")
    held: list[Gate] = []

    def hold_the_second() -> None:
        if model.state.done == 1 and not held:
            held.append(service.gate("detail"))

    model.state_changed.connect(hold_the_second)
    model.add()
    await until(lambda: held and held[0].arrived.is_set(), model.state_changed)
    model.cancel()
    await desk.quiet()
    assert not model.state.running
    assert model.state.summary == "Stopped after 1 of 2. What was added stays."
    assert await desk.store.contacts.by_server_id(first) is not None


@anyio
async def test_a_line_that_breaks_stops_the_run_with_a_reason(
    desk: FormDesk, model: AddExistingViewModel, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def add_existing(
        ids: Sequence[int], book_id: int, progress: Callable[[int, int], None]
    ) -> AddReport:
        progress(3, len(ids))
        raise NotSent

    monkeypatch.setattr(desk.session.contacts, "add_existing", add_existing)
    model.set_text("1-10")
    model.add()
    await desk.quiet()
    assert "cannot be reached" in model.state.problem
    assert model.state.summary.startswith("Stopped after 3 of 10")


@anyio
async def test_nothing_to_add_is_said(model: AddExistingViewModel) -> None:
    model.add()
    assert model.state.message == "Enter one or more IDs."
    assert not model.state.running


@anyio
async def test_the_ids_cannot_change_while_it_runs(
    desk: FormDesk, model: AddExistingViewModel, monkeypatch: pytest.MonkeyPatch
) -> None:
    release = asyncio.Event()

    async def add_existing(
        ids: Sequence[int], book_id: int, progress: Callable[[int, int], None]
    ) -> AddReport:
        await release.wait()
        return AddReport(added=len(ids))

    monkeypatch.setattr(desk.session.contacts, "add_existing", add_existing)
    model.set_text("1-3")
    model.add()
    model.set_text("9")
    assert model.state.text == "1-3"
    release.set()
    await desk.quiet()
    assert model.state.summary == "3 added."
