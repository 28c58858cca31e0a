"""A plugin of pytest for Wine, which now and then forgets to wake an event loop.

asyncio wakes its loop with a byte to a socket of its own. Seen under Wine 8.0: the byte was sent,
the callback stood ready, and the overlapped read did not end until one more byte came, which
nobody sends. So no loop waits longer than a second here. Windows needs nothing of the kind.
"""

import asyncio
from typing import Any

LONGEST = 1.0  # seconds

_proactor: Any = getattr(asyncio, "IocpProactor")  # noqa: B009 - on Windows only
_select = _proactor.select


def _select_for_a_while(self: Any, timeout: float | None = None) -> Any:
    return _select(self, LONGEST if timeout is None else min(timeout, LONGEST))


_proactor.select = _select_for_a_while
