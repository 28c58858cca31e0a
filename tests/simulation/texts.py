"""Values as somebody may type them: new ones mostly, blank and repeated ones among them."""

import random

from smsbook_gui.domain.contacts.contact import ContactField

EDITED = (
    ContactField.FIRST_NAME,
    ContactField.LAST_NAME,
    ContactField.PHONE_NUMBER,
    ContactField.COMPANY,
    ContactField.CUSTOM_1,
)


class Texts:
    """No two of a story are the same by chance."""

    def __init__(self, rng: random.Random) -> None:
        self._rng = rng
        self._numbers = 0

    def number(self) -> int:
        """One that nothing else has."""
        self._numbers += 1
        return self._numbers

    def text(self, name: ContactField, who: str) -> str:
        number = self.number()
        if name is ContactField.PHONE_NUMBER:
            digits = f"0400 {number // 1000:03d} {number % 1000:03d}"
            return f"+61 {digits[1:]}" if self._rng.random() < 0.2 else digits
        drawn = self._rng.random()
        if drawn < 0.08:
            return ""
        if drawn < 0.14:
            return self._rng.choice(("same", "again"))
        if drawn < 0.2:
            return f" {who}{number} "
        if drawn < 0.25:
            return f"{who}{number} ".ljust(60, "x")
        return f"{who}{number}"

    def changes(self, who: str) -> dict[ContactField, str]:
        names = self._rng.sample(EDITED, self._rng.choice((1, 1, 1, 2, 3)))
        return {name: self.text(name, who) for name in names}
