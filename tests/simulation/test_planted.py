"""The simulation can fail: faults that are planted into the program are caught."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from smsbook_gui.domain.contacts.merge import Merged, merge
from smsbook_gui.domain.contacts.outbox import Entity, Op
from smsbook_gui.domain.errors import AnswerLost, NotSent, ServiceError
from smsbook_gui.services.contacts import contacts
from smsbook_gui.services.sync import service_gate
from smsbook_gui.services.sync.deletion_proof import MissingContacts
from smsbook_gui.services.sync.post_sync import PostSync
from smsbook_gui.services.sync.rate_limiter import RateLimiter
from smsbook_gui.services.sync.sender import OutboxSender
from smsbook_gui.services.sync.service_gate import ServiceGate
from smsbook_gui.store import store
from smsbook_gui.store.contacts import existing_contacts, merging
from smsbook_gui.store.db.transaction import Transaction
from smsbook_gui.store.facade.sync import SyncStore
from smsbook_gui.store.recovery.copied_files import CopyWatch
from smsbook_gui.store.sync import dispatch
from tests.simulation.run import simulate

pytestmark = pytest.mark.long

SEEDS = 400
"""A planted fault is to be caught within so many."""

Patch = pytest.MonkeyPatch


def _create_is_repeated(patch: Patch) -> None:
    settle = OutboxSender._settle_failure

    async def repeat(self: OutboxSender, entity: Entity, op: Op, error: Any, **more: Any) -> None:
        again = op is Op.NEW and isinstance(error, AnswerLost)
        await settle(self, entity, op, NotSent() if again else error, **more)

    patch.setattr(OutboxSender, "_settle_failure", repeat)


def _crash_forgets_that_a_create_was_sent(patch: Patch) -> None:
    def recover(tx: Transaction) -> None:
        tx.run("UPDATE outbox SET state = 1 WHERE state = 2")
        tx.run("UPDATE contact SET status = 1 WHERE status = 2")

    patch.setattr(store, "recover", recover)


def _edit_without_a_read(patch: Patch) -> None:
    async def read_first(*_: object) -> bool:
        return True

    patch.setattr(OutboxSender, "_read_first", read_first)


def _no_hold(patch: Patch) -> None:
    patch.setattr(contacts, "HELD_FOR", timedelta(seconds=-1))


def _wrong_candidate(patch: Patch) -> None:
    adopt = SyncStore.adopt

    async def careless(
        self: SyncStore, local_id: int, server_id: int, values: Any, *, asked: int, **_: object
    ) -> bool:
        return await adopt(self, local_id, server_id, values, asked=asked, by_person=True)

    patch.setattr(SyncStore, "adopt", careless)


def _wish_is_lost(patch: Patch) -> None:
    def theirs_win(*arguments: Any) -> Merged:
        merged = merge(*arguments)
        local = {**merged.local, **{one.field: one.theirs for one in merged.conflicts}}
        base = {f: text for f, text in merged.base.items() if local.get(f) != text}
        return replace(merged, local=local, base=base, conflicts=())

    patch.setattr(merging, "merge", theirs_win)


def _foreign_value_is_overwritten(patch: Patch) -> None:
    def mine_wins(*arguments: Any) -> Merged:
        return replace(merge(*arguments), conflicts=())

    patch.setattr(merging, "merge", mine_wins)


def _gone_without_proof(patch: Patch) -> None:
    async def gone(*_: object) -> bool:
        return False

    async def witnessed(*_: object) -> bool:
        return True

    patch.setattr(MissingContacts, "_exists", gone)
    patch.setattr(MissingContacts, "_witnessed", witnessed)


def _lost_address_book_stays(patch: Patch) -> None:
    async def nothing(*_: object, **__: object) -> None:
        return None

    patch.setattr(SyncStore, "lose_books", nothing)


def _nobody_is_asked_about_the_gone(patch: Patch) -> None:
    patch.setattr(PostSync, "gone_question", 0)


def _pause_is_ignored(patch: Patch) -> None:
    patch.setattr(ServiceGate, "_pause", lambda *_: None)


def _no_pace(patch: Patch) -> None:
    patch.setattr(RateLimiter, "_take", lambda *_: None)


def _nobody_asks_after_a_lost_answer(patch: Patch) -> None:
    learn = ServiceGate._learn

    def forgetful(self: ServiceGate, error: ServiceError) -> None:
        learn(self, error)
        self._in_doubt = False

    patch.setattr(ServiceGate, "_learn", forgetful)


def _silence_is_asked_without_a_pause(patch: Patch) -> None:
    patch.setattr(service_gate, "FIRST_PAUSE", 1.0)
    patch.setattr(service_gate, "LONGEST_PAUSE", 1.0)


def _clock_set_back_is_waited_for(patch: Patch) -> None:
    patch.setattr(dispatch, "_JOBS", dispatch._JOBS.replace(dispatch._SET_BACK, "0"))


def _copy_is_not_noticed(patch: Patch) -> None:
    patch.setattr(CopyWatch, "settle", lambda *_: None)


def _only_a_new_place_is_noticed(patch: Patch) -> None:
    patch.setattr(CopyWatch, "keep_up", lambda *_: None)


def _old_id_is_taken_for_a_new_one(patch: Patch) -> None:
    patch.setattr(existing_contacts, "known_before", lambda *_: {})


PLANTED: dict[str, Callable[[Patch], None]] = {
    "a create is repeated": _create_is_repeated,
    "a crash forgets that a create was sent": _crash_forgets_that_a_create_was_sent,
    "an edit goes out without a read": _edit_without_a_read,
    "a delete is not held back": _no_hold,
    "a wrong candidate is adopted": _wrong_candidate,
    "a wish is lost in a conflict": _wish_is_lost,
    "a foreign value is overwritten": _foreign_value_is_overwritten,
    "gone without proof": _gone_without_proof,
    "an address book that was lost stays": _lost_address_book_stays,
    "nobody is asked about those who are gone": _nobody_is_asked_about_the_gone,
    "Retry-After is ignored": _pause_is_ignored,
    "there is no pace": _no_pace,
    "nobody asks after a lost answer": _nobody_asks_after_a_lost_answer,
    "a silence is asked without a pause": _silence_is_asked_without_a_pause,
    "a clock set back is waited for": _clock_set_back_is_waited_for,
    "an old id is taken for a new one": _old_id_is_taken_for_a_new_one,
    "a copy is not noticed": _copy_is_not_noticed,
    "what was sent is noted nowhere else": _only_a_new_place_is_noticed,
}


@pytest.mark.parametrize("what", PLANTED)
def test_what_is_planted_is_caught(what: str, monkeypatch: Patch) -> None:
    PLANTED[what](monkeypatch)
    assert any(simulate(seed).violations for seed in range(SEEDS))
