"""What tests of imports stand on; import_desk has what they say often."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.services.import_desk import Office, office_at


@pytest.fixture
async def office(tmp_path: Path, anyio_backend: object) -> AsyncIterator[Office]:
    """An account with the address book "Members", and a folder for files."""
    async with office_at(tmp_path) as office:
        await office.desk.book("Members")
        yield office
