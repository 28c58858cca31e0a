"""How wide columns are that together fill the room they have."""

from collections.abc import Mapping, Set


def fitted(
    wished: Mapping[int, int], elastic: Set[int], least: Mapping[int, int], room: int
) -> dict[int, int]:
    """The widths of columns in pixels, by column, given those that a person wants.

    What is missing to `room`, or too much, is shared out among the elastic ones by how wide they
    are wanted. None becomes narrower than its least width, so that all together may be wider.
    """
    widths = dict(wished)
    sharing = [column for column in widths if column in elastic]
    while sharing:
        fixed = sum(width for column, width in widths.items() if column not in sharing)
        whole = max(sum(wished[column] for column in sharing), 1)
        left = room - fixed
        shares = {column: wished[column] * left // whole for column in sharing}
        narrow = [column for column, share in shares.items() if share < least[column]]
        for column in narrow:
            widths[column] = least[column]
            sharing.remove(column)
        if not narrow:
            shares[sharing[-1]] += left - sum(shares.values())
            widths.update(shares)
            break
    return widths
