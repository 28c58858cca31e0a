"""The fault table's rows of a service with a will of its own (API.md, marked [?])."""

from tests.integration.stage import Row
from tests.integration.steps import (
    c_creates,
    c_deletes,
    c_edits,
    create,
    delete,
    edit,
    hides,
    it_is_this_id,
    loses_books,
    lost,
    move,
    regains_books,
    send_again,
    shows_all,
    sync,
    wait,
)
from tests.integration.world import NEW
from tests.support.asgi import Answer
from tests.support.manners import PLAIN, Manners

CUT = "Name-" * 10
LONG = CUT + "Name-Name-"
OURS = edit("Berg", company="New")
TRIMS, NORMALISES = Manners(trims=True), Manners(normalises=True)
CUTS, UNIQUE = Manners(longest=50), Manners(unique_numbers=True)
IGNORES, OMITS = Manners(ignores_blank=True), Manners(omits_blank=True)
NULLS, TEXT_IDS = Manners(nulls=True), Manners(text_ids=True)

MANNERS = (
    Row("keeps numbers as +61…", [create()], NORMALISES),
    Row("keeps numbers as +61…", [create(), wait(), sync()], NORMALISES),
    Row("keeps numbers as +61…", [edit("Berg", phone_number="0491 570 110")], NORMALISES),
    Row("keeps numbers as +61…", [lost(NEW), create()], NORMALISES),
    Row("keeps numbers as +61…", [c_edits("Berg", phone_number="+61491570006"), OURS], NORMALISES),
    Row("trims texts", [create(company="  New ")], TRIMS),
    Row("trims texts", [lost(NEW), create(company="  New ")], TRIMS),
    Row("trims texts", [edit("Berg", company="  New ")], TRIMS),
    Row("cuts texts at 50 characters", [create(company=LONG)], CUTS),
    Row("cuts texts at 50 characters", [edit("Berg", company=LONG)], CUTS),
    Row("cuts texts at 50 characters", [lost(NEW), create(last_name=LONG)], CUTS),
    Row(
        "cuts texts at 50 characters",
        [lost(NEW), create(last_name=LONG), wait(20), it_is_this_id()],
        CUTS,
    ),
    Row("refuses a number twice", [create(phone_number="0491 570 006")], UNIQUE),
    Row("refuses a number twice", [edit("Berg", phone_number="0491 570 157")], UNIQUE),
    Row("refuses a number twice", [OURS], UNIQUE),
    Row("refuses a number twice", [c_creates(company="Hers"), create()], UNIQUE),
    Row(
        "refuses a number twice", [loses_books(), lost(NEW), create(), wait(), send_again()], UNIQUE
    ),
    Row("ignores “” in an edit", [edit("Berg", company="")], IGNORES),
    Row("ignores “” in an edit", [edit("Berg", company="", custom_1="New")], IGNORES),
    Row("leaves blank keys out", [edit("Berg", company="")], OMITS),
    Row("leaves blank keys out", [edit("Berg", custom_1="New")], OMITS),
    Row("leaves blank keys out", [create(company="")], OMITS),
    Row("leaves blank keys out", [c_creates(company=""), sync()], OMITS),
    Row("leaves blank keys out", [lost(NEW), create(company="")], OMITS),
    Row("leaves blank keys out", [c_edits("Berg", company=""), OURS], OMITS),
    Row(
        "leaves blank keys out", [c_edits("Berg", company=""), edit("Berg", custom_1="New")], OMITS
    ),
    Row("answers null for blank", [edit("Berg", company="")], NULLS),
    Row("answers null for blank", [edit("Berg", custom_1="New")], NULLS),
    Row("answers null for blank", [c_creates(company=""), sync()], NULLS),
    Row("answers null for blank", [lost(NEW), create(company="")], NULLS),
    Row("answers null for blank", [c_edits("Berg", company=""), OURS], NULLS),
    Row("answers null for blank", [c_edits("Berg", company=""), edit("Berg", company="")], NULLS),
    Row("gives ids as strings", [create()], TEXT_IDS),
    Row("gives ids as strings", [lost(NEW), create()], TEXT_IDS),
    Row("gives ids as strings", [c_creates(), sync()], TEXT_IDS),
    Row("gives ids as strings", [OURS], TEXT_IDS),
    Row("gives ids as strings", [move("Berg", "Staff")], TEXT_IDS),
)


def _problem(status: int, **body: object) -> Answer:
    return Answer(status, body, {"content-type": "application/problem+json"})


FIVE_WAYS = {
    "says “Contact not found” with 200": PLAIN,
    "says “Contact not found” with 404": Manners(refusal_status=404),
    "says “This contact does not exist” with 400": Manners(
        not_found=Answer(400, {"success": False, "message": "This contact does not exist"})
    ),
    "says `contact_not_found` with 410": Manners(
        not_found=Answer(410, {"error": {"code": "contact_not_found", "message": "No"}})
    ),
    "says “No such contact” in a problem+json": Manners(
        not_found=_problem(404, type="about:blank", title="No such contact", detail="No")
    ),
}
E17 = "says “E17”, which nobody understands"
OTHERWISE = Manners(not_found=Answer(200, {"status": "error", "message": "E17"}))
NOT_FOUND = (
    *(Row(name, [c_deletes("Berg"), OURS], way) for name, way in FIVE_WAYS.items()),
    *(Row(name, [c_deletes("Berg"), delete("Berg")], way) for name, way in FIVE_WAYS.items()),
    *(Row(name, [c_deletes("Berg"), sync()], way) for name, way in FIVE_WAYS.items()),
    Row(E17, [c_deletes("Berg"), OURS], OTHERWISE),
    Row(E17, [c_deletes("Berg"), OURS, wait(), sync()], OTHERWISE),
    Row(E17, [c_deletes("Berg"), delete("Berg")], OTHERWISE),
    Row(E17, [c_deletes("Berg"), sync()], OTHERWISE),
)
LISTINGS = (
    Row("lists without a contact that is there", [hides("Berg"), sync()]),
    Row("lists without a contact that is there", [hides("Berg"), sync(), OURS]),
    Row("lists without an address book that is there", [hides("Patients"), sync()]),
    Row("lists new contacts late", [hides("Fülöp"), create(), wait(), sync()]),
    Row(
        "lists new contacts late",
        [hides("Fülöp"), lost(NEW), create(), wait(20), shows_all(), sync()],
    ),
    Row("loses the address-book calls", [loses_books(), sync(), OURS]),
    Row("loses the address-book calls", [loses_books(), sync(), create()]),
    Row("loses the address-book calls", [loses_books(), sync(), move("Berg", "Staff")]),
    Row("loses the address-book calls", [loses_books(), c_deletes("Berg"), sync()]),
    Row("loses the address-book calls", [loses_books(), c_deletes("Berg"), OURS]),
    Row("loses the address-book calls", [loses_books(), lost(NEW), create()]),
    Row(
        "loses and regains the address-book calls",
        [loses_books(), sync(), c_creates(), c_deletes("Berg"), regains_books(), sync()],
    ),
    Row(
        "loses and regains the address-book calls",
        [loses_books(), lost(NEW), create(), wait(), regains_books(), sync()],
    ),
)
