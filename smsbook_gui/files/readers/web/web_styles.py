"""The style sheets of a web page, as far as they hide something or strike it through.

Selectors of names, classes, ids and what stands around an element within its table are followed.
Of others (":nth-child(2)", "div.report td" outside of the table) it is only known that they may
concern an element: a person is told then. A library would want the whole page as a tree.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from smsbook_gui.files.readers.web.html_tokens import attributes

_MOST_RULES = 2000
_MOST_KNOWN, _LONGEST_KNOWN = 4096, 500
"""Tags, and characters of one, of which it is kept what rules they are in: ids make many of a
page's different."""

_STYLED = re.compile("style|hidden", re.IGNORECASE)
_HIDDEN_WORD = re.compile(r"(?:^|\s)hidden(?:\s|/|=|$)", re.IGNORECASE)
_QUOTED = re.compile(r""""[^"]*"|'[^']*'""")
_NAMED = re.compile(r"(?:^|\s)(?:class|id)\s*=", re.IGNORECASE)

_COMMENT = re.compile(r"/\*.*?(?:\*/|\Z)|<!--|-->", re.DOTALL)
_DECLARED = re.compile(
    r"(?:^|[;\s])(display|visibility|text-decoration(?:-line)?)\s*:([^;!]*)(!\s*important)?",
    re.IGNORECASE,
)
_ON_SCREEN = re.compile(r"@media\s+(?:only\s+)?(?:screen|all)\s*(?:,|$)|@(?:supports|layer)\b")
_INSIDE_BRACKETS = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")
_BRACE = re.compile(r"[{}]")
_COMPOUND = re.compile(r"[>+~]|[^\s>+~]+")
_ATTRIBUTE = re.compile(r"\[\s*([\w-]+)")
_PART = re.compile(r"([.#:\[]*)([\w\-\u0080-\uffff]+|[*(&])")
_OF_MOMENTS = frozenset(
    {
        *("hover", "focus", "active", "visited", "link", "before", "after", "first-letter"),
        *("first-line", "focus-within", "focus-visible", "selection", "placeholder", "target"),
        *("root", "host"),
    }
)
"""What no part of a table is, or not as a whole, while nobody does anything to the page."""
_AROUND_TABLES = frozenset({"html", "body"})
_IN_TABLES = frozenset({"table", "thead", "tbody", "tfoot", "tr", "td", "th"})
_UNSEEN = frozenset({"none", "hidden", "collapse"})


class Look(NamedTuple):
    """What a style says: None where it says nothing."""

    hidden: bool | None = None
    struck: bool | None = None


class Element(NamedTuple):
    """An element of a table, with whatever is so because of those around it."""

    tag: str
    classes: frozenset[str]
    id: str
    hidden: bool
    struck: bool


class _Compound(NamedTuple):
    """The part of a selector that is about one element. `doubtful`: with conditions that are not
    followed."""

    tag: str
    classes: frozenset[str]
    ids: frozenset[str]
    attributes: frozenset[str]
    doubtful: bool

    @property
    def name(self) -> str:
        """By what a rule is looked for: one of the names that an element of it has."""
        if self.ids:
            return f"#{min(self.ids)}"
        return f".{min(self.classes)}" if self.classes else self.tag

    def fits(self, element: Element) -> bool:
        return (
            self.tag in ("", element.tag)
            and self.classes <= element.classes
            and self.ids <= {element.id}
        )


@dataclass(frozen=True, slots=True)
class _Rule:
    parts: tuple[tuple[str, _Compound], ...]
    """From the element itself outwards, each with the sign behind it (" ", ">")."""
    look: Look
    weight: tuple[bool, int, int, int, int]
    """The strongest rule counts: the most important one, the most special one, the last one."""


