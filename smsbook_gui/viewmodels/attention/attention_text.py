"""The texts of Needs attention: reasons, evidence, and the questions before answers."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from smsbook_gui.domain.contacts.contact import ContactField, Life
from smsbook_gui.domain.contacts.outbox import AttentionItem, Candidate, Reason
from smsbook_gui.domain.errors import PerhapsSentElsewhere
from smsbook_gui.domain.texts.shown import shown
from smsbook_gui.viewmodels.attention.state import (
    BothSides,
    CandidateRow,
    ReasonGroup,
    SidesRow,
)
from smsbook_gui.viewmodels.common.history_text import display_name, display_time
from smsbook_gui.viewmodels.common.question import Choice, ChoiceRole, Question
from smsbook_gui.viewmodels.common.text import said, tr


class AttentionAnswer(StrEnum):
    """What a person can say to contacts under Needs attention."""

    SEND_AGAIN = "send_again"
    DISCARD = "discard"
    CREATE_AGAIN = "create_again"
    MINE = "mine"
    THEIRS = "theirs"
    MATCHES = "matches"
    TAKE_IN = "take_in"
    KEEP = "keep"


ANSWERS = {
    Reason.REFUSED: (AttentionAnswer.SEND_AGAIN, AttentionAnswer.DISCARD),
    Reason.UNSURE: (AttentionAnswer.MATCHES, AttentionAnswer.SEND_AGAIN, AttentionAnswer.DISCARD),
    Reason.CONFLICT: (AttentionAnswer.MINE, AttentionAnswer.THEIRS),
    Reason.GONE: (AttentionAnswer.CREATE_AGAIN, AttentionAnswer.DISCARD),
    Reason.THERE: (AttentionAnswer.TAKE_IN, AttentionAnswer.KEEP, AttentionAnswer.SEND_AGAIN),
}
"""What can be said to contacts that wait for a reason, the usual one first."""


def reason_text(reason: Reason) -> str:
    """The reason in UI words."""
    return {
        Reason.REFUSED: tr("Not accepted"),
        Reason.UNSURE: tr("Unsure"),
        Reason.CONFLICT: tr("Conflict"),
        Reason.GONE: tr("No longer there"),
        Reason.THERE: tr("Already there"),
    }[reason]


def heading(groups: tuple[ReasonGroup, ...]) -> str:
    """The panel's first line."""
    if not groups:
        return ""
    total = sum(group.count for group in groups)
    if total > 1:
        return tr("%Ln contacts need attention", None, total)
    return {
        Reason.REFUSED: tr("The service did not accept this"),
        Reason.UNSURE: tr("Nobody knows whether this arrived"),
        Reason.CONFLICT: tr("Changed here and at the service"),
        Reason.GONE: tr("No longer at the service"),
        Reason.THERE: tr("The service had this contact already"),
    }[groups[0].reason]


def explanation(groups: tuple[ReasonGroup, ...]) -> str:
    """What it means and what can be done, if all wait for the same reason."""
    if len(groups) != 1:
        return ""
    many = groups[0].count > 1
    elsewhere = said(PerhapsSentElsewhere.message)
    if groups[0].words and all(elsewhere in text for text in groups[0].words):
        return tr(
            "Look it up in the service's web portal if you can. If you send again what a copy of "
            "the folder has sent, it is there twice."
        )
    return {
        Reason.REFUSED: tr(
            "What was typed is kept on this computer. Correct it and save, send it again as it "
            "is, or discard the change."
        ),
        Reason.UNSURE: tr(
            "They were sent, but the answers were lost on the way, so the contacts may exist at "
            "the service already. What you send again may be there twice."
        )
        if many
        else tr(
            "It was sent, but the answer was lost on the way, so the contact may exist at the "
            "service already. If you send it again, it may be there twice. If you can, look it "
            "up in the service's web portal first."
        ),
        Reason.CONFLICT: tr(
            "Somebody changed the same fields at the service. Nothing is overwritten until you "
            "choose."
        ),
        Reason.GONE: tr(
            "You changed it here, and in the meantime it was deleted there. The person may "
            "have opted out of your messages: create it again only if you know that they want "
            "them."
        ),
        Reason.THERE: tr(
            "The service did not make new contacts: it answered with some that it already had. "
            "Nothing was changed there. You can put what you typed into them (blank fields "
            "erase nothing), keep them as they are, or send yours again."
        )
        if many
        else tr(
            "The service did not make a new contact: it answered with one that it already had. "
            "Nothing was changed there. You can put what you typed into it (blank fields erase "
            "nothing), keep it as it is, or send yours again."
        ),
    }[groups[0].reason]


