"""The pure steps from one state of the contact form to the next."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from unicodedata import category

from smsbook_gui.domain.contacts.contact import Contact, ContactField, Life, Values
from smsbook_gui.domain.contacts.draft import Draft
from smsbook_gui.viewmodels.common.text import tr
from smsbook_gui.viewmodels.contacts.form_state import FieldState, FormMode, FormState, PhoneState


def without_controls(text: str) -> str:
    """`text` with line breaks, tabs and other control characters turned into spaces.

    Lone surrogates too: no encoding can carry them.
    """
    joined = text.replace("\r\n", " ")
    return "".join(" " if category(char) in _NOT_TEXT else char for char in joined)


_NOT_TEXT = frozenset({"Cc", "Zl", "Zp", "Cs"})


def unexpected() -> str:
    """What the form says where a save met a bug."""
    return tr(
        "Something unexpected went wrong while this was being saved. What you typed is still "
        "here: please save it again."
    )


def fields_of(values: Values) -> dict[ContactField, FieldState]:
    """Untouched fields that show `values`."""
    return {
        name: FieldState(text=values.get(name, ""), original=values.get(name))
        for name in ContactField
    }


def with_contact(state: FormState, contact: Contact) -> FormState:
    """`state` with the values of a contact, untouched, and how it stands."""
    return replace(
        state,
        fields=fields_of(contact.values),
        book_id=contact.book_id,
        original_book_id=contact.book_id,
        status=contact.status,
        life=contact.life,
    )


def reverted(state: FormState) -> FormState:
    """`state` with every text back at what is stored."""
    fields = {
        name: FieldState(text=entry.original or "", original=entry.original)
        for name, entry in state.fields.items()
    }
    book = state.book_id if state.mode is FormMode.NEW else state.original_book_id
    return replace(
        state,
        fields=fields,
        book_id=book,
        book_message="",
        note="",
        problem="",
        phone=PhoneState(),
        opened=False,
    )


def after_save(state: FormState, contact_id: int, sent: Values, book_id: int | None) -> FormState:
    """`state` once `sent` is stored; what was typed in the meantime stays unsaved."""
    fields = {
        name: FieldState(text=entry.text, original=sent.get(name, entry.original))
        for name, entry in state.fields.items()
    }
    return replace(
        state,
        mode=FormMode.CONTACT,
        contact_id=contact_id,
        fields=fields,
        original_book_id=book_id if book_id is not None else state.original_book_id,
        book_message="",
        note="",
        problem="",
        saving=False,
        can_bring_back=False,
        opened=False,
    )


def rebased(state: FormState, contact: Contact, names: Mapping[ContactField, str]) -> FormState:
    """`state` after its contact changed underneath: what was typed stays, the rest follows."""
    was_dirty = state.dirty
    fields: dict[ContactField, FieldState] = {}
    changed: list[str] = []
    for name, entry in state.fields.items():
        stored = contact.values.get(name)
        fields[name] = _rebased_field(entry, stored, tell=was_dirty)
        told = fields[name].note and fields[name].note != entry.note
        # What nobody had read until now did not change.
        if was_dirty and told and not entry.never_read:
            changed.append(names[name])
    moved = state.book_moved
    note = state.note
    if changed:
        note = tr("Changed in the meantime: {fields}. What you typed is still here.").format(
            fields=", ".join(changed)
        )
    return replace(
        state,
        fields=fields,
        book_id=state.book_id if moved else contact.book_id,
        original_book_id=contact.book_id,
        status=contact.status,
        life=contact.life,
        note=note,
        loading=False,
    )


def _rebased_field(entry: FieldState, stored: str | None, *, tell: bool) -> FieldState:
    if stored == entry.original:
        return entry
    if entry.touched:
        return replace(entry, original=stored, note=_beside_typed(entry, stored or ""))
    # A first reading fills in what nobody knew: nothing changed.
    note = ""
    if tell and entry.original is not None:
        note = tr("Changed in the meantime from “{before}”.").format(before=entry.original)
    return FieldState(text=stored or "", original=stored, note=note)


def _beside_typed(entry: FieldState, stored: str) -> str:
    """What to say of `stored`, which came in under a text that the person typed."""
    if entry.text == stored or not (stored or entry.original):
        return ""  # a first reading that finds the field empty tells nothing
    if entry.never_read:
        words = tr("Read from the service only now: “{text}”. Saving replaces it.")
    else:
        words = tr("Stored in the meantime: “{text}”. Saving keeps what you typed.")
    return words.format(text=stored)


def typed_into(state: FormState, name: ContactField, text: str) -> FormState:
    """`state` after a person's text for a field."""
    cleaned = without_controls(text)
    note = ""
    if cleaned != text:
        note = tr("Line breaks and other invisible characters were turned into spaces.")
    entry = replace(state.fields[name], text=cleaned, message="", note=note)
    return replace(
        state,
        fields={**state.fields, name: entry},
        phone=PhoneState() if name is ContactField.PHONE_NUMBER else state.phone,
        owner=None if name is ContactField.PHONE_NUMBER else state.owner,
        problem="",
        can_bring_back=False,
    )


def draft_of(state: FormState) -> Draft | None:
    """What is typed and not saved; None while clean."""
    if not state.dirty:
        return None
    if state.mode is FormMode.NEW:
        return Draft(None, state.book_id, {k: v for k, v in state.texts.items() if v})
    return Draft(state.contact_id, state.book_id if state.book_moved else None, state.typed)


def with_draft(state: FormState, draft: Draft) -> FormState:
    """`state` with a draft's texts as a person's."""
    fields = dict(state.fields)
    for name, text in draft.values.items():
        fields[name] = replace(fields[name], text=without_controls(text))
    book_id = draft.book_id if draft.book_id is not None else state.book_id
    return replace(state, fields=fields, book_id=book_id, can_bring_back=False)


def discarded(state: FormState) -> FormState:
    """`state` without what was typed; a new contact is given up."""
    if state.mode is FormMode.NEW:
        return FormState(labels=state.labels, books=state.books)
    return reverted(state)


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a save does not begin: the form with the reason in it, and where the reason stands.

    `at` holds the field, or None for the address book; it is empty where it is the whole form.
    """

    state: FormState
    at: tuple[ContactField | None, ...] = ()


def validate(state: FormState) -> Refusal | None:
    """Why `state` cannot be saved as it is; None where it can."""
    if state.life is not Life.LIVE:
        problem = tr("This contact is deleted. Restore it, then save.")
        return Refusal(replace(state, problem=problem))
    if not state.editable:
        return Refusal(state)
    if state.number_is_new and not state.fields[ContactField.PHONE_NUMBER].text.strip():
        return _at_number(state, tr("Enter a phone number: a contact cannot be saved without one."))
    if state.book_id is None:
        message = tr("Choose the address book that it goes into.")
        return Refusal(replace(state, book_message=message), (None,))
    return None


def validate_number(state: FormState, judged: PhoneState, *, insists: bool) -> Refusal | None:
    """Why `state`, whose number was judged, cannot be saved; None where it can.

    `insists`: the person wants to keep a number that looks wrong.
    """
    if not state.number_is_new or not (judged.lost or (judged.doubtful and not insists)):
        return None
    return _at_number(replace(state, phone=judged), judged.message)


def _at_number(state: FormState, message: str) -> Refusal:
    number = replace(state.fields[ContactField.PHONE_NUMBER], message=message)
    fields = {**state.fields, ContactField.PHONE_NUMBER: number}
    return Refusal(replace(state, fields=fields), (ContactField.PHONE_NUMBER,))
