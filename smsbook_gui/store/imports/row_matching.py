"""What each row of an import would do: among the rows of its file, and against the contacts.

Set-wise in SQL wherever no value has to be compared. The contacts are read from the store's own
file, attached read-only; all of one judging sees them at one moment.
"""

import json
import sqlite3

from smsbook_gui.domain.import_check import CHOSEN_BOOK, OPTED_OUT, STAYS_OUT, RowRules
from smsbook_gui.domain.importing import WhenThere
from smsbook_gui.store.imports import contact_matching, duplicates, suppression_list
from smsbook_gui.store.imports.contact_matching import MatchPolicy, places
from smsbook_gui.store.imports.schema import INDEXES, Code

__all__ = ["MatchPolicy", "judge", "judge_for_commit", "places"]

_NEW = f"verdict = {Code.NEW:d}"


def judge(
    db: sqlite3.Connection, rules: RowRules, policy: MatchPolicy, *, touched: bool = False
) -> None:
    """Judges all rows, or those that are the same contact as `touched` ones."""
    scope = "identity IN (SELECT identity FROM touched)" if touched else "1"
    choices = policy.choices
    if not touched:
        for statement in INDEXES.split(";\n"):
            db.execute(statement)
    _begin(db, scope)
    if choices.when_there is not WhenThere.ADD:
        duplicates.find(db, rules, policy, scope)
    if not choices.include_left_out:
        if not touched:
            suppression_list.note_for_sheet(db)
        _leave_out(db, scope, "left out", "SELECT phone FROM temp.left_out")
    if rules.heeds_opt_outs:
        db.execute("CREATE INDEX IF NOT EXISTS line_phone ON line (phone)")
        opted_out = f"SELECT phone FROM line WHERE problem = '{OPTED_OUT}'"
        _leave_out(db, scope, "opted out", opted_out)
    if choices.when_there is not WhenThere.ADD:
        contact_matching.find(db, rules, policy, scope)
        contact_matching.settle(db, rules, policy)
    if policy.needs_named_book:
        _refuse_homeless(db, scope)
    db.execute("DELETE FROM touched")


def _begin(db: sqlite3.Connection, scope: str) -> None:
    stays_out = ", ".join(f"'{problem}'" for problem in sorted(STAYS_OUT))
    own = (
        f"CASE WHEN problem = '' THEN {Code.NEW:d} WHEN problem IN ({stays_out})"
        f" THEN {Code.LEFT_OUT:d} ELSE {Code.BAD:d} END"
    )
    db.execute(
        f"UPDATE line SET verdict = {own}, reason = '', twin = NULL, contact = NULL,"
        f" taken = NULL, before = NULL WHERE {scope} AND (reason <> ''"
        f" OR twin IS NOT NULL OR contact IS NOT NULL OR verdict <> {own})"
    )


def _leave_out(db: sqlite3.Connection, scope: str, reason: str, phones: str) -> None:
    db.execute(
        f"UPDATE line SET verdict = {Code.LEFT_OUT:d}, reason = ?"
        f" WHERE {scope} AND verdict IN ({Code.NEW:d}, {Code.TAKEN:d}) AND phone IN ({phones})",
        (reason,),
    )


def _refuse_homeless(db: sqlite3.Connection, scope: str) -> None:
    """After the comparing: a contact that is there already has its address book."""
    db.execute(
        f"UPDATE line SET verdict = {Code.BAD:d}, reason = 'no book'"
        # The + keeps SQLite off the index of verdicts, where a correction would meet all new rows.
        f" WHERE {scope} AND problem = '' AND +{_NEW} AND book = '{CHOSEN_BOOK}'"
    )


# --- once more, at the last moment -------------------------------------------------------------


def judge_for_commit(db: sqlite3.Connection, rules: RowRules, policy: MatchPolicy) -> int:
    """Judges once more: a row does what the check showed, or nothing; how many do less.

    What a person changed since the check is not overwritten: an update sets only fields that are
    still as the check saw them.
    """
    written = f"verdict IN ({Code.NEW:d}, {Code.UPDATE:d})"
    db.execute("DELETE FROM seen")
    db.execute(
        f"INSERT INTO seen SELECT position, verdict, contact, before FROM line WHERE {written}"
    )
    judge(db, rules, policy)
    _keep_to_what_was_seen(db)
    db.execute(
        f"UPDATE line SET verdict = {Code.SAME:d}, reason = 'since' WHERE {written}"
        " AND NOT EXISTS (SELECT 1 FROM seen WHERE seen.position = line.position"
        " AND seen.verdict = line.verdict AND seen.contact IS line.contact)"
    )
    less = db.execute(
        f"SELECT count(*) FROM seen CROSS JOIN line USING (position) WHERE NOT line.{written}"
    )
    return int(less.fetchone()[0])


def _keep_to_what_was_seen(db: sqlite3.Connection) -> None:
    changed = db.execute(
        "SELECT position, line.before, seen.before FROM seen CROSS JOIN line USING (position)"
        f" WHERE line.verdict = {Code.UPDATE:d} AND seen.verdict = {Code.UPDATE:d}"
        " AND line.contact = seen.contact AND line.before IS NOT seen.before"
    ).fetchall()
    nothing = object()
    for position, now, then in changed:
        seen = json.loads(then)
        left = {f: text for f, text in json.loads(now).items() if seen.get(f, nothing) == text}
        db.execute(
            "UPDATE line SET before = ?, reason = 'since', verdict = ? WHERE position = ?",
            (json.dumps(left), int(Code.UPDATE if left else Code.SAME), position),
        )