def words_lines(words: tuple[tuple[str, int], ...], most: int = 3) -> tuple[str, ...]:
    """What the service said about several contacts, how often, and how much is left out."""
    lines = [
        said(text) if count == 1 else tr("{text} (%Ln times)", None, count).format(text=said(text))
        for text, count in words[:most]
    ]
    left = len(words) - most
    if left > 0:
        lines.append(tr("… and %Ln other messages", None, left))
    return tuple(lines)


def evidence(item: AttentionItem, *, lists_books: bool | None) -> str:
    """For an unsure create: when it was sent, and what was seen since."""
    if item.why is not Reason.UNSURE:
        return ""
    parts = []
    if item.sent_at is not None:
        parts.append(tr("Sent {time}.").format(time=display_time(item.sent_at)))
    if lists_books is False:
        parts.append(tr("This service does not list its contacts, so only you can look."))
    elif item.candidates:
        parts.append(tr("The address books show what may be it:"))
    elif item.looked_at is not None:
        parts.append(
            tr("The address books were listed {time}, and nothing like it was there.").format(
                time=display_time(item.looked_at)
            )
        )
    else:
        parts.append(tr("The address books have not been listed since."))
    return " ".join(parts)


def candidate_row(candidate: Candidate) -> CandidateRow:
    """A candidate's name and number, where it is, and its ID."""
    name = display_name(candidate.values)
    phone = shown(candidate.values.get(ContactField.PHONE_NUMBER, "").strip())
    who = name if not phone or phone == name else f"{name}, {phone}"
    return CandidateRow(
        candidate.server_id,
        tr("{who}, in “{book}”, ID {id}").format(
            who=who, book=shown(candidate.book_name), id=candidate.server_id
        ),
    )


def both_sides(item: AttentionItem, names: Mapping[ContactField, str]) -> BothSides | None:
    """What was typed beside what the service has; None if there is nothing to compare."""
    existing = item.existing
    if existing is None:
        return None
    found, mine, theirs = existing.contact, item.contact.values, existing.values
    if found is None:
        return BothSides(tr("ID {id}").format(id=existing.server_id))
    candidate = Candidate(existing.server_id, existing.book_name, theirs)
    deleted = found.life is Life.DELETED
    rows = [
        SidesRow(
            names[field],
            shown(mine.get(field, "")),
            shown(theirs[field]) if field in theirs else None,
        )
        for field in ContactField
        if field in existing.differing
    ]
    alike = [
        names[field]
        for field in ContactField
        if mine.get(field, "") and field not in existing.differing
    ]
    return BothSides(
        candidate_row(candidate).text,
        tr("It was deleted here, but the service still has it, or has it again.")
        if deleted
        else "",
        tuple(rows),
        tr("The same on both sides: {fields}").format(fields=", ".join(alike)) if alike else "",
    )


def button_text(answer: AttentionAnswer, count: int) -> str:
    """The text of an answer's button, for one contact or for many."""
    texts = {
        AttentionAnswer.SEND_AGAIN: tr("Send all %Ln again", None, count),
        AttentionAnswer.DISCARD: tr("Discard all %Ln", None, count),
        AttentionAnswer.CREATE_AGAIN: tr("Create all %Ln again", None, count),
        AttentionAnswer.MINE: tr("Keep all mine"),
        AttentionAnswer.THEIRS: tr("Keep all theirs"),
        AttentionAnswer.MATCHES: tr("It is this one")
        if count == 1
        else tr("Take the %Ln matches", None, count),
        AttentionAnswer.TAKE_IN: tr("Take all %Ln into them", None, count),
        AttentionAnswer.KEEP: tr("Keep all %Ln as they are", None, count),
    }
    return texts[answer]


