"""The headings of our tables, as Qt asks a model for them."""

from collections.abc import Callable

from PySide6.QtCore import Qt

from smsbook_gui.viewmodels.common.text import plain_tip

_Role = Qt.ItemDataRole
_LEADING = int(Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter)
TRAILING = int(Qt.AlignmentFlag.AlignTrailing | Qt.AlignmentFlag.AlignVCenter)
"""Of a heading above numbers."""


def heading(
    title_of: Callable[[int], str],
    section: int,
    orientation: Qt.Orientation,
    role: int,
    *,
    tip: bool = False,
) -> object:
    """What `headerData` answers for a column whose title `title_of` tells; None for rows.

    With `tip` the title is its own tooltip: one from a file may be longer than its column.
    """
    if orientation is not Qt.Orientation.Horizontal:
        return None
    if role in {_Role.DisplayRole, _Role.AccessibleTextRole}:
        return title_of(section)
    if role == _Role.ToolTipRole and tip:
        return plain_tip(title_of(section))
    return _LEADING if role == _Role.TextAlignmentRole else None
