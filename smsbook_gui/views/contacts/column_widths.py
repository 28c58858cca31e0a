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


def squeezed(
    widths: Mapping[int, int], smallest: Mapping[int, int], room: int
) -> dict[int, int] | None:
    """The same widths where they fit, else each nearer to its smallest by its share of what is too
    much. None where not even the smallest fit.
    """
    slack = {column: max(width - smallest[column], 0) for column, width in widths.items()}
    missing, whole = sum(widths.values()) - room, sum(slack.values())
    if missing <= 0:
        return dict(widths)
    if missing > whole:
        return None
    narrow = {column: width - missing * slack[column] // whole for column, width in widths.items()}
    roomiest = sorted(narrow, key=lambda column: smallest[column] - narrow[column])
    for column in roomiest[: sum(narrow.values()) - room]:  # what rounding left
        narrow[column] -= 1
    return narrow
