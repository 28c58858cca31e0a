"""The fault table's rows in which two things go wrong at once."""

from tests.integration.stage import Row
from tests.integration.steps import (
    book_again,
    c_creates,
    c_deletes,
    c_deletes_book,
    c_edits,
    c_moves,
    create,
    create_again,
    delete,
    discard,
    discard_book,
    edit,
    it_is_this_id,
    keep,
    loses_books,
    lost,
    move,
    regains_books,
    rename_book,
    restore,
    send_again,
    stop_from,
    sync,
    then,
    wait,
)
from tests.integration.world import BOOK_LIST, DELETE, DETAIL, EDIT, NEW

SOON = wait(0.005)
OURS = edit("Berg", company="New")
HERS = c_edits("Berg", company="Hers")
OTHER = c_creates(company="Hers")

UNSURE = (
    Row("it arrived", [lost(NEW), create()]),
    Row("it did not arrive", [lost(NEW, done=False), create()]),
    Row("it did not arrive", [lost(NEW, done=False), create(), wait(20), send_again()]),
    Row("a colleague makes a look-alike after it", [lost(NEW), then(NEW, c_creates()), create()]),
    Row("a colleague makes a look-alike after it", [lost(NEW, done=False), create(), c_creates()]),
    Row("a colleague made a look-alike before it", [c_creates(), lost(NEW), create()]),
    Row("a colleague made a look-alike before it", [c_creates(), lost(NEW, done=False), create()]),
    Row("a look-alike was known before it", [c_creates(), sync(), lost(NEW), create()]),
    Row("a look-alike was known before it", [c_creates(), sync(), lost(NEW, done=False), create()]),
    Row("a colleague makes one of another company", [lost(NEW), then(NEW, OTHER), create()]),
    Row("a colleague makes one of another company", [lost(NEW, done=False), create(), OTHER]),
    Row(
        "a colleague makes one of another company",
        [lost(NEW, done=False), create(), OTHER, wait(20), it_is_this_id()],
    ),
    Row(
        "a colleague makes one of another company",
        [lost(NEW, done=False), create(), OTHER, wait(20), send_again(), wait(), sync()],
    ),
    Row(
        "a colleague makes a look-alike elsewhere",
        [lost(NEW, done=False), create(), c_creates("Staff"), wait(), sync()],
    ),
    Row("a colleague edits it", [lost(NEW), then(NEW, c_edits("Fülöp", company="Hers")), create()]),
    Row(
        "a colleague moves it",
        [lost(NEW), then(NEW, c_moves("Fülöp", "Staff")), create(), wait(), sync()],
    ),
    Row("a colleague deletes it", [lost(NEW), then(NEW, c_deletes("Fülöp")), create()]),
    Row(
        "“Stop” from them",
        [lost(NEW), then(NEW, stop_from("Fülöp")), create(), wait(20), discard()],
    ),
    Row(
        "an equal one with it, one arrived",
        [lost(NEW), create(), SOON, lost(NEW, done=False), create()],
    ),
    Row("an equal one with it, both arrived", [lost(NEW), create(), SOON, lost(NEW), create()]),
    Row("it is deleted here", [lost(NEW), create(), SOON, delete("Fülöp")]),
    Row("it is edited here", [lost(NEW), create(), SOON, edit("Fülöp", company="Newer")]),
    Row(
        "nothing is listed",
        [lost(NEW), loses_books(), create(), wait(), discard(), regains_books(), sync()],
    ),
    Row(
        "nothing is listed",
        [lost(NEW), loses_books(), create(), wait(), send_again(), wait(), regains_books(), sync()],
    ),
)
LOST_WRITES = (
    Row("a colleague edits too, it arrived", [lost(EDIT), then(EDIT, HERS), OURS]),
    Row("a colleague edits too, it did not arrive", [lost(EDIT, done=False), OURS, SOON, HERS]),
    Row(
        "a colleague edits another field",
        [lost(EDIT), then(EDIT, c_edits("Berg", custom_1="Hers")), OURS],
    ),
    Row("a colleague deletes, it arrived", [lost(EDIT), then(EDIT, c_deletes("Berg")), OURS]),
    Row(
        "a colleague deletes, it did not arrive",
        [lost(EDIT, done=False), OURS, SOON, c_deletes("Berg")],
    ),
    Row("it is deleted here", [lost(EDIT), OURS, SOON, delete("Berg")]),
    Row(
        "a colleague moves it back",
        [
            lost(EDIT),
            then(EDIT, c_moves("Berg", "Patients")),
            move("Berg", "Staff"),
            wait(),
            sync(),
        ],
    ),
    Row(
        "a colleague creates it again",
        [lost(DELETE), then(DELETE, c_creates(last_name="Berg")), delete("Berg"), wait(), sync()],
    ),
    Row(
        "a colleague deletes too",
        [lost(DELETE, done=False), delete("Berg"), SOON, c_deletes("Berg")],
    ),
    Row(
        "it is brought back here, it arrived", [lost(DELETE), delete("Berg"), SOON, restore("Berg")]
    ),
    Row(
        "it is brought back here, it did not arrive",
        [lost(DELETE, done=False), delete("Berg"), SOON, restore("Berg")],
    ),
    Row(
        "a colleague deletes what is a conflict",
        [HERS, OURS, wait(), c_deletes("Berg"), sync()],
    ),
    Row(
        "a colleague deletes what is a conflict",
        [HERS, OURS, wait(), c_deletes("Berg"), sync(), create_again()],
    ),
    Row(
        "a colleague deletes what is a conflict",
        [HERS, OURS, wait(), c_deletes("Berg"), sync(), discard()],
    ),
    Row(
        "a colleague deletes what is a conflict",
        [HERS, OURS, wait(), c_deletes("Berg"), keep(theirs=False)],
    ),
    Row(
        "a colleague edits what is a conflict",
        [HERS, OURS, wait(), c_edits("Berg", company="Other"), keep(theirs=False)],
    ),
)
NO_STAFF = c_deletes_book("Staff")
LOST_BOOKS = (
    Row("a colleague deletes it", [NO_STAFF, sync()]),
    Row("a colleague deletes it", [then(BOOK_LIST, NO_STAFF), sync()]),
    Row("a colleague deletes it", [NO_STAFF, sync(), c_deletes("Berg"), sync()]),
    Row("a colleague deletes it", [NO_STAFF, move("Berg", "Staff")]),
    Row("a colleague deletes it", [NO_STAFF, move("Berg", "Staff"), wait(), discard()]),
    Row("a colleague deletes it", [then(DETAIL, NO_STAFF), move("Berg", "Staff")]),
    Row("a colleague deletes it", [NO_STAFF, create("Staff")]),
    Row("a colleague deletes it", [NO_STAFF, create("Staff"), wait(), move("Fülöp", "Patients")]),
    Row(
        "a colleague deletes it with its contacts",
        [c_moves("Berg", "Staff"), sync(), c_deletes("Berg"), NO_STAFF, sync()],
    ),
    Row("a colleague deletes it", [NO_STAFF, create("Staff"), wait(), sync()]),
    Row(
        "a colleague deletes it",
        [NO_STAFF, create("Staff"), wait(), sync(), book_again("Staff"), wait(), send_again()],
    ),
    Row(
        "a colleague deletes it",
        [
            NO_STAFF,
            create("Staff"),
            wait(),
            sync(),
            move("Fülöp", "Patients"),
            wait(),
            discard_book("Staff"),
        ],
    ),
    Row("a colleague deletes it", [NO_STAFF, rename_book("Staff", "Nurses"), wait(), sync()]),
    Row(
        "a colleague deletes it",
        [NO_STAFF, rename_book("Staff", "Nurses"), wait(), sync(), discard_book("Nurses"), sync()],
    ),
    Row("the account loses the calls", [loses_books(), move("Berg", "Staff")]),
    Row("the account loses the calls", [loses_books(), sync(), sync()]),
    Row(
        "a colleague deletes what is moved here",
        [c_deletes("Berg"), edit("Berg", "Staff", company="New"), wait(), create_again()],
    ),
)
