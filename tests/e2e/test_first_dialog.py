"""Where the first dialog stands, under a real window manager."""

from pathlib import Path

import pytest

from tests.support.desktop import Desktop, Element

pytestmark = pytest.mark.desktop


def middle(window: Element) -> tuple[float, float]:
    """The centre of a window's contents on the screen, in pixels."""
    left, top, width, height = window.info["box"]
    return left + width / 2, top + height / 2


def test_the_connect_dialog_opens_in_the_middle_of_the_window(
    desktop: Desktop, tmp_path: Path
) -> None:
    app = desktop.start("--data-dir", str(tmp_path / "data"))
    app.window("SMS Book").find("push button", "Connect to your SMS service").press()
    dialog = middle(app.window("Connect to your SMS service"))
    window = middle(app.window("SMS Book"))
    assert abs(dialog[0] - window[0]) <= 8
    # Qt leaves room for a title bar that it does not know yet.
    assert abs(dialog[1] - window[1]) <= 48
