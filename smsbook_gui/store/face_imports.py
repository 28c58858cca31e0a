"""The part of the store's face for the numbers that imports leave out."""

from collections.abc import Sequence

from smsbook_gui.store.core import StoreCore
from smsbook_gui.store.imports import suppression_list

_AT_ONCE = 1000


class StoreLeftOut(StoreCore):
    """Numbers whose owners may have opted out; see store/imports/suppression_list.py."""

    async def left_out_count(self) -> int:
        """How many there are."""
        return await self._list(suppression_list.count)

    async def left_out_numbers(self) -> list[str]:
        """All of them, each once, as somebody typed them."""
        return await self._list(suppression_list.numbers)

    async def add_left_out(self, numbers: Sequence[str]) -> int:
        """Adds numbers to the list; how many were not on it."""
        added = 0
        for start in range(0, len(numbers), _AT_ONCE):
            added += await self._write_later(
                suppression_list.add, numbers[start : start + _AT_ONCE]
            )
        return added
