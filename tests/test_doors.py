"""Who is above the services reaches the store through their doors only."""

import ast
from pathlib import Path

import pytest

_ROOT = Path(__file__).parent.parent / "smsbook_gui"


def _reached_through(source: str) -> list[str]:
    """`x.store` and the like, but for a `self._store` of one's own."""
    return [
        ast.unparse(node)
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.Attribute)
        and node.attr in {"store", "_store", "_database"}
        and not (isinstance(node.value, ast.Name) and node.value.id == "self")
    ]


@pytest.mark.parametrize("layer", ["viewmodels", "views", "app"])
def test_nobody_reaches_through_a_service_into_the_store(layer: str) -> None:
    found = {
        str(path.relative_to(_ROOT)): reached
        for path in sorted((_ROOT / layer).rglob("*.py"))
        if (reached := _reached_through(path.read_text("utf-8")))
    }
    assert not found


def test_no_service_hands_its_store_out() -> None:
    """`Session.local` is the store too, as the protocols of what view-models may read."""
    found = [
        f"{path.relative_to(_ROOT)}: {node.attr}"
        for path in sorted((_ROOT / "services").rglob("*.py"))
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Attribute)
        and isinstance(node.ctx, ast.Store)
        and node.attr == "store"
    ]
    assert not found
