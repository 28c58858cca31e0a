"""What must hold when everything has become quiet."""

import json
from collections.abc import Iterator

from smsbook_gui.domain.contacts.contact import ContactField, Life, Status
from smsbook_gui.domain.contacts.merge import same
from smsbook_gui.domain.contacts.outbox import EntityKind
from smsbook_gui.services.sync.sender import TRIES
from smsbook_gui.store.contacts.reconcile import OP
from smsbook_gui.store.db.search_index import INDEXES
from tests.simulation.computer import FIELDS, Computer, Row
from tests.simulation.journal import Journal
from tests.support.will import REGION, TOKEN, Will

CONTACT, BOOK = int(EntityKind.CONTACT), int(EntityKind.BOOK)


JUST_BEFORE = 1.0
"""Seconds."""


class Judge:
    """Compares the service's truth, the person's wishes and the file."""

    def __init__(self, will: Will, journal: Journal, computer: Computer) -> None:
        self._will = will
        self._journal = journal
        self._computer = computer
        self._rows = computer.rows()
        self._books = dict(computer.all("SELECT local_id, server_id FROM book"))
        self._unlisted = {
            row[0]
            for row in computer.all(
                f"SELECT server_id FROM book WHERE life <> {Life.LIVE:d}"
                f" AND status <> {Status.SAVED:d} AND server_id NOT NULL"
            )
        }
        """Deleted here, not there: refused, or waiting for a contact that needs attention."""
        unsure = {
            row[0]
            for row in computer.all(f"SELECT name FROM book WHERE status = {Status.UNSURE:d}")
        }
        self._unlisted |= {
            server_id
            for server_id, name in will.books.items()
            if name in unsure and server_id not in self._books.values()
        }
        """It may be what an unsure create has made: nobody lists it before a person says so."""
        self._servers: dict[int, set[int]] = {key: set(v) for key, v in journal.servers.items()}
        for row in self._rows.values():
            if row.server_id is not None:
                self._servers.setdefault(row.local_id, set()).add(row.server_id)
        for local_id, server_id in computer.all(
            f"SELECT local_id, server_id FROM retired_id WHERE kind = {CONTACT}"
        ):
            self._servers.setdefault(local_id, set()).add(server_id)

    def verdicts(self, *, all_settled: bool) -> list[str]:
        """What is wrong, in words."""
        found = [*self._store(), *self._once(), *self._agreement(), *self._typed(), *self._lives()]
        found += [*self._reasons(), *self._idle(), *self._all_known(), *self._both_have_books()]
        found += self._nothing_lost()
        if all_settled:
            found += [
                f"contact {row.local_id} still needs attention: {Status(row.status).name}"
                for row in self._rows.values()
                if Status(row.status).needs_attention
            ]
        return found

    def waiting(self) -> list[str]:
        """What still waits, though nothing keeps it from being sent."""
        return list(self._idle())

    # --- the file itself -------------------------------------------------------------------

    def _store(self) -> Iterator[str]:
        ask = self._computer.all
        kept = ask("SELECT * FROM tally WHERE contacts <> 0 ORDER BY 1, 2, 3")
        counted = ask(
            "SELECT book_id, life, status, count(*) FROM contact GROUP BY 1, 2, 3 ORDER BY 1, 2, 3"
        )
        if kept != counted:
            yield f"the tally says {kept}, there are {counted}"
        ask("DELETE FROM unindexed")
        for index in INDEXES:
            ask(f"INSERT INTO {index} ({index}, rank) VALUES ('integrity-check', 1)")
        if ask("PRAGMA integrity_check") != [("ok",)] or ask("PRAGMA foreign_key_check"):
            yield "the file is not sound"
        steps = ask(
            f"SELECT contact.local_id, status, state, {OP} FROM contact LEFT JOIN outbox"
            f" ON kind = {CONTACT} AND outbox.local_id = contact.local_id"
        )
        for local_id, status, state, op in steps:
            if status != (state or 0):
                yield f"contact {local_id} has status {status}, its row {state}"
            if state not in {Status.SENDING, Status.UNSURE} and (op is None) != (state is None):
                yield f"contact {local_id} needs {op}, its row is {state}"

    # --- exactly once ----------------------------------------------------------------------

    def _once(self) -> Iterator[str]:
        for token in sorted({*self._journal.tokens.values(), *self._journal.former}):
            tried, allowed = self._will.facts.tried[token], self._journal.permits[token]
            if tried > allowed:
                yield f"{token} was created up to {tried} times, the person asked for {allowed}"

    def _all_known(self) -> Iterator[str]:
        """What the listings show is here, unless it may be an unsure create's."""
        if not self._will.manners.lists:
            return
        known = {row.server_id for row in self._rows.values()}
        held = {row[0] for row in self._computer.all("SELECT server_id FROM sighting")}
        for server_id, contact in self._will.contacts.items():
            homes = {contact.book_id, contact.also} & self._will.books.keys()
            if homes - self._unlisted and server_id not in known | held:
                yield f"{server_id} is at the service and not here"

    def _both_have_books(self) -> Iterator[str]:
        """An address book that somebody else deleted goes here, or a person is told.

        Not where no address book is left: the account may have lost these calls.
        """
        if not self._will.manners.lists or not self._will.books:
            return
        for local_id, server_id, life in self._computer.all(
            "SELECT local_id, server_id, life FROM book WHERE server_id NOT NULL"
        ):
            there = server_id in self._will.books
            if life == Life.GONE and there:
                yield f"address book {local_id} is gone here, and {server_id} is there"
            elif life == Life.LIVE and not there and not self._holds(local_id):
                yield f"address book {local_id} is here, and {server_id} not there"

    def _holds(self, book_id: int) -> bool:
        """Whether something stands in it that is not settled."""
        return bool(
            self._computer.all(
                "SELECT 1 FROM contact WHERE life = ?2 AND ?1 IN (book_id, base_book_id)"
                " UNION SELECT 1 FROM sighting WHERE book_id = ?1",
                book_id,
                Life.LIVE,
            )
        )

    # --- both sides ------------------------------------------------------------------------

    def _agreement(self) -> Iterator[str]:
        for row in self._rows.values():
            there = self._will.contacts.get(row.server_id or 0)
            if row.life == Life.DELETED and row.status == Status.SAVED and there is not None:
                yield f"contact {row.local_id} is deleted here, and there as {row.server_id}"
            if row.life != Life.LIVE or row.status != Status.SAVED:
                continue
            if there is None:
                if not self._cannot_be_proven(row):
                    yield f"contact {row.local_id} is saved here, and {row.server_id} not there"
                continue
            own = self._journal.tokens.get(row.local_id)
            answered = (own, row.server_id)
            token = self._journal.taken_in.get(row.local_id, own)
            # What was taken into another contact is sent with that one's creates as well.
            shared = own in self._journal.taken_in.values()
            told = row.local_id in self._journal.claimed
            if answered in self._will.facts.known_before and not (shared or told):
                yield f"contact {row.local_id} became {row.server_id}, which was there before it"
            elif (token, row.server_id) in self._will.facts.unknown_before or (
                token == own and any(own == one for one, _ in self._will.facts.unknown_before)
            ):
                pass  # that it was another one's, nobody here could tell
            elif token and not there.values[TOKEN].startswith(
                (token, self._journal.perhaps_taken_in.get(row.local_id, token))
            ):
                yield f"contact {row.local_id} is {token}, {row.server_id} is another"
            yield from self._same_values(row)
            facts = self._will.facts
            # Nor can what was moved before older files were put back be seen without a listing,
            # nor what an earlier create of its made, whose answer was lost.
            elsewhere = (
                row.server_id in facts.moved
                or {(own, row.server_id), (token, row.server_id)} & facts.unknown_before
                or self._journal.put_back
                or facts.tried[own or ""] > 1
            )
            seen = self._will.manners.lists or not elsewhere
            homes = {there.book_id, there.also}
            if homes & self._unlisted:
                continue
            if seen and self._books[row.book_id] not in homes:
                yield f"contact {row.local_id} is in another address book there"

    def _cannot_be_proven(self, row: Row) -> bool:
        """Somebody else removed it, and there is no listing (rule 4).

        Older files that were put back know as little of what was removed from here since.
        """
        ours = self._will.facts.removed.get(row.server_id or 0) == "app"
        if (
            ours
            and not self._journal.put_back
            and self._journal.life.get(row.local_id) is Life.LIVE
        ):
            return False
        return not self._will.manners.lists

    def _nothing_lost(self) -> Iterator[str]:
        """Who was deleted and is created anew has all that was there, had anybody read it or not.

        But for what somebody else wrote after it was read for the last time, which nobody saw.
        """
        facts = self._will.facts
        for row in self._rows.values():
            there = self._will.contacts.get(row.server_id or 0)
            if there is None or row.life != Life.LIVE or row.status != Status.SAVED:
                continue
            if row.server_id in facts.returned or row.local_id in self._journal.taken_in:
                continue  # as the service has it, or as a person took it in: not as it was last
            if there.maker == "other":
                continue  # the create was answered with another one's, which nobody could tell
            for old_id in self._servers[row.local_id] - {row.server_id}:
                # Older files may never have read what was deleted after they were copied.
                if facts.removed.get(old_id) != "app" or self._journal.put_back:
                    continue
                if old_id in facts.returned:
                    continue  # it came back as another row's, and what it had last is that one's
                told_at = facts.told_at.get(old_id, 0.0)
                # It may not have been written down when the delete went out.
                just_told = told_at > facts.removed_at[old_id] - JUST_BEFORE
                for name, text in facts.trash[old_id].values.items():
                    unseen = facts.others_at.get((old_id, name), 0.0) > told_at > 0 or just_told
                    cleared = self._journal.typed.get((row.local_id, name)) == "" or any(
                        who != "app" and not value
                        for who, value in facts.log.get((row.server_id or 0, name), ())
                    )
                    if text and not there.values[name] and not (unseen or cleared):
                        yield f"contact {row.local_id} lost its {name} ({text!r} of {old_id})"

    def _same_values(self, row: Row) -> Iterator[str]:
        there = self._will.contacts[row.server_id or 0].values
        for name in FIELDS:
            if self._will.manners.omits_blank and not there[name]:
                continue
            if row.value(name) is None or not same(name, row.value(name), there[name], REGION):
                yield f"contact {row.local_id} {name}: {row.value(name)!r}, there {there[name]!r}"

    # --- the person's wishes ---------------------------------------------------------------

    def _typed(self) -> Iterator[str]:
        for (local_id, name), text in self._journal.typed.items():
            row = self._rows.get(local_id)
            if row is None:
                if not self._survives(local_id):
                    yield f"contact {local_id} vanished"
            elif not same(name, row.value(name), text, REGION) and not self._explained(
                row, name, text
            ):
                yield f"contact {local_id} {name}: {text!r} was typed, {row.value(name)!r} is here"

    def _explained(self, row: Row, name: ContactField, text: str) -> bool:
        """It was at the service and somebody changed it there, or the history tells of it.

        So it does where a deleted contact came back as the service has it. What a create had that
        was answered with somebody else's contact never was there, which nobody could tell.
        """
        token, servers = self._journal.token(row), self._servers.get(row.local_id, set())
        for server_id in servers:
            if (token, server_id) in self._will.facts.unknown_before:
                return True
            log = self._will.facts.log.get((server_id, name), [])
            if any(same(name, value, text, REGION) for _, value in log):
                return True
            if not text and log:
                return True
        came_back = servers & self._will.facts.returned
        lines = self._computer.all(
            "SELECT before FROM history WHERE contact_id = ?1 AND (field = 'restated'"
            " OR ?3 AND field = ?2 AND author = 'service')",
            row.local_id,
            name.value,
            bool(came_back),
        )
        return any(same(name, before, text, REGION) for (before,) in lines)

    def _survives(self, local_id: int) -> bool:
        ids = self._servers.get(local_id, set())
        return any(row.server_id in ids for row in self._rows.values()) or any(
            ids & self._servers.get(row.local_id, set()) for row in self._rows.values()
        )

    def _lives(self) -> Iterator[str]:
        removed = self._will.facts.removed
        for local_id, life in self._journal.life.items():
            row = self._rows.get(local_id)
            if row is None or row.status != Status.SAVED or row.life == life:
                continue
            if row.life == Life.LIVE and self._is_left(row):
                continue
            if life is Life.LIVE and row.life == Life.GONE:
                # Older files know nothing of a delete that went out after they were copied.
                if removed.get(row.server_id or 0) != "app" or self._journal.put_back:
                    continue
                yield f"contact {local_id} was restored, and is gone by our own delete"
            elif life is Life.DELETED and (
                row.life == Life.GONE
                or self._servers.get(local_id, set()) & self._will.facts.returned
            ):
                continue
            else:
                yield f"contact {local_id} should be {life.name}, is {Life(row.life).name}"
        for row in self._rows.values():
            if row.life == Life.GONE and row.server_id in self._will.contacts:
                yield f"contact {row.local_id} is gone here, and {row.server_id} is there"

    def _is_left(self, row: Row) -> bool:
        """Whether an undo left it, and rightly: the service has it otherwise than it was sent."""
        lines = self._computer.all(
            "SELECT outcome FROM history WHERE contact_id = ? AND field = 'life'"
            " AND author <> 'service' ORDER BY id DESC LIMIT 1",
            row.local_id,
        )
        manners, server_id = self._will.manners, row.server_id or 0
        there = self._will.contacts.get(server_id)
        if there is None:
            return lines == [("left",)]  # it is gone there, as is seen elsewhere
        other = there.maker == "other"
        # Another create's of ours, whose answer was lost.
        own = (self._journal.token(row), server_id)
        other = other or own in self._will.facts.unknown_before
        # Older files know nothing of our own later edits either, nor do they count as what was sent
        # that were made in another row, which became part of it.
        foreign = other or self._touched_by_others(server_id) or self._journal.put_back
        foreign = foreign or any(
            (one, name) in self._journal.typed for one in self._absorbed(row) for name in FIELDS
        )
        return lines == [("left",)] and (foreign or not manners.faithful)

    # --- what stands there -----------------------------------------------------------------

    def _idle(self) -> Iterator[str]:
        """Nothing waits but for an address book that the service refused."""
        for local_id, state, not_before in self._computer.all(
            "SELECT local_id, state, not_before FROM outbox"
            f" WHERE kind = {CONTACT} AND state IN ({Status.WAITING:d}, {Status.SENDING:d})"
        ):
            home = self._books[self._rows[local_id].book_id]
            if home is not None:
                yield f"contact {local_id} is {Status(state).name} until {not_before}"
        for local_id, state in self._computer.all(
            f"SELECT local_id, state FROM outbox WHERE kind = {BOOK}"
            f" AND state IN ({Status.WAITING:d}, {Status.SENDING:d})"
        ):
            if not self._is_awaited(local_id):
                yield f"address book {local_id} is {Status(state).name}"

    def _is_awaited(self, book_id: int) -> bool:
        """Whether its delete waits for a contact that needs attention, or that is to leave it for
        an address book that does."""
        return bool(
            self._computer.all(
                "SELECT 1 FROM contact JOIN book AS home ON home.local_id = book_id"
                f" WHERE max(contact.status, home.status) >= {Status.REFUSED:d}"
                " AND ? IN (book_id, base_book_id)",
                book_id,
            )
        )

    def _reasons(self) -> Iterator[str]:
        errors = dict(
            self._computer.all(f"SELECT local_id, error FROM outbox WHERE kind = {CONTACT}")
        )
        for row in self._rows.values():
            match Status(row.status):
                case Status.UNSURE:
                    yield from self._unsure(row)
                case Status.REFUSED:
                    yield from self._refused(row, json.loads(errors[row.local_id]))
                case Status.CONFLICT:
                    yield from self._conflict(row)
                case Status.THERE:
                    yield from self._there(row, json.loads(errors[row.local_id])["server_id"])
                case _:
                    pass

    def _unsure(self, row: Row) -> Iterator[str]:
        facts, manners = self._will.facts, self._will.manners
        token = self._journal.token(row)
        # What a listing brought with a label had been made by a create of that label.
        brought = bool(row.value(TOKEN)) and row.local_id not in self._journal.tokens
        sent = facts.tried[token] > brought or facts.lost[token]
        if not sent and row.local_id not in self._journal.cut_off:
            yield f"contact {row.local_id} is unsure, and no create of {token} was lost"
        if not manners.plain or not manners.lists or not self._is_clear(row.local_id):
            return
        if self._journal.put_back:
            return  # older files know the create, and none of the edits that came after it
        owned = {other.server_id for other in self._rows.values()}
        for server_id in facts.creates[token]:
            there = self._will.contacts.get(server_id)
            if there is None or server_id in owned or self._touched_by_others(server_id):
                continue
            yield f"contact {row.local_id} is unsure, and {server_id} is clearly it"

    def _is_clear(self, local_id: int) -> bool:
        """Whether the account had been listed completely before the create was sent."""
        listed = self._computer.all("SELECT value FROM meta WHERE key = 'listed_once'")
        sent_at = self._computer.all(
            f"SELECT sent_at FROM outbox WHERE kind = {CONTACT} AND local_id = ?", local_id
        )
        return bool(listed) and sent_at[0][0] > int(listed[0][0])

    def _touched_by_others(self, server_id: int) -> bool:
        moved = server_id in self._will.facts.moved | self._will.facts.returned
        writer = self._will.contacts[server_id].writer.values()
        return moved or any(who != "app" for who in writer)

    def _refused(self, row: Row, error: dict[str, str]) -> Iterator[str]:
        facts = self._will.facts
        # One that older files never made came in by a listing, with its label; and what older files
        # know without its label is made anew without it.
        token = self._journal.tokens.get(row.local_id, "?")
        known_as = (str(one) for one in self._servers.get(row.local_id, ()))
        subjects = {token, row.value(TOKEN) or "?", *known_as}
        match error["kind"]:
            case "ContactGone":
                true = row.server_id not in self._will.contacts
            case "AnswerLost":
                true = sum(facts.lost_alone[one] for one in subjects) >= TRIES
            case "NotRead":
                lost = sum(facts.lost_alone[one] for one in subjects)
                true = lost >= TRIES or any(facts.refusals[one] for one in subjects)
            case _:
                said = {words for one in subjects for words in facts.refusals[one]}
                true = any(words in error["words"] for words in said)
        if not true:
            yield f"contact {row.local_id} is refused for no reason: {error}"

    def _there(self, row: Row, server_id: int) -> Iterator[str]:
        """Only a create is so that was answered with a contact which it had not made."""
        facts = self._will.facts
        token = self._journal.token(row)
        # What was answered with another create's contact has the label of that one.
        tokens = {token, self._journal.taken_in.get(row.local_id, token), row.value(TOKEN)}
        answered = facts.known_before | facts.unknown_before
        told = any((one, server_id) in answered for one in tokens)
        if server_id in facts.creates[token]:
            # Another create was answered with what this one made, and that answer came first.
            told = any(one == server_id for _, one in answered)
            # Older files know nothing of what they made since, and make it once more; so does a
            # person who gave a create up whose answer was lost.
            told = told or self._journal.put_back or facts.tried[token] > 1
            # A person says that it is one which another row has: both are there to compare.
            told = told or (row.local_id in self._journal.claimed and self._is_here(server_id))
        if not told or row.server_id is not None:
            yield f"contact {row.local_id} is there already as {server_id}, for no reason"

    def _conflict(self, row: Row) -> Iterator[str]:
        for name, original, theirs in self._computer.all(
            "SELECT field, original, theirs FROM conflict WHERE contact_id = ?"
            " AND resolved_by IS NULL",
            row.local_id,
        ):
            of = ContactField(name)
            log = self._will.facts.log.get((row.server_id or 0, of), [])
            token = self._journal.token(row)
            was_another = (token, row.server_id) in self._will.facts.unknown_before
            # A person says that it is what an earlier create made, from what was typed then.
            earlier = row.local_id in self._journal.claimed and self._will.facts.tried[token] > 1
            foreign = (
                was_another
                or earlier
                or self._was_two(row)
                or any(who != "app" and same(of, text, theirs, REGION) for who, text in log)
            )
            if same(of, row.value(of), theirs, REGION):
                yield f"contact {row.local_id} {name}: a conflict between equals"
            # Typed over what was never read, it is a conflict whoever wrote it.
            elif (
                original is not None
                and not foreign
                and self._will.manners.faithful
                and not self._journal.put_back
            ):
                yield f"contact {row.local_id} {name}: {theirs!r} is nobody else's"

    def _was_two(self, row: Row) -> bool:
        """Whether another row became part of it: what the person wished there may differ."""
        return bool(self._absorbed(row))

    def _absorbed(self, row: Row) -> list[int]:
        """The local ids of rows that became part of it."""
        return [
            local_id
            for local_id, ids in self._servers.items()
            if local_id not in self._rows and row.server_id in ids
        ]

    def _is_here(self, server_id: int) -> bool:
        return any(row.server_id == server_id for row in self._rows.values())
