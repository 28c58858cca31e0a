"""Comparisons in words: kinds, counts that add up, what was done, and how a saved one stands."""

from datetime import datetime

from smsbook_gui.domain.imports.comparison import (
    ComparisonCounts,
    ComparisonKind,
    FoundDifferences,
    WhenMissing,
)
from smsbook_gui.domain.imports.importing import OtherTarget, Target
from smsbook_gui.domain.imports.recipe import FileNow
from smsbook_gui.services.comparisons.job import CarriedOut
from smsbook_gui.viewmodels.common.history_text import Labels, display_day
from smsbook_gui.viewmodels.common.text import number, tr
from smsbook_gui.viewmodels.imports.import_text import target_names


def compared_targets(labels: Labels) -> dict[Target | None, str]:
    """What a column can hold; None is "Do not compare"."""
    names = target_names(labels)
    del names[OtherTarget.BOOK]
    return names | {None: tr("Do not compare")}


def kind_word(kind: ComparisonKind) -> str:
    """The word of UI.md for a kind."""
    return {
        ComparisonKind.CHANGED: tr("Changed"),
        ComparisonKind.NEW: tr("New"),
        ComparisonKind.MISSING: tr("Missing"),
        ComparisonKind.UNCLEAR: tr("Not clear"),
        ComparisonKind.UNREAD: tr("Not read yet"),
        ComparisonKind.LEFT_OUT: tr("Left out"),
        ComparisonKind.BAD: tr("Bad"),
        ComparisonKind.SAME: tr("Same"),
    }[kind]


_ORDER = (
    ComparisonKind.NEW,
    ComparisonKind.CHANGED,
    ComparisonKind.MISSING,
    ComparisonKind.SAME,
    ComparisonKind.UNCLEAR,
    ComparisonKind.UNREAD,
    ComparisonKind.LEFT_OUT,
    ComparisonKind.BAD,
)


def counted(kind: ComparisonKind, count: int) -> str:
    """How many of a kind there are: "12 new"."""
    words = {
        ComparisonKind.NEW: tr("{count} new"),
        ComparisonKind.CHANGED: tr("{count} changed"),
        ComparisonKind.MISSING: tr("{count} missing"),
        ComparisonKind.SAME: tr("{count} same"),
        ComparisonKind.UNCLEAR: tr("{count} not clear"),
        ComparisonKind.UNREAD: tr("{count} not read yet"),
        ComparisonKind.LEFT_OUT: tr("{count} left out"),
        ComparisonKind.BAD: tr("{count} bad"),
    }
    return words[kind].format(count=number(count))


_ALWAYS = frozenset(
    {ComparisonKind.NEW, ComparisonKind.CHANGED, ComparisonKind.MISSING, ComparisonKind.SAME}
)


def counts_text(counts: ComparisonCounts) -> str:
    """All of them: "12 new · 8 changed · 3 missing · 980 same · 2 bad"."""
    parts = [counted(kind, counts[kind]) for kind in _ORDER if counts[kind] or kind in _ALWAYS]
    return tr(" · ").join(parts)


def of_what_text(found: FoundDifferences) -> str:
    """What was compared with what."""
    rows = tr("%Ln rows of the file", None, found.rows)
    contacts = tr("%Ln contacts", None, found.contacts)
    return tr("{rows} were compared with {contacts}.").format(rows=rows, contacts=contacts)


def carried_out_text(done: CarriedOut) -> str:
    """What a batch did, for its banner."""
    parts = []
    if done.added:
        parts.append(tr("%Ln contacts added", None, done.added))
    if done.changed:
        parts.append(tr("%Ln contacts changed", None, done.changed))
    if done.ended:
        moved = tr("%Ln contacts moved", None, done.ended)
        parts.append(moved if done.moved else tr("%Ln contacts deleted", None, done.ended))
    text = tr(", ").join(parts)
    if done.skipped:
        more = tr("%Ln new ones were there already by then.", None, done.skipped)
        return tr("{done}. {more}").format(done=text, more=more) if text else more
    return text


def missing_text(when: WhenMissing, ticked: int) -> str:
    """What becomes of the missing contacts that are ticked."""
    if not ticked:
        return tr("A missing contact stays as it is unless you tick it.")
    if when is WhenMissing.MOVE:
        return tr("%Ln missing contacts move to the other address book.", None, ticked)
    return tr(
        "%Ln missing contacts are deleted, here and at the SMS service. You can undo this; the "
        "service takes a contact that is brought back for a new one.",
        None,
        ticked,
    )


def last_run_text(last: datetime, now: datetime) -> str:
    """When a saved comparison was made last."""
    days = (now.astimezone().date() - last.astimezone().date()).days
    if days <= 0:
        return tr("last run today")
    if days <= 30:
        return tr("last run %Ln days ago", None, days)
    return tr("last run on {day}").format(day=display_day(last))


def file_now_text(now: FileNow) -> str:
    """How the file is since then."""
    return {
        FileNow.AS_IT_WAS: tr("file not changed since"),
        FileNow.CHANGED: tr("file changed since"),
        FileNow.GONE: tr("the file is gone"),
    }[now]
