"""What runs the tests leaves none of them out."""

from pathlib import Path

import dev

TESTS = Path(dev.ROOT) / "tests"


def test_every_test_of_the_desktop_is_where_it_is_looked_for() -> None:
    marked = {
        path.parent.relative_to(dev.ROOT).as_posix()
        for path in TESTS.rglob("test_*.py")
        if "mark.desktop" in path.read_text("utf-8") and path != Path(__file__)
    }
    assert marked == {*dev.DESKTOP}
