"""The long tests: they are marked `long`, start first, and try all their examples.

`packaging/dev.py test` leaves them out unless it is told `--all`, and lets property tests try
fewer examples (`--hypothesis-profile=quick`). Pytest itself runs what it is given, as a whole.
"""

import pytest
from hypothesis import settings

# The first example of a test may pay for an import; slow is not wrong.
settings.register_profile("whole", deadline=None)
settings.register_profile("quick", deadline=None, max_examples=20)
settings.load_profile("whole")


def examples(number: int) -> int:
    """How many examples to try where a whole run tries `number`."""
    return max(1, number * settings().max_examples // 100)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Files with long tests first, so that no process is left alone with one at the end."""
    long = {item.path for item in items if item.get_closest_marker("long")}
    items.sort(key=lambda item: item.path not in long)
