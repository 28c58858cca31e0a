"""What files hold of classes and enumerations: written once, it stays.

Whatever is called otherwise one day, the codes in here do not change: a file of today is read
with them. A new member is a new line here.
"""

from enum import Enum

import pytest

from smsbook_gui.domain import errors
from smsbook_gui.domain.contacts.backup import BackupReason
from smsbook_gui.domain.contacts.batch import Author, BatchKind, HistoryField, LineOutcome
from smsbook_gui.domain.contacts.contact import BookColour, ContactField, Life, Status
from smsbook_gui.domain.contacts.filters import (
    ChoiceColumn,
    DateColumn,
    NameFinding,
    Period,
    TextOp,
)
from smsbook_gui.domain.contacts.outbox import EntityKind, Op, Priority
from smsbook_gui.domain.imports.importing import ImportStage, MatchBy, OtherTarget, WhenThere
from smsbook_gui.domain.imports.tabular import Aside, FileKind, NoteKind
from smsbook_gui.domain.phones.phone_findings import Finding, NumberKind
from smsbook_gui.store.bulk.bulk_jobs import BulkOperation
from smsbook_gui.store.contacts.stored_errors import error_json, is_error, told_of
from smsbook_gui.store.imports.schema import Code

ERRORS: dict[str, type[errors.SmsBookError]] = {
    "SmsBookError": errors.SmsBookError,
    "ServiceError": errors.ServiceError,
    "NotSent": errors.NotSent,
    "CertificateProblem": errors.CertificateProblem,
    "AnswerLost": errors.AnswerLost,
    "NotAnswering": errors.NotAnswering,
    "RateLimited": errors.RateLimited,
    "AuthenticationFailed": errors.AuthenticationFailed,
    "Intercepted": errors.Intercepted,
    "WrongAddress": errors.WrongAddress,
    "NotOffered": errors.NotOffered,
    "Refused": errors.Refused,
    "ContactGone": errors.ContactGone,
    "AlreadyThere": errors.AlreadyThere,
    "BookAlreadyThere": errors.BookAlreadyThere,
    "NotRead": errors.NotRead,
    "BookGone": errors.BookGone,
    "BookNotEmpty": errors.BookNotEmpty,
    "SignedOut": errors.SignedOut,
    "ChangeUncertain": errors.ChangeUncertain,
    "PerhapsSentElsewhere": errors.PerhapsSentElsewhere,
}

VALUES: dict[type[Enum], str] = {
    BatchKind: "create edit move delete restore add_existing import resolve book merge copy"
    " compare undo redo service erase expire",
    Author: "person import undo service app",
    HistoryField: "book life created restated erased",
    LineOutcome: "accepted refused superseded discarded there left",
    ContactField: "first_name last_name phone_number company custom_1 custom_2 custom_3 custom_4",
    BookColour: "red orange yellow green teal blue purple pink",
    Op: "new edit delete",
    BackupReason: "day update bulk person",
    BulkOperation: "import edit edit_each delete restore take_back stop drop discard send_again"
    " resolve take_in merge set_back compare copy",
    OtherTarget: "full_name last_name_first book opt_out consent country",
    WhenThere: "skip update add",
    MatchBy: "number number_and_name custom_1 custom_2 custom_3 custom_4",
    ImportStage: "choosing checking checked committing running paused stopped finished undone",
    FileKind: "text workbook page cards",
    NoteKind: "unreadable control_chars cut stray_quote unclosed_card groups outside further"
    " truncated other_numbers no_names sheet error_cell no_value garbled hidden"
    " hidden_column struck looks_unknown by_country merged other",
    Aside: "hidden struck",
    TextOp: "contains contains_not is is_not begins ends blank filled capitals odd"
    " invisible unread",
    ChoiceColumn: "book status kind names batch",
    NameFinding: "swapped",
    DateColumn: "changed added",
    Period: "today last_7_days last_30_days this_month this_year day",
    NumberKind: "mobile landline service foreign unusual none",
}

NUMBERS: dict[type[Enum], str] = {
    Life: "LIVE=0 DELETED=1 GONE=2 STAGED=3",
    Status: "SAVED=0 WAITING=1 SENDING=2 REFUSED=3 UNSURE=4 CONFLICT=5 THERE=6",
    EntityKind: "CONTACT=0 BOOK=1",
    Priority: "PERSON=0 BULK=1",
    Code: "NEW=0 UPDATE=1 SAME=2 DUPLICATE=3 BAD=4 LEFT_OUT=5 TAKEN=6",
}

FINDINGS = (
    "NOTHING BLANK ROUNDED ZERO_EATEN PREFIX SEPARATORS TEXT_AROUND ODD_CHARACTERS EXTENSION REMARK"
    " WARNING FAX TWO_READINGS NO_DIGITS LETTERS SEVERAL NO_AREA_CODE SHORT TOO_SHORT TOO_LONG"
    " NO_PLUS UNKNOWN"
)


def _family(root: type[errors.SmsBookError]) -> set[type[errors.SmsBookError]]:
    return {root}.union(*map(_family, root.__subclasses__()))


def test_errors_of_the_outbox() -> None:
    assert {code: kind.code for code, kind in ERRORS.items()} == {code: code for code in ERRORS}


def test_every_error_of_the_service_has_a_code_of_its_own() -> None:
    missing = _family(errors.ServiceError) - set(ERRORS.values())
    assert {kind for kind in missing if kind.__module__ == errors.__name__} == set()


def test_an_error_is_kept_and_told_by_its_code() -> None:
    text = error_json(errors.AlreadyThere(details="d"), server_id=7)
    words = errors.AlreadyThere.message
    assert text == f'{{"kind": "AlreadyThere", "words": "{words}", "details": "d", "server_id": 7}}'
    assert told_of(text)["kind"] == errors.AlreadyThere.code
    assert told_of(None) == {"kind": "", "words": "", "details": ""}
    assert is_error(errors.BookGone) == "json_extract(outbox.error, '$.kind') = 'BookGone'"


@pytest.mark.parametrize("kind", VALUES)
def test_values(kind: type[Enum]) -> None:
    assert [member.value for member in kind] == VALUES[kind].split()


@pytest.mark.parametrize("kind", NUMBERS)
def test_numbers(kind: type[Enum]) -> None:
    assert [f"{member.name}={member.value}" for member in kind] == NUMBERS[kind].split()


def test_findings_are_kept_by_name() -> None:
    assert {finding.name for finding in Finding} == set(FINDINGS.split())
