"""In the app the practice service runs without a port, on the loop of the window."""

import threading
from pathlib import Path

import anyio
import httpx
import pytest

from smsbook_gui.practice import create_app
from smsbook_gui.practice.app import PracticeService
from smsbook_gui.practice.database import PracticeDatabase
from tests.support.patience import PATIENCE
from tests.support.plugins.guards import Expected

pytestmark = pytest.mark.anyio


def in_process(service: PracticeService) -> httpx.AsyncClient:
    return httpx.AsyncClient(
        transport=httpx.ASGITransport(app=service.app),
        base_url="http://practice",
        headers={"Authorization": "Bearer t"},
    )


async def test_a_busy_disk_does_not_hold_the_loop(tmp_path: Path) -> None:
    service = create_app(tmp_path / "practice.sqlite3", token="t", rate=None)
    started, go_on = threading.Event(), threading.Event()
    answers: list[httpx.Response] = []

    def slow(_database: PracticeDatabase) -> bool:
        started.set()
        return go_on.wait(PATIENCE)

    slow_job = service.worker.submit(slow)
    assert started.wait(PATIENCE)
    async with in_process(service) as http, anyio.create_task_group() as group:

        async def ask() -> None:
            answers.append(await http.post("/api/address-book/list"))

        group.start_soon(ask)
        await anyio.wait_all_tasks_blocked()
        # Had the call waited on this loop, the disk could not be let go from here.
        assert answers == []
        go_on.set()
    assert slow_job.result(0)
    assert len(answers[0].json()["result"]) == 4
    service.close()


async def test_a_cancelled_call_leaves_the_service_working(tmp_path: Path) -> None:
    service = create_app(tmp_path / "practice.sqlite3", token="t", rate=None)
    started, go_on = threading.Event(), threading.Event()

    def slow(_database: PracticeDatabase) -> bool:
        started.set()
        return go_on.wait(PATIENCE)

    service.worker.submit(slow)
    assert started.wait(PATIENCE)
    async with in_process(service) as http:
        async with anyio.create_task_group() as group:
            group.start_soon(http.post, "/api/address-book/list")
            await anyio.wait_all_tasks_blocked()
            group.cancel_scope.cancel()
        go_on.set()
        assert (await http.post("/api/address-book/list")).status_code == 200
    service.close()


async def test_a_file_that_cannot_be_used_is_a_server_error(
    tmp_path: Path, expect_log: Expected
) -> None:
    expect_log(r"/api/address-book/list failed: DatabaseError")
    (tmp_path / "practice.sqlite3").write_bytes(b"not a database" * 100)
    service = create_app(tmp_path / "practice.sqlite3", token="t", rate=None)
    async with in_process(service) as http:
        answer = await http.post("/api/address-book/list")
    assert answer.status_code == 500
    assert answer.json() == {"status": "error", "message": "Server error"}
    service.close()


def test_after_close_nothing_is_taken(tmp_path: Path) -> None:
    service = create_app(tmp_path / "practice.sqlite3", token="t", rate=None)
    service.close()
    with pytest.raises(RuntimeError, match="closed"):
        service.worker.submit(PracticeDatabase.books)
