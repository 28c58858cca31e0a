"""What must be there after a kill: everything that was accepted, and of what was not, all or none.

`Accepted` follows the journal. After each kill `meet` compares it with the file, contact by
contact and field by field. An action that was begun and not finished may have happened, as a
whole, or not. `settled` compares a file that came to rest with the service.
"""

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from smsbook_gui.domain.contacts.contact import ContactField, Life, Status
from smsbook_gui.domain.contacts.merge import same
from tests.kills.child import TAG
from tests.kills.facts import Stored
from tests.support.faults import Met, acts, loses_answer

NEW, DELETE = "/api/contact/new", "/api/contact/delete"
LIVE, DELETED = "live", "deleted"
Line = tuple[str, str, Any, Any]
"""A tag, a field (or "book", "life"), before and after."""


@dataclass
class Batch:
    """What undo takes back."""

    lines: list[Line]
    undone: bool = False


@dataclass
class Accepted:
    """What people were told is saved. Contacts by their tags: fields, "book" and "life"."""

    people: dict[str, dict[str, Any]] = field(default_factory=dict)
    tags: dict[int, str] = field(default_factory=dict)
    batches: list[Batch] = field(default_factory=list)

    def do(self, line: Mapping[str, Any]) -> None:
        """An action, as the journal has it."""
        batch = Batch([])
        match line["act"]:
            case "create":
                values = {name.value: "" for name in ContactField} | line["values"]
                self.people[line["tag"]] = {**values, "book": line["book"], "life": LIVE}
                batch.lines.append((line["tag"], "life", None, LIVE))
            case "edit":
                for name, text in line["values"].items():
                    self._set_all(batch, line["ids"], name, text)
            case "move":
                self._set_all(batch, line["ids"], "book", line["book"])
            case "delete":
                self._set_all(batch, line["ids"], "life", DELETED)
            case "restore":
                self._set_all(batch, line["ids"], "life", LIVE)
            case "undo":
                self._undo()
        if batch.lines:
            self.batches.append(batch)

    def _set_all(self, batch: Batch, ids: Sequence[int], name: str, value: Any) -> None:
        for local_id in ids:
            tag = self.tags[local_id]
            person = self.people[tag]
            if person[name] != value:
                batch.lines.append((tag, name, person[name], value))
                person[name] = value

    def _undo(self) -> None:
        open_batches = [batch for batch in self.batches if not batch.undone]
        if not open_batches:
            return
        batch = open_batches[-1]
        batch.undone = True
        # Lives first: what comes back is there again when its fields are looked at.
        for tag, name, before, after in sorted(batch.lines, key=lambda line: line[1] != "life"):
            person = self.people[tag]
            if person[name] == after and (name == "life" or person["life"] == LIVE):
                person[name] = before if before is not None else DELETED


class Witness:
    """Follows one file through its kills."""

    def __init__(self, folder: Path) -> None:
        self.accepted = Accepted()
        self.actions = 0
        self.halves = Counter[str]()
        """Actions that were under way at a kill, by whether they happened."""
        self.unsure_by_kill: set[str] = set()
        self._journal = folder / "journal"
        self._read = 0

    def begin(self, rows: Sequence[Stored]) -> None:
        """What the service had before anybody did anything."""
        for row in rows:
            tag = row.values[TAG] or ""
            self.accepted.people[tag] = _seen(row)
            self.accepted.tags[row.local_id] = tag

    def meet(self, rows: Sequence[Stored]) -> bool:
        """After a kill; whether an action was under way. Raises AssertionError."""
        begun: dict[str, dict[str, Any]] = {}
        for line in self._new_lines():
            if "act" in line:
                begun[line["number"]] = line
            else:
                self._finish(begun.pop(line["number"]), line["done"])
        assert len(begun) <= 1
        found = _by_tag(rows)
        for half in begun.values():
            self._decide(half, found)
        assert_same(self.accepted.people, {tag: _seen(row) for tag, row in found.items()})
        self.accepted.tags |= {row.local_id: tag for tag, row in found.items()}
        for tag, row in found.items():
            if row.status is Status.SENDING and row.op == "new":
                self.unsure_by_kill.add(tag)
        return bool(begun)

    def _finish(self, act: dict[str, Any], done: int | None) -> None:
        self.actions += 1
        self.accepted.do(act)
        if act["act"] == "create":
            assert done is not None
            self.accepted.tags[done] = act["tag"]

    def _decide(self, half: dict[str, Any], found: Mapping[str, Stored]) -> None:
        """All of it or nothing of it is there; which of the two, the file says."""
        done = deepcopy(self.accepted)
        done.do(half)
        there = {tag: _seen(row) for tag, row in found.items()}
        happened = done.people == there
        self.halves["happened" if happened else "did not happen"] += 1
        if happened:
            self.accepted = done

    def _new_lines(self) -> Iterable[dict[str, Any]]:
        if not self._journal.exists():
            return []
        data = self._journal.read_bytes()
        whole = data[self._read : data.rfind(b"\n") + 1]
        self._read += len(whole)
        # A line that a kill broke off was no acceptance; the next life's begins behind it.
        self._read = max(self._read, len(data))
        return [json.loads(line) for line in whole.splitlines()]


