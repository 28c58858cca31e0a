"""The words of specialists, the plain ones that people are told in their place, and where the
former may stand: as the second word, as a name that the web portal of the SMS service gives, and
where this list says so. `tests/test_words.py` reads every text of the program.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Term:
    """`word` is a pattern (regular expression). It may stand after its `plain` word in the same
    text, between quotation marks “…”, and in these texts."""

    word: str
    plain: str
    may_stand: tuple[str, ...] = ()


GLOSSARY = (
    Term(
        r"API URL",
        "web address",
        ("API URL",),  # the field's name for assistive technology, and second under “Web address”
    ),
    Term(
        r"\bAPI\b",
        "access key",
        (
            "API URL",
            "Generate API Key",  # the portal's button
            "In your service's web portal: Service Settings > Generate API Key.",
        ),
    ),
    Term(
        r"\b[Tt]okens?\b",
        "access key",
        ("Access token", "Show access token"),  # as "API URL" is
    ),
    Term(r"\bBearer\b", "access key"),
    Term(r"\b[Ss]ettle", "decide", ("Conflict settled",)),  # a title that older files hold
    Term(r"\bkeyring\b", "password store"),
    Term(r"\b(JSON|SQL\w*|HTTP|TLS)\b", "", ("a JSON file",)),  # what a file turned out to be
    Term(r"\bdatabase\b", "", ("a database", "an Access database")),
    Term(r"\bproxy\b", "network"),
    Term(
        r"\b([Oo]utbox|[Qq]ueues?|[Tt]imeout|[Rr]etry|[Cc]ache|[Pp]arse\w*|[Rr]econcile\w*)\b", ""
    ),
    Term(r"\b[Bb]atch(es)?\b", "action", ("Batches",)),  # the list's name (UI.md)
    Term(r"\b(null|boolean|string|regex|payload|endpoint|host)\b", ""),
    Term(r"\b([Ii]nvalid|Failed to|[Ii]llegal|[Ff]atal|[Aa]bort\w*)\b", ""),
    Term(r"\b[Ss]ynchroni[sz]\w*\b", "Sync now"),
    Term(r"\b[Oo]n the (SMS )?service\b(?!['’]s)", ""),  # at the service
)
