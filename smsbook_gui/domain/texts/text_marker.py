"""Texts for people that are made where no language is known: below the view-models."""

from typing import Any


class Text(str):
    """A text in English that knows what it was made of, so that it can be said in any language.

    Whoever reads it as a string reads the English text. The view-models say it in the person's
    language (`viewmodels/common/text.said`), by `source` and the `values` for its placeholders,
    which may be texts of this kind themselves. `n` chooses the plural form and stands where the
    source has `%Ln`; `one` is the English singular. Called with literals: Qt's `lupdate` reads
    them as it reads those of `tr`.
    """

    __slots__ = ("disambiguation", "n", "one", "source", "values")

    source: str
    disambiguation: str | None
    n: int
    one: str
    values: dict[str, Any]

    def __new__(
        cls,
        source: str,
        disambiguation: str | None = None,
        n: int = -1,
        *,
        one: str = "",
        **values: object,
    ) -> "Text":
        english = (one if n == 1 and one else source).replace("%Ln", f"{n:,}")
        text = super().__new__(cls, filled(english, values))
        text.source, text.disambiguation, text.n, text.one = source, disambiguation, n, one
        text.values = values
        return text

    def __reduce__(self) -> tuple[Any, ...]:
        return _made, (self.source, self.disambiguation, self.n, self.one, self.values)


def filled(text: str, values: dict[str, Any]) -> str:
    """`text` with the values in the place of its placeholders; numbers have grouped digits."""
    if not values:
        return text
    return text.format(
        **{name: f"{value:,}" if type(value) is int else value for name, value in values.items()}
    )


def _made(
    source: str, disambiguation: str | None, n: int, one: str, values: dict[str, Any]
) -> Text:
    return Text(source, disambiguation, n, one=one, **values)
