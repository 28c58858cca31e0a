"""Compares two lists of ids, so that a view is told only of rows that came or went."""

from array import array


def common_head(one: "array[int]", two: "array[int]") -> int:
    """How many items are the same at the start; a binary search, since comparing slices is fast."""
    low, high = 0, min(len(one), len(two))
    views = memoryview(one), memoryview(two)
    while low < high:
        middle = (low + high + 1) // 2
        if views[0][low:middle] == views[1][low:middle]:
            low = middle
        else:
            high = middle - 1
    return low


def common_tail(one: "array[int]", two: "array[int]", head: int) -> int:
    """How many items are the same at the end, apart from the first `head`."""
    low, high = 0, min(len(one), len(two)) - head
    ends = len(one), len(two)
    views = memoryview(one), memoryview(two)
    while low < high:
        middle = (low + high + 1) // 2
        if views[0][ends[0] - middle : ends[0] - low] == views[1][ends[1] - middle : ends[1] - low]:
            low = middle
        else:
            high = middle - 1
    return low
