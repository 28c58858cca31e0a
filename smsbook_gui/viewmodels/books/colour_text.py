"""The names of the colours that address books are marked with."""

from smsbook_gui.domain.contacts.contact import BookColour
from smsbook_gui.viewmodels.common.text import tr


def colour_text(colour: BookColour | None) -> str:
    """The colour in a menu, and for who cannot see it."""
    if colour is None:
        return tr("No colour")
    return {
        BookColour.RED: tr("Red"),
        BookColour.ORANGE: tr("Orange"),
        BookColour.YELLOW: tr("Yellow"),
        BookColour.GREEN: tr("Green"),
        BookColour.TEAL: tr("Teal"),
        BookColour.BLUE: tr("Blue"),
        BookColour.PURPLE: tr("Purple"),
        BookColour.PINK: tr("Pink"),
    }[colour]
