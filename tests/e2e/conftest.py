"""What the whole journeys stand on: the service as a process, and a person at the window."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.e2e.person import Person
from tests.e2e.service_side import ServiceSide, serving
from tests.support.desktop import Desktop


@pytest.fixture
def service(tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[ServiceSide]:
    """The practice service over HTTP; `@pytest.mark.parametrize` may name more options."""
    options = getattr(request, "param", ())
    with serving(tmp_path / "service.db", *options) as running:
        yield running


@pytest.fixture
def person(desktop: Desktop, tmp_path: Path, request: pytest.FixtureRequest) -> Person:
    """Somebody who has not started SMS Book on this computer yet."""
    name: str = request.node.name
    story = name.removeprefix("test_").replace("[", "-").rstrip("]")
    return Person(desktop, tmp_path / "data", story)