@dataclass(slots=True)
class StyleSheets:
    """The rules of a page, as they come."""

    is_elsewhere: bool = False
    """Whether a sheet lies outside of the page: nothing is fetched."""
    _rules: dict[str, list[_Rule]] = field(default_factory=dict)
    """By a name that an element has that they are about: its id, a class, its tag."""
    _count: int = 0
    _known: dict[tuple[str, str], tuple[Element, list[_Rule]]] = field(default_factory=dict)

    def take(self, text: str) -> None:
        """Takes what stands in a `style`."""
        text = _COMMENT.sub("", text).lower()
        self.is_elsewhere |= "@import" in text
        for selectors, declared in _blocks(text):
            self._add(selectors, declared)
        self._known.clear()

    def link(self, inside: str) -> None:
        """Takes what stands in a `link`."""
        told = attributes(inside)
        if told.get("rel", "").lower() == "stylesheet" and told.get("media", "").lower() != "print":
            self.is_elsewhere = True

    def _add(self, selectors: str, declared: str) -> None:
        looks = _looks_of(declared)
        for selector in _INSIDE_BRACKETS.sub(_bracket, selectors).split(","):
            parts = _parts(selector) if looks else ()
            if not parts or self._count > _MOST_RULES:
                continue
            self._count += 1
            ids, classes, tags = (
                sum(map(len, (part.ids for _, part in parts))),
                sum(len(part.classes) + part.doubtful for _, part in parts),
                sum(bool(part.tag) for _, part in parts),
            )
            self._rules.setdefault(parts[0][1].name, []).extend(
                _Rule(parts, look, (important, ids, classes, tags, self._count))
                for important, look in looks
            )

    def enter(self, tag: str, inside: str, around: Sequence[Element]) -> tuple[Element, bool]:
        """An element within others, the outermost first; and whether it may be hidden or struck
        through by a style that is not followed."""
        known = self._known.get((tag, inside))
        if known is None:
            known = self._look_up(tag, inside)
            if len(self._known) > _MOST_KNOWN:
                self._known.clear()
            if len(inside) < _LONGEST_KNOWN:
                self._known[tag, inside] = known
        element, rules = known
        doubtful = False
        if rules:
            look, doubtful = _decide(rules, element, around)
            said = _inline(inside)
            element = _with(
                element,
                hidden=look.hidden is True and said.hidden is None,
                struck=look.struck is True,
            )
        if around:
            element = _with(element, hidden=around[-1].hidden, struck=around[-1].struck)
        if self.is_elsewhere and not doubtful:
            doubtful = _NAMED.search(inside) is not None
        return element, doubtful and not element.hidden

    def _look_up(self, tag: str, inside: str) -> tuple[Element, list[_Rule]]:
        """The element by itself, and the rules that may be about it, the strongest first."""
        classes, name, look = frozenset[str](), "", Look()
        if self._rules and _NAMED.search(inside):
            told = attributes(inside)
            classes = frozenset(told.get("class", "").lower().split())
            name = told.get("id", "").lower()
        if _STYLED.search(inside):
            look = _inline(inside)
        element = Element(tag, classes, name, look.hidden is True, look.struck is True)
        names = ("", tag, f"#{name}", *(f".{each}" for each in classes))
        rules = [
            rule
            for each in names
            for rule in self._rules.get(each, ())
            if rule.parts[0][1].fits(element)
            and all(word in inside.lower() for word in rule.parts[0][1].attributes)
        ]
        return element, sorted(rules, key=lambda rule: rule.weight, reverse=True)


def _with(element: Element, *, hidden: bool, struck: bool) -> Element:
    """The element, hidden or struck through besides."""
    if (hidden and not element.hidden) or (struck and not element.struck):
        return element._replace(hidden=element.hidden or hidden, struck=element.struck or struck)
    return element


def _inline(inside: str) -> Look:
    """What an element says of itself."""
    if not _STYLED.search(inside):
        return Look()
    look = Look()
    for _, said in _looks_of(attributes(inside).get("style", "").lower()):
        look = _joined(said, look)
    if look.hidden is None and _HIDDEN_WORD.search(_QUOTED.sub("", inside)):
        look = look._replace(hidden=True)
    return look


def _joined(first: Look, then: Look) -> Look:
    """What the one says, and where it says nothing, the other."""
    return Look(
        then.hidden if first.hidden is None else first.hidden,
        then.struck if first.struck is None else first.struck,
    )


