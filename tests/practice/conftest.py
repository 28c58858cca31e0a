"""A service on loopback and a bare HTTP client: nothing of the app's own client."""

from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import httpx
import pytest

from tests.support.faults import FaultyService
from tests.support.service import LoopbackService


@pytest.fixture
def service(tmp_path: Path) -> Iterator[FaultyService]:
    """An empty practice service."""
    with FaultyService(tmp_path) as running:
        yield running


@pytest.fixture
async def http(service: LoopbackService) -> AsyncIterator[httpx.AsyncClient]:
    """A client with the right token."""
    async with bare_client(service) as client:
        yield client


def bare_client(service: LoopbackService, token: str | None = None) -> httpx.AsyncClient:
    """A client with the right token, or another."""
    return httpx.AsyncClient(
        base_url=service.url,
        headers={"Authorization": f"Bearer {service.token if token is None else token}"},
        trust_env=False,
        verify=False,  # else it reads all certificates, for 50 ms, and never needs them
    )
