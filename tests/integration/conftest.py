"""A service with somebody in it, for tests that do not bring their own."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.integration.world import OfficeService


@pytest.fixture
async def service(tmp_path: Path) -> AsyncIterator[OfficeService]:
    """With one address book and four contacts."""
    async with OfficeService(tmp_path) as service:
        book = service.add_book("Patients")
        for name in ("Berg", "Coelho", "Dupont", "Evans"):
            service.put_contact(book, last_name=name, phone_number="0491570006", company="Old")
        yield service
