"""The fault table's rows of a colleague on the other side, and of the vendor's automation."""

from tests.integration.stage import Row
from tests.integration.steps import (
    c_creates,
    c_creates_many,
    c_deletes,
    c_edits,
    c_moves,
    create,
    create_again,
    delete,
    discard,
    edit,
    gone_is,
    keep,
    move,
    restore,
    stop_from,
    stop_from_many,
    sync,
    then,
    undo,
    wait,
)
from tests.integration.world import BOOK_DETAIL, BOOK_LIST, DELETE, DETAIL, EDIT, NEW

OURS = edit("Berg", company="New")
HERS = c_edits("Berg", company="Hers")
AGAIN = c_creates(last_name="Berg")
EVERYBODY = stop_from("Berg", "Coelho", "Dupont", "Evans")

BEFORE = (
    Row("creates", [c_creates(), sync()]),
    Row("edits", [HERS, sync(), edit("Berg", custom_1="New")]),
    Row("edits another field", [c_edits("Berg", custom_1="Hers"), OURS]),
    Row("edits to the same value", [c_edits("Berg", company="New"), OURS]),
    Row(
        "edits to the same number, spelt otherwise",
        [c_edits("Berg", phone_number="+61491570110"), edit("Berg", phone_number="0491 570 110")],
    ),
    Row("edits the same field", [HERS, OURS]),
    Row("edits the same field", [HERS, OURS, wait(), keep(theirs=False)]),
    Row("edits the same field", [HERS, OURS, wait(), keep(theirs=True)]),
    Row("moves", [c_moves("Berg", "Staff"), sync()]),
    Row("moves", [c_moves("Berg", "Staff"), OURS, wait(), sync()]),
    Row("moves", [c_moves("Berg", "Staff"), move("Berg", "Staff")]),
    Row("deletes", [c_deletes("Berg"), sync()]),
    Row("deletes", [c_deletes("Berg"), OURS]),
    Row("deletes", [c_deletes("Berg"), OURS, wait(), create_again()]),
    Row("deletes", [c_deletes("Berg"), OURS, wait(), discard()]),
    Row("deletes", [c_deletes("Berg"), move("Berg", "Staff")]),
    Row("deletes", [c_deletes("Berg"), delete("Berg")]),
    Row("edits what is deleted here", [HERS, delete("Berg")]),
    Row("edits what is deleted here", [delete("Berg", held=True), HERS, undo(), sync(), OURS]),
    Row("deletes too", [delete("Berg", held=True), c_deletes("Berg"), undo(), sync()]),
    Row("creates it again", [delete("Berg"), wait(), AGAIN, sync()]),
    Row("creates it again", [delete("Berg"), wait(), AGAIN, restore("Berg"), wait(), sync()]),
)
MEANWHILE = (
    Row("edits the same field", [then(DETAIL, HERS), OURS]),
    Row("edits another field", [then(DETAIL, c_edits("Berg", custom_1="Hers")), OURS]),
    Row("moves", [then(DETAIL, c_moves("Berg", "Staff")), OURS, wait(), sync()]),
    Row("deletes", [then(DETAIL, c_deletes("Berg")), OURS]),
    Row("edits the same field", [then(EDIT, HERS), OURS]),
    Row("deletes", [then(EDIT, c_deletes("Berg")), OURS]),
    Row("deletes", [then(EDIT, c_deletes("Berg")), OURS, wait(), sync()]),
    Row("edits the new contact", [then(NEW, c_edits("Fülöp", company="Hers")), create()]),
    Row("moves the new contact", [then(NEW, c_moves("Fülöp", "Staff")), create(), wait(), sync()]),
    Row("deletes the new contact", [then(NEW, c_deletes("Fülöp")), create()]),
    Row("deletes the new contact", [then(NEW, c_deletes("Fülöp")), create(), wait(), sync()]),
    Row("creates it again", [then(DELETE, AGAIN), delete("Berg"), wait(), sync()]),
    Row("moves ahead of the listing", [then(BOOK_DETAIL, c_moves("Berg", "Staff")), sync()]),
    Row(
        "moves behind the listing",
        [c_moves("Berg", "Staff"), sync(), then(BOOK_DETAIL, c_moves("Berg", "Patients")), sync()],
    ),
    Row("creates behind the listing", [then(BOOK_DETAIL, c_creates()), sync()]),
    Row("creates behind the listing", [then(BOOK_DETAIL, c_creates()), sync(), sync()]),
    Row("deletes ahead of the listing", [then(BOOK_LIST, c_deletes("Berg")), sync()]),
    Row("deletes behind the listing", [then(BOOK_DETAIL, c_deletes("Berg")), sync(), OURS]),
    Row(
        "deletes the new contact that was just listed",
        [c_creates(), then(BOOK_DETAIL, c_deletes("Fülöp")), sync(), sync()],
    ),
)
STOP = (
    Row("one person", [stop_from("Berg"), sync()]),
    Row("one person", [stop_from("Berg"), OURS]),
    Row(
        "one of three who are edited",
        [stop_from("Berg"), *(edit(each, company="New") for each in ("Berg", "Coelho", "Dupont"))],
    ),
    Row("one person, at the worst moment", [then(DETAIL, stop_from("Berg")), OURS]),
    Row(
        "one person, right after the create",
        [then(NEW, stop_from("Fülöp")), create(), wait(), sync()],
    ),
    Row("who was deleted here", [delete("Berg", held=True), stop_from("Berg"), undo(), sync()]),
    Row("who is to be brought back", [stop_from("Berg"), sync(), restore("Berg")]),
    Row("25 people", [c_creates_many(40), sync(), stop_from_many(25), sync()]),
    Row("25 people", [c_creates_many(40), sync(), stop_from_many(25), sync(), gone_is(right=True)]),
    Row(
        "25 people",
        [c_creates_many(40), sync(), stop_from_many(25), sync(), gone_is(right=False), sync()],
    ),
    Row("everybody", [EVERYBODY, sync()]),
    Row("everybody", [EVERYBODY, sync(), gone_is(right=True)]),
    Row("everybody", [EVERYBODY, sync(), gone_is(right=False), sync()]),
)
