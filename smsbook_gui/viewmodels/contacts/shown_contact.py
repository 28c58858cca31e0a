"""What the contact form shows of a contact, read from the store, and of a number, judged."""

import asyncio
from dataclasses import dataclass
from datetime import timedelta

from smsbook_gui.domain.contacts.batch import Ended
from smsbook_gui.domain.contacts.contact import AddressBook, Contact, Life
from smsbook_gui.domain.phones import phone
from smsbook_gui.domain.texts.shown import shown
from smsbook_gui.services.session import Session
from smsbook_gui.viewmodels.common.history_text import (
    HistoryEntry,
    describe,
    display_day,
    field_names,
)
from smsbook_gui.viewmodels.common.text import said, tr
from smsbook_gui.viewmodels.contacts.form_state import PhoneState
from smsbook_gui.viewmodels.contacts.rows import ended_text


@dataclass(frozen=True, slots=True)
class ShownContact:
    """A contact as the store has it, with what the form shows around it."""

    contact: Contact | None
    books: tuple[AddressBook, ...]
    history: tuple[HistoryEntry, ...]
    ended: str = ""
    """Of a deleted one: when and by whom, from where, and how long it stays."""


async def read_contact(session: Session, contact_id: int) -> ShownContact:
    """Read everything the form shows of one contact. Raises StoreProblem."""
    contact = await session.local.contacts.get(contact_id)
    books = tuple(await session.local.books.get_all())
    lines = await session.local.contacts.history(contact_id)
    names = field_names(session.account.labels)
    entries = tuple(describe(line, names) for line in lines)
    if contact is None or contact.life is Life.LIVE:
        return ShownContact(contact, books, entries)
    ended = (await session.local.contacts.ends([contact_id])).get(contact_id)
    words = deleted_words(contact.life, ended, session.account.keep_deleted)
    return ShownContact(contact, books, entries, words)


def deleted_words(life: Life, ended: Ended | None, days: int) -> str:
    """What is to be said of a deleted contact, which stays for so many days (0: always)."""
    parts = [ended_text(life, ended) + "."]
    if ended is not None and ended.book:
        parts.append(tr("It was in “{book}”.").format(book=shown(ended.book)))
    if ended is not None and days:
        until = display_day(ended.at + timedelta(days=days))
        parts.append(tr("It stays here until {day}.").format(day=until))
    return " ".join(parts)


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
        phone.spaced(text, rules.region),
        doubtful=finding.verdict is phone.PhoneVerdict.DOUBTFUL,
        lost=finding.verdict in {phone.PhoneVerdict.LOST, phone.PhoneVerdict.EMPTY},
    )
