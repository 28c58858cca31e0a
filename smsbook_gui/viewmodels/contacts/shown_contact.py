"""What the contact form shows of a contact, read from the store, and of a number, judged."""

import asyncio
from dataclasses import dataclass

from smsbook_gui.domain import phone
from smsbook_gui.domain.contact import AddressBook, Contact
from smsbook_gui.services.session import Session
from smsbook_gui.viewmodels.common.history_text import HistoryEntry, describe, field_names
from smsbook_gui.viewmodels.common.text import said
from smsbook_gui.viewmodels.contacts.form_state import PhoneState


@dataclass(frozen=True, slots=True)
class ShownContact:
    """A contact as the store has it, with what the form shows around it."""

    contact: Contact | None
    books: tuple[AddressBook, ...]
    history: tuple[HistoryEntry, ...]


async def read_contact(session: Session, contact_id: int) -> ShownContact:
    """Read everything the form shows of one contact. Raises StoreProblem."""
    contact = await session.local.contacts.get(contact_id)
    books = tuple(await session.local.books.get_all())
    lines = await session.local.contacts.history(contact_id)
    names = field_names(session.account.labels)
    return ShownContact(contact, books, tuple(describe(line, names) for line in lines))


async def judge_phone(text: str, region: str, send_form: phone.SendForm) -> PhoneState:
    """The check of a number, in a worker: loading the numbering plans takes 0.14 s at first."""
    rules = phone.PhoneRules(region=region, send_form=send_form)
    return await asyncio.to_thread(_judge, text, rules)


def _judge(text: str, rules: phone.PhoneRules) -> PhoneState:
    if not text.strip():
        return PhoneState()
    finding, _, suggestion = phone.judge(text, rules.region)
    sent = phone.to_send(text, rules)
    return PhoneState(
        said(finding.message),
        suggestion if suggestion not in {"", text} else None,
        sent if sent != text else "",
        said(phone.reach(text, rules.region).message),
        doubtful=finding.verdict is phone.PhoneVerdict.DOUBTFUL,
        lost=finding.verdict in {phone.PhoneVerdict.LOST, phone.PhoneVerdict.EMPTY},
    )