def _decide(
    rules: Sequence[_Rule], element: Element, around: Sequence[Element]
) -> tuple[Look, bool]:
    """What the rules, the strongest first, make of an element, and whether that is in doubt."""
    look, doubtful = Look(), False
    for rule in rules:
        known = _joined(look, rule.look)
        if known == look:  # stronger ones have said all that this one says
            continue
        fits = _fits(rule, element, around)
        if fits:
            look = known
        elif fits is None:
            doubtful |= True in rule.look
    return look, doubtful


def _fits(rule: _Rule, element: Element, around: Sequence[Element]) -> bool | None:
    """Whether the rule is about the element; None: perhaps."""
    sure = not rule.parts[0][1].doubtful
    place = len(around)
    for sign, part in rule.parts[1:]:
        if sign in "+~":
            return None
        least = max(place - 1, 0) if sign == ">" else 0
        found = next((at for at in range(place - 1, least - 1, -1) if part.fits(around[at])), None)
        if found is not None:
            place, sure = found, sure and not part.doubtful
        elif part.tag in _IN_TABLES or (sign == ">" and place > 0):
            return False
        else:
            # What stands around the table is not known, but for what stands around everything.
            return (sure and part.tag in _AROUND_TABLES and not (part.classes or part.ids)) or None
    return sure or None


# --- the language of style sheets -----------------------------------------------------------------


def _blocks(text: str) -> Iterator[tuple[str, str]]:
    """Selectors and declarations of the rules that count on a screen."""
    at = 0
    while (brace := text.find("{", at)) >= 0:
        head = text[at:brace].replace("}", " ").rpartition(";")[2].strip()
        at = brace + 1
        if not head.startswith("@"):
            end = text.find("}", at)
            at, begin = len(text) if end < 0 else end + 1, at
            yield head, text[begin : at - (end >= 0)]
        elif not _ON_SCREEN.match(head):
            at = _end_of_block(text, at)


def _end_of_block(text: str, at: int) -> int:
    depth = 1
    for found in _BRACE.finditer(text, at):
        depth += 1 if found[0] == "{" else -1
        if not depth:
            return found.end()
    return len(text)


def _looks_of(declared: str) -> list[tuple[bool, Look]]:
    """What declarations say, each with whether it is important; the last of a kind counts."""
    looks: dict[str, tuple[bool, Look]] = {}
    for found in _DECLARED.finditer(declared):
        name, value = found[1].lower(), found[2].strip()
        if name.startswith("text"):
            look = Look(struck="line-through" in value)
        else:
            look = Look(hidden=value in _UNSEEN)
        key = "visibility" if name == "visibility" else name[:4]
        looks[key] = (found[3] is not None, look)
    # What only says that an element is visible says nothing against "display: none".
    shown = looks.get("visibility")
    if shown is not None and not shown[1].hidden and "disp" in looks:
        del looks["visibility"]
    return list(looks.values())


def _bracket(found: re.Match[str]) -> str:
    """What is kept of a bracket: that it was there, and which attribute it was about."""
    named = _ATTRIBUTE.match(found[0])
    return named[0] if named else found[0][0]


def _parts(selector: str) -> tuple[tuple[str, _Compound], ...]:
    """The parts of a selector from the element outwards; () where it is about no element as it
    stands in the page, or is not understood."""
    parts: list[tuple[str, _Compound]] = []
    sign = ""
    for text in reversed(_COMPOUND.findall(selector)):
        if text in ">+~":
            sign = text
            continue
        compound = _compound(text)
        if compound is None:
            return ()
        parts.append((sign or " ", compound))
        sign = ""
    return tuple(parts)


def _compound(text: str) -> _Compound | None:
    tag, classes, ids, named, doubtful = "", set(), set(), set(), False
    if "\\" in text:  # as names of classes that count on some screens only
        return None
    for mark, name in _PART.findall(text):
        if mark == "." and name:
            classes.add(name)
        elif mark == "#":
            ids.add(name)
        elif mark == "::" or (mark and name in _OF_MOMENTS) or mark + name == "[hidden":
            return None  # the last is heeded where the attribute stands
        elif mark == "[":
            named.add(name)
            doubtful = True
        elif mark or name in "(&":
            doubtful = True
        elif name != "*":
            tag = name
    return _Compound(tag, frozenset(classes), frozenset(ids), frozenset(named), doubtful)
