"""How often the program is killed at random moments: `pytest tests/kills/test_kills.py --chains 38`
kills it a thousand times."""

import pytest


def pytest_addoption(parser: pytest.Parser) -> None:
    group = parser.getgroup("kills")
    group.addoption("--chains", type=int, default=8, help="chains of kills at random moments")
    group.addoption("--first-chain", type=int, default=0, help="the seed of the first of them")
