"""The file itself is what these tests are about."""

import pytest


@pytest.fixture(scope="module", autouse=True)
def new_files() -> None:
    """Each is made step by step, as in the program, and none is copied."""
