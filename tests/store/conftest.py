"""Fixtures of the store's tests."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.store.desk import Desk, desk_at


@pytest.fixture
async def desk(tmp_path: Path, anyio_backend: object) -> AsyncIterator[Desk]:
    async with desk_at(tmp_path / "account" / "contacts.db") as desk:
        yield desk
