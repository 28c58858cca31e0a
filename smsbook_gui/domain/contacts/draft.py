"""What was typed in the form and not saved, kept against a forced end."""

from dataclasses import dataclass

from smsbook_gui.domain.contacts.contact import Values


@dataclass(frozen=True, slots=True)
class Draft:
    """Unsaved edits of one contact; `contact_id` is None for a new one."""

    contact_id: int | None
    book_id: int | None
    values: Values
