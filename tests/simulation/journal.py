"""What the person wants: written down at the commit of each action, apart from the store."""

from collections import Counter
from copy import deepcopy
from dataclasses import dataclass, field
from datetime import datetime

from smsbook_gui.domain.contacts.contact import ContactField, Life, Status
from tests.simulation.computer import FIELDS, Action, Row, Rows
from tests.support.will import TOKEN

DELETES = {"delete", "merge", "set_back", "compare"}
"""Actions by which a person gives contacts up; their calls are held back for a while."""

MAKES_ANEW = {"set_back", "restore", "undo", "redo", "create_again", "send_again", "discard"}
"""Actions after which a contact may be created once more, by the person's own wish."""

TAKES_IN = {"take_in", "undo", "redo", "resolve", "discard"}
"""Actions by which the token of one contact may come to another, or go again."""


@dataclass
class Journal:
    """Values and lives by local id, as last wanted by a person."""

    typed: dict[tuple[int, ContactField], str] = field(default_factory=dict)
    book: dict[int, int] = field(default_factory=dict)
    life: dict[int, Life] = field(default_factory=dict)
    tokens: dict[int, str] = field(default_factory=dict)
    taken_in: dict[int, str] = field(default_factory=dict)
    """By local id: the token that a person's "take mine into it" brought to a contact."""
    permits: Counter[str] = field(default_factory=Counter)
    ended_by: dict[int, str] = field(default_factory=dict)
    """By what action a contact was deleted last."""
    given_up: set[int] = field(default_factory=set)
    """Contacts that the person once deleted: an undo may only bring that back."""
    held: dict[int, datetime] = field(default_factory=dict)
    servers: dict[int, set[int]] = field(default_factory=dict)
    """Ids of the service that a contact ever had, as far as seen here."""
    cut_off: set[int] = field(default_factory=set)
    """Contacts whose call was under way when the computer stopped."""
    claimed: set[int] = field(default_factory=set)
    """Contacts of which the person said which one of the service's they are."""
    sent_again: set[int] = field(default_factory=set)
    """Contacts that the person sent again, told of what may be lost by it."""
    actions: Counter[str] = field(default_factory=Counter)
    former: set[str] = field(default_factory=set)
    """Tokens of creates that an older copy of the file, put in its place, may not know."""
    perhaps_taken_in: dict[int, str] = field(default_factory=dict)
    """What was taken in after the older copy was made: it may have been sent by then."""
    put_back: bool = False
    """Whether that ever happened: the service may have values of ours that the file forgot."""

    def kept(self) -> "Journal":
        """What a backup of this moment knows."""
        return deepcopy(self)

    def after(self, lost: "Journal", waiting: set[int]) -> None:
        """A backup with this journal takes the place of a file with the `lost` one.

        What was done in between is not wanted here; that nothing is there twice is, for all that
        was ever asked for. `waiting`: contacts whose create may have been sent since.
        """
        self.permits |= lost.permits
        self.actions = lost.actions
        self.former |= lost.former | set(lost.tokens.values())
        self.cut_off |= waiting
        self.perhaps_taken_in |= lost.taken_in
        self.life.clear()
        self.held.clear()
        self.put_back = True

    def token(self, row: Row) -> str:
        """What its creates are called: one that a listing brought came with its label."""
        return self.tokens.get(row.local_id) or row.value(TOKEN) or "?"

    def record(self, action: Action, before: Rows, after: Rows, until: datetime) -> None:
        """An action was committed; `until` is how long a delete of now would be held."""
        self.actions[action.name] += 1
        self._settled(action, before, after)
        for local_id, row in after.items():
            old = before.get(local_id)
            mine = local_id in action.ids
            if row.server_id is not None:
                self.servers.setdefault(local_id, set()).add(row.server_id)
            if old is None and action.name == "create":
                token = row.value(TOKEN) or ""
                self.tokens[local_id] = token
                self.permits[token] += 1
            self._values(action, mine, local_id, before, after)
            label = row.value(TOKEN)
            if action.name == "take_in" and not mine and row != old:
                self.taken_in[local_id] = label or ""
            elif label != (old and old.value(TOKEN)) and (
                action.name in TAKES_IN or local_id in self.taken_in
            ):
                self._taken_in(local_id, label)
            if old is not None and row.book_id != old.book_id:
                self.book[local_id] = row.book_id
            acted_on = mine or (action.name in TAKES_IN and row != old)
            if acted_on and local_id in self.life and row.life == Life.LIVE:
                self.life[local_id] = Life.LIVE  # who acts on it wants it, whatever an undo left
            if old is not None and row.life != old.life:
                self._life(action, local_id, Life(row.life), until)
            self._permit(action, local_id, before, after)

    def _settled(self, action: Action, before: Rows, after: Rows) -> None:
        """What an action means beside what it changes."""
        match action.name:
            case "release":
                for local_id in action.ids:
                    self.held.pop(local_id, None)
            case "send_again":
                self.sent_again.update(action.ids)
            case "discard":
                for local_id in action.ids:
                    self.life.pop(local_id, None)  # given up: whatever the service has is right
            case "claim":
                self.claimed.update(action.ids)
                for local_id in action.ids:
                    self._claimed(before, local_id, after[local_id].server_id)

    def _claimed(self, before: Rows, local_id: int, server_id: int | None) -> None:
        """What was taken into the row that had the id went over with it."""
        for other in before.values():
            if other.server_id == server_id and other.local_id in self.taken_in:
                self.taken_in[local_id] = self.taken_in.pop(other.local_id)

    def _taken_in(self, local_id: int, label: str | None) -> None:
        if label:
            self.taken_in[local_id] = label
        else:
            self.taken_in.pop(local_id, None)

    def _values(self, action: Action, mine: bool, local_id: int, before: Rows, after: Rows) -> None:
        old = before.get(local_id)
        for place, name in enumerate(FIELDS):
            text = after[local_id].values[place]
            explicit = mine and name in action.fields
            if (old is None or text != old.values[place] or explicit) and text is not None:
                self.typed[local_id, name] = text
            elif text is None:
                self.typed.pop((local_id, name), None)

    def _life(self, action: Action, local_id: int, life: Life, until: datetime) -> None:
        if action.name != "discard":
            self.life[local_id] = life
        self.held.pop(local_id, None)
        if life is Life.DELETED:
            self.ended_by[local_id] = action.name
            self.given_up |= {local_id} if action.name in DELETES else set()
        if life is Life.DELETED and action.name in DELETES:
            self.held[local_id] = until

    def _permit(self, action: Action, local_id: int, before: Rows, after: Rows) -> None:
        old, row = before.get(local_id), after[local_id]
        token = row.value(TOKEN)
        again = old is not None and old.status == Status.THERE != row.status
        if old is None or not token or (action.name not in MAKES_ANEW and not again):
            return
        revived = row.life == Life.LIVE and (old.life != Life.LIVE or old.server_id is not None)
        repeated = old.status in {Status.UNSURE, Status.THERE}
        if row.server_id is None and (revived or repeated):
            self.permits[token] += 1
        elif row.life == Life.LIVE and old.life != Life.LIVE:
            self.permits[token] += 1  # its delete may be under way
