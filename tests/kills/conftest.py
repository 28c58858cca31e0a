"""How often the program is killed at random moments: `pytest tests/kills/test_kills.py --chains 38`
kills it a thousand times."""

import pytest

_FIRST, _MANY = 0, 8


def pytest_addoption(parser: pytest.Parser) -> None:
    group = parser.getgroup("kills")
    group.addoption("--chains", type=int, default=_MANY, help="chains of kills at random moments")
    group.addoption("--first-chain", type=int, default=_FIRST, help="the seed of the first of them")


def chains(config: pytest.Config) -> range:
    """The seeds of the chains that are asked for."""
    first: int = config.getoption("--first-chain", _FIRST)
    return range(first, first + config.getoption("--chains", _MANY))