def _by_tag(rows: Sequence[Stored]) -> dict[str, Stored]:
    found: dict[str, Stored] = {}
    for row in rows:
        tag = row.values[TAG]
        assert tag, f"contact {row.local_id} is nobody's: {row}"
        assert tag not in found, f"{tag} stands there twice: {row} and {found[tag]}"
        found[tag] = row
    return found


def _seen(row: Stored) -> dict[str, Any]:
    return {**row.values, "book": row.book, "life": row.life.name.lower()}


def assert_same(wanted: Mapping[str, Any], there: Mapping[str, Any]) -> None:
    """The same people with the same values; raises with what differs."""
    differ = {
        tag: (wanted.get(tag), there.get(tag))
        for tag in wanted.keys() | there.keys()
        if wanted.get(tag) != there.get(tag)
    }
    assert not differ, f"accepted, and there: {differ}"


# --- the service --------------------------------------------------------------------------------


class Evidence:
    """What the service's side knows of every call."""

    def __init__(self, met: Sequence[Met]) -> None:
        self.lost_creates: set[str] = set()
        self.lost_calls: Counter[int] = Counter()
        self.twice: list[str] = []
        self.deleted: set[int] = set()
        living: defaultdict[str, set[int]] = defaultdict(set)
        tags: dict[int, str] = {}
        for one in met:
            body = one.body if isinstance(one.body, dict) else {}
            tag = str(body.get(TAG, ""))
            if loses_answer(one.fault):
                if one.path == NEW:
                    self.lost_creates.add(tag)
                elif "id" in body:
                    self.lost_calls[int(body["id"])] += 1
            done = isinstance(one.result, dict) and one.result.get("status") == "success"
            if not (acts(one.fault) and done):
                continue
            if one.path == NEW:
                tags[int(one.result["result"]["id"])] = tag
                living[tag].add(int(one.result["result"]["id"]))
                if len(living[tag]) > 1:
                    self.twice.append(tag)
            elif one.path == DELETE:
                self.deleted.add(int(body["id"]))
                living[tags.get(int(body["id"]), "")].discard(int(body["id"]))


def settled(
    witness: Witness,
    rows: Sequence[Stored],
    books: Mapping[int, int | None],
    service: Sequence[Mapping[str, Any]],
    met: Sequence[Met],
) -> Counter[str]:
    """How everybody ended, where nothing is to be done any more. Raises AssertionError."""
    evidence = Evidence(met)
    assert evidence.twice == [], f"created twice: {evidence.twice}"
    found = _by_tag(rows)
    there: defaultdict[str, list[Mapping[str, Any]]] = defaultdict(list)
    for contact in service:
        there[contact[TAG]].append(contact)
    strangers = there.keys() - found.keys()
    assert not strangers, f"at the service, and nobody's: {strangers}"
    ends: Counter[str] = Counter()
    for tag, row in found.items():
        known = evidence.lost_creates | witness.unsure_by_kill
        story = f"{tag}: {row}, at the service: {there[tag]}"
        assert len(there[tag]) <= 1, f"twice at the service: {story}"
        match row.status:
            case Status.SAVED:
                ends[_saved(row, there[tag], books, story)] += 1
            case Status.UNSURE:
                assert row.op == "new", story
                assert tag in known, f"why unsure? {story}"
                # The listings would have shown it.
                assert not there[tag], f"unsure, and plain to see: {story}"
                ends["unsure"] += 1
            case Status.REFUSED if row.problem == "ContactGone":
                # Brought back after its delete had arrived, whose answer was lost or not awaited.
                assert row.life is Life.LIVE, story
                assert not there[tag], f"gone, and plain to see: {story}"
                assert row.server_id in evidence.deleted, f"who deleted it? {story}"
                ends["brought back too late"] += 1
            case _:
                assert row.status is Status.REFUSED, story
                assert row.problem == "AnswerLost", f"why refused? {story}"
                lost = evidence.lost_calls[row.server_id or 0]
                assert lost >= 5, f"gave up too early: {story}"
                ends["answer lost five times"] += 1
    return ends


def _saved(
    row: Stored, there: Sequence[Mapping[str, Any]], books: Mapping[int, int | None], story: str
) -> str:
    if row.life is Life.DELETED:
        assert not there, f"deleted, and still there: {story}"
        return "deleted"
    assert row.life is Life.LIVE, story
    assert there, f"saved, and not there: {story}"
    assert there[0]["id"] == row.server_id, story
    assert there[0]["group_id"] == books[row.book], f"in another address book: {story}"
    for name in ContactField:
        assert same(name, row.values[name], there[0][name], "AU"), f"{name}: {story}"
    return "saved"