@dataclass(frozen=True, slots=True)
class _Asked:
    text: str
    more: str
    role: ChoiceRole


ASK_OVER = 20
"""Up to this many contacts are settled without a question, if the answer does no harm."""


def question(
    group: ReasonGroup, answer: AttentionAnswer, count: int, then: Callable[[], None]
) -> Question | None:
    """The question before `answer` is carried out for `count` contacts; None if none is due."""
    asked = _asked(group.reason, answer, count)
    if asked is None:
        return None
    go = Choice("go", button_text(answer, count), asked.role)
    cancel = Choice("cancel", tr("Cancel"), ChoiceRole.REJECT)
    default = cancel.key if asked.role is ChoiceRole.DESTRUCTIVE else go.key

    def answered(key: str) -> None:
        if key == go.key:
            then()

    return Question(
        reason_text(group.reason),
        asked.text,
        (go, cancel),
        answered,
        more=asked.more,
        default=default,
    )


def _asked(reason: Reason, answer: AttentionAnswer, count: int) -> _Asked | None:
    many = count > ASK_OVER
    if answer is AttentionAnswer.SEND_AGAIN and reason is Reason.UNSURE and count > 1:
        return _Asked(
            tr("Send %Ln contacts again?", None, count),
            tr("Those that did arrive will be at the service twice."),
            ChoiceRole.DESTRUCTIVE,
        )
    if reason is Reason.THERE:
        return _asked_of_there(answer, count)
    if answer is AttentionAnswer.CREATE_AGAIN:
        return _Asked(
            tr("Create %Ln contacts again?", None, count),
            tr(
                "They get new IDs. Somebody deleted them at the service, or the people opted "
                "out of your messages: go on only if you know that they want them."
            ),
            ChoiceRole.DESTRUCTIVE,
        )
    if answer is AttentionAnswer.DISCARD and many:
        return _Asked(
            tr("Discard the unsent changes of %Ln contacts?", None, count),
            tr("What was typed here is given up, and what the service has stays."),
            ChoiceRole.DESTRUCTIVE,
        )
    if answer in {AttentionAnswer.MINE, AttentionAnswer.THEIRS} and many:
        mine = answer is AttentionAnswer.MINE
        return _Asked(
            tr("Keep your values in %Ln contacts?", None, count)
            if mine
            else tr("Keep the service's values in %Ln contacts?", None, count),
            tr("They are sent, and what others typed in the same fields is overwritten.")
            if mine
            else tr("What was typed here in the same fields is given up. You can undo this."),
            ChoiceRole.ACCEPT,
        )
    return None


def _asked_of_there(answer: AttentionAnswer, count: int) -> _Asked | None:
    many = count > ASK_OVER
    if answer is AttentionAnswer.SEND_AGAIN and count > 1:
        return _Asked(
            tr("Send %Ln contacts again?", None, count),
            tr("If the service now takes them for new contacts, they will be there twice."),
            ChoiceRole.DESTRUCTIVE,
        )
    if answer is AttentionAnswer.TAKE_IN and many:
        return _Asked(
            tr("Take your values into %Ln contacts at the service?", None, count),
            tr(
                "Each is read first. Your values are sent where they differ, and blank ones erase "
                "nothing. Where somebody else changed the same field, you are asked. You can undo "
                "this."
            ),
            ChoiceRole.ACCEPT,
        )
    if answer is AttentionAnswer.KEEP and many:
        return _Asked(
            tr("Keep %Ln contacts as the service has them?", None, count),
            tr("Your new ones go to Recently deleted, and nothing is sent. You can undo this."),
            ChoiceRole.ACCEPT,
        )
    return None
