"""Comparisons in words: kinds, counts that add up, what was done, and how a saved one stands."""

from datetime import datetime

from smsbook_gui.domain.comparison import Counts, FoundDifferences, Kind, WhenMissing
from smsbook_gui.domain.importing import OtherTarget, Target
from smsbook_gui.domain.recipe import FileNow
from smsbook_gui.services.comparisons.job import CarriedOut
from smsbook_gui.viewmodels.common.history_text import Labels, display_day
from smsbook_gui.viewmodels.common.text import number, tr
from smsbook_gui.viewmodels.imports.import_text import target_names


def compared_targets(labels: Labels) -> dict[Target | None, str]:
    """What a column can hold; None is "Do not compare"."""
    names = target_names(labels)
    del names[OtherTarget.BOOK]
    return names | {None: tr("Do not compare")}


def kind_word(kind: Kind) -> str:
    """The word of UI.md for a kind."""
    return {
        Kind.CHANGED: tr("Changed"),
        Kind.NEW: tr("New"),
        Kind.MISSING: tr("Missing"),
        Kind.UNCLEAR: tr("Not clear"),
        Kind.UNREAD: tr("Not read yet"),
        Kind.LEFT_OUT: tr("Left out"),
        Kind.BAD: tr("Bad"),
        Kind.SAME: tr("Same"),
    }[kind]


_ORDER = (
    Kind.NEW,
    Kind.CHANGED,
    Kind.MISSING,
    Kind.SAME,
    Kind.UNCLEAR,
    Kind.UNREAD,
    Kind.LEFT_OUT,
    Kind.BAD,
)


def counted(kind: Kind, count: int) -> str:
    """How many of a kind there are: "12 new"."""
    words = {
        Kind.NEW: tr("{count} new"),
        Kind.CHANGED: tr("{count} changed"),
        Kind.MISSING: tr("{count} missing"),
        Kind.SAME: tr("{count} same"),
        Kind.UNCLEAR: tr("{count} not clear"),
        Kind.UNREAD: tr("{count} not read yet"),
        Kind.LEFT_OUT: tr("{count} left out"),
        Kind.BAD: tr("{count} bad"),
    }
    return words[kind].format(count=number(count))


_ALWAYS = frozenset({Kind.NEW, Kind.CHANGED, Kind.MISSING, Kind.SAME})


def counts_text(counts: Counts) -> str:
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
