"""Keeps the garbage collector from stopping the window for what stays anyway."""

import gc


def settle_memory() -> None:
    """Take everything there is now out of the garbage collector's sight.

    A full collection walks over all objects while the window stands still: 40 to 70 ms for Qt's
    and our modules and one open account, 1 to 9 ms without them. Call it when an account was
    opened: what the account before it left behind is then collected first. After the start there
    is nothing to collect yet.
    """
    if gc.get_freeze_count():
        gc.unfreeze()
        gc.collect()
    gc.freeze()
