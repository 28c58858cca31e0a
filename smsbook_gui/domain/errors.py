"""The errors a person can meet, in plain language.

Every class says what happened (`message`), what it means for the person's data (`effect`) and
what to do (`remedy`). Anything else that goes wrong is a bug. The families are the outcomes of
API.md; a caller acts on the class, never on a text.
"""

from typing import ClassVar

from smsbook_gui.domain.copies import Doubt


class SmsBookError(Exception):
    """Something a person can meet. `details` holds technical words for the Details button.

    Neither text ever holds a phone number, a name or a token of the person's.
    """

    code: ClassVar[str] = "SmsBookError"
    """What the data file keeps of the class: what is written once stays, whatever it is called."""

    message = "Something went wrong."
    effect = "Your data is safe on this computer."
    remedy = "Please try again."

    def __init__(
        self,
        message: str | None = None,
        *,
        effect: str | None = None,
        remedy: str | None = None,
        details: str = "",
    ) -> None:
        self.message = message or type(self).message
        self.effect = effect if effect is not None else type(self).effect
        self.remedy = remedy if remedy is not None else type(self).remedy
        self.details = details
        super().__init__(self.message)

    @property
    def text(self) -> str:
        """All three sentences as one paragraph."""
        return " ".join(part for part in (self.message, self.effect, self.remedy) if part)


# --- the service -------------------------------------------------------------------------------


class ServiceError(SmsBookError):
    """A call to the service that did not succeed."""

    code = "ServiceError"


class NotSent(ServiceError):
    """Nothing reached the service: no DNS, connection refused, connect or pool timeout."""

    code = "NotSent"
    message = "The SMS service cannot be reached."
    effect = "Nothing was sent. Your changes are kept on this computer."
    remedy = "SMS Book tries again by itself. Check the internet connection if this lasts."


class CertificateProblem(NotSent):
    """TLS could not be trusted: expired, wrong host, unknown issuer, too old a version."""

    code = "CertificateProblem"
    message = "The connection to the SMS service is not secure, so SMS Book stopped."
    effect = "Nothing was sent. Your changes are kept on this computer."
    remedy = (
        "Check the date and time of this computer and the API URL. If they are right, ask your "
        "IT support or the SMS service: its security certificate is not accepted."
    )


class AnswerLost(ServiceError):
    """The call was sent and nobody knows what came of it (timeouts, 408, 5xx, unreadable 2xx)."""

    code = "AnswerLost"
    message = "The SMS service did not give a clear answer."
    effect = "The change may or may not have arrived."
    remedy = "SMS Book checks before it sends anything again."


class NotAnswering(ServiceError):
    """Nobody gets an answer at the moment: calls hang, or fail on the service's side."""

    code = "NotAnswering"
    message = "The SMS service is not answering."
    effect = "Your changes are kept on this computer and wait."
    remedy = "SMS Book tries again by itself. Ask the service's support if this lasts."


class RateLimited(ServiceError):
    """429 or error code rate_limited. `retry_after` is in seconds, within 1 … 600."""

    code = "RateLimited"
    message = "The SMS service asks for a pause because too many requests came in."
    effect = "Your changes are kept and wait."
    remedy = "SMS Book carries on by itself."

    def __init__(self, retry_after: float = 5.0, *, details: str = "") -> None:
        super().__init__(details=details)
        self.retry_after = min(max(retry_after, 1.0), 600.0)


class AuthenticationFailed(ServiceError):
    """401, or 403 in the service's own form."""

    code = "AuthenticationFailed"
    message = "The SMS service did not accept the access token."
    effect = "Nothing was changed. Your changes are kept on this computer."
    remedy = (
        "Copy the token again from Service Settings > Generate API Key in the service's web "
        "portal. A token of the service's other API (the one sent without “Bearer”) does "
        "not work here."
    )


class Intercepted(ServiceError):
    """Something between the app and the service answered: a proxy, a login page."""

    code = "Intercepted"
    message = "Something between this computer and the SMS service answered in its place."
    effect = "Nothing was changed. Your changes are kept on this computer."
    remedy = (
        "Open a web page in your browser: the network may want you to sign in first. If not, "
        "check the API URL or ask your IT support about the proxy."
    )


class WrongAddress(ServiceError):
    """404 without the service's envelope: the API URL points somewhere else."""

    code = "WrongAddress"
    message = "There is no SMS service at this API URL."
    effect = "Nothing was changed. Your changes are kept on this computer."
    remedy = "Copy the API URL again from Account Settings in the service's web portal."


class NotOffered(ServiceError):
    """An address-book call that this account does not have."""

    code = "NotOffered"
    message = "This account does not offer lists of address books."
    effect = "Everything else works."
    remedy = "Add address books by their ID, and contacts with “Add existing by ID…”."


class Refused(ServiceError):
    """The service understood and said no. `message` holds its words.

    `not_found`: the words look like "there is no such contact".
    """

    code = "Refused"
    message = "The SMS service did not accept this."
    effect = "Your values are kept on this computer."
    remedy = "Correct them and save again, or discard the change."

    def __init__(
        self, words: str = "", *, status: int = 200, not_found: bool = False, details: str = ""
    ) -> None:
        super().__init__(f"The SMS service said: {words}" if words else None, details=details)
        self.words = words
        self.status = status
        self.not_found = not_found


class ContactGone(ServiceError):
    """The service no longer has this contact, and that is proven (DESIGN.md, rule 4)."""

    code = "ContactGone"
    message = "This contact is no longer on the SMS service."
    effect = "Your changes are kept on this computer."
    remedy = (
        "Somebody deleted it there, or the person opted out. Create it again only if you know "
        "that the person wants your messages."
    )


class AlreadyThere(ServiceError):
    """A create was answered with the id of a contact that existed before it was sent."""

    code = "AlreadyThere"
    message = "The SMS service has this contact already."
    effect = "Nothing was changed there. What you typed is kept on this computer."
    remedy = "Take your values into it, keep it as it is, or send yours again."


class BookAlreadyThere(ServiceError):
    """The create of an address book was answered with one that existed, under another name."""

    code = "BookAlreadyThere"
    message = "The SMS service answered with an address book that was there before."
    effect = "Nothing was changed there."
    remedy = "Send it again under another name, or discard it."


class NotRead(ServiceError):
    """A contact that is to be deleted was never read, and the service does not let it be read.

    `reason` is what came of the reading.
    """

    code = "NotRead"
    message = "This contact was never read completely, and the service does not let it be read now."
    effect = "It is not deleted there yet."
    remedy = (
        "If you send it again, it is deleted all the same, and Undo cannot bring back what was "
        "never read. Discard keeps the contact."
    )

    def __init__(self, reason: ServiceError | None = None) -> None:
        words = reason.words if isinstance(reason, Refused) else ""
        said = f" The SMS service said: {words}." if words else ""
        super().__init__(
            f"{self.message}{said} {self.remedy}", details=reason.details if reason else ""
        )


class BookGone(ServiceError):
    """The service no longer has this address book (DESIGN.md, rules 4 and 10)."""

    code = "BookGone"
    message = "This address book is no longer on the SMS service."
    effect = "Your changes are kept on this computer."
    remedy = "Somebody deleted it there. Send it again to make it anew, or discard it."


class BookNotEmpty(Refused):
    """An address book that is to be deleted has contacts on the service (DESIGN.md, rule 10)."""

    code = "BookNotEmpty"
    message = "On the SMS service there are still contacts in this address book."
    effect = "It was not deleted there."
    remedy = "Keep it and look what is in it, or try again once it is empty there."


class SignedOut(ServiceError):
    """There is no access token on this computer."""

    code = "SignedOut"
    message = "This account is signed out."
    effect = "Your changes are kept on this computer and wait."
    remedy = "Enter the access token to go on."


class BadApiUrl(SmsBookError):
    """The text cannot be an API URL (not a URL, or http to a host that is not this computer)."""

    message = "This is not an API URL that SMS Book can use."
    effect = ""
    remedy = "It starts with https:// and stands in the service's portal under Account Settings."


# --- the token's keyring -----------------------------------------------------------------------


class KeyringProblem(SmsBookError):
    """The system's password store cannot be used now."""

    effect = "The access token was not stored. Your contacts are not affected."
    remedy = "You can use the token for this session only."


class KeyringMissing(KeyringProblem):
    """No acceptable backend on this computer."""

    message = "This computer has no password store that SMS Book trusts."


class KeyringLocked(KeyringProblem):
    """The store is there and locked; the unlock prompt was dismissed or timed out."""

    message = "The password store of this computer is locked."
    remedy = "Unlock it and try again, or use the token for this session only."


class KeyringRefused(KeyringProblem):
    """The store said no, or did not answer in time."""

    message = "The password store of this computer did not take the access token."


class TokenTooLong(KeyringProblem):
    """Longer than the store's limit (Windows Credential Locker: 2,560 bytes as UTF-16)."""

    message = "This access token is longer than the password store of this computer allows."
    remedy = (
        "Check that only the token was pasted. If it really is that long, you can use it for "
        "this session only."
    )


# --- data on this computer ---------------------------------------------------------------------


class StoreProblem(SmsBookError):
    """The local data file cannot be used."""


class StoreTooNew(StoreProblem):
    """The file was written by a newer version."""

    message = "These contacts were last opened by a newer version of SMS Book."
    effect = "Nothing was changed."
    remedy = "Install the newest version of SMS Book and start it again."


class StoreDamaged(StoreProblem):
    """SQLite says that the file is not a database or is malformed."""

    message = "The file with your contacts is damaged."
    effect = "SMS Book left it as it is."
    remedy = (
        "Start SMS Book again: it then offers to save what can be read. If you have a backup of "
        "the folder, your IT support can put that in its place."
    )


class CommitsLost(StoreDamaged):
    """The file is sound, and does not have all that was saved in it."""

    message = "What was saved last is missing in the file with your contacts."


class NotSalvaged(StoreProblem):
    """What can be read of a damaged file could not be saved."""

    message = "What can be read of the damaged file could not be saved."
    effect = "The damaged file is where it was, and nothing was changed."
    remedy = (
        "Make sure that there is room on the disk for the file twice over and that no other "
        "program has it open, then start SMS Book again."
    )


class ChangeUncertain(StoreProblem):
    """A change that was read from a damaged file, and that may be older than what was sent."""

    code = "ChangeUncertain"
    message = (
        "The file with your contacts was damaged, so SMS Book cannot tell whether this was sent."
    )
    effect = "What was typed is kept on this computer."
    remedy = "Look it up at the service, then send it again or discard it."


class StoreUnavailable(StoreProblem):
    """The file cannot be used at the moment. What was asked for was not done, none of it.

    The same may be asked for again: sooner or later it is possible.
    """

    message = "The file with your contacts cannot be used at the moment."
    effect = "What was saved before is safe. The last change was not saved."
    cure = ""
    """What a person can do about it, where SMS Book itself tries again."""

    def while_waiting(self) -> "StoreUnavailable":
        """The same where not a person's change, but the exchange with the service waits for it."""
        return type(self)(
            self.message,
            effect="Your changes are kept on this computer, and nothing is sent meanwhile.",
            remedy=f"{self.cure} SMS Book carries on by itself.".strip(),
            details=self.details,
        )


class StoreBusy(StoreUnavailable):
    """Another program has kept the file locked for longer than we wait for it."""

    message = "Another program is using the file with your contacts."
    effect = "What was saved before is safe. The last change was not saved."
    remedy = (
        "Virus scanners and backup programs do this for a short while. Wait a moment, then try "
        "again."
    )


class DiskFull(StoreUnavailable):
    """No room, or no permission, to write."""

    cure = "Free some space."
    message = "Your contacts cannot be saved because the disk is full or write-protected."
    effect = "What was saved before is safe. The last change was not saved."
    remedy = "Free some space, then save again."


class PerhapsCopied(StoreProblem):
    """The account's files may be a copy of others, and new contacts wait in them to be sent.

    `creates`: how many, those of an unfinished import included.
    """

    message = "These contacts may be a copy of others that SMS Book works with."
    effect = "Nothing was sent."
    remedy = "Open them in the window of SMS Book: it asks what they are."

    def __init__(self, doubt: Doubt = Doubt.NO_NOTE, creates: int = 0) -> None:
        super().__init__()
        self.doubt = doubt
        self.creates = creates


class PerhapsSentElsewhere(StoreProblem):
    """A create that waited in a copy: the original may have sent it."""

    code = "PerhapsSentElsewhere"
    message = "This waited in a copy of the folder, so the original may have sent it already."
    effect = "What was typed is kept on this computer."
    remedy = "Look it up at the service, then send it again or discard it."


class FolderProblem(StoreUnavailable):
    """The data folder, or a file in it, cannot be used (`disk_errors` tells which of these)."""

    message = "SMS Book cannot use the folder with its data."
    effect = "What was saved before is safe. Nothing more can be saved there now."
    remedy = "Try again. If that does not help, show the details to your IT support."


class NotAllowed(FolderProblem):
    """The system does not let this user read or write there."""

    cure = "Ask for permission to change the folder and the files in it."
    message = "SMS Book may not write to the folder with its data."
    remedy = "Ask for permission to change this folder and the files in it, then try again."


class WriteProtected(FolderProblem):
    """The disk can only be read."""

    cure = "Remove the protection."
    message = "The disk with the data of SMS Book is write-protected."
    remedy = "Remove the protection, or choose another folder, then try again."


class InTheWay(FolderProblem):
    """A file lies where a folder has to be, or the other way round."""

    message = "A file lies where SMS Book needs a folder."
    remedy = "Move that file to another place, or rename it, then try again."


class NotThere(FolderProblem):
    """A folder or file that should be there is not: a drive or a share that is not connected."""

    cure = "Connect the drive or the network folder again."
    message = "The folder with the data of SMS Book is not there."
    effect = "Nothing was changed."
    remedy = (
        "If it lies on another drive or in the network, connect that first. If it was moved or "
        "renamed, put it back. Then try again."
    )


class FolderGone(FolderProblem):
    """The folder vanished while the account is open: deleted, moved, or its drive with it."""

    cure = "Put the folder back, or connect its drive again."
    message = "The folder with your contacts is no longer where it was."
    effect = (
        "Nothing can be saved there now, and nothing is sent. What was saved before is kept as "
        "long as SMS Book stays open."
    )
    remedy = (
        "Put the folder back, or connect its drive again. Do not close SMS Book before everything "
        "is saved again."
    )


class InUse(FolderProblem):
    """Another program holds a file open in a way that keeps everybody else out."""

    message = "Another program is using the files of SMS Book."
    remedy = "Close that program (a backup or a virus scanner, perhaps), then try again."


class DiskFailing(FolderProblem):
    """The disk, or the way to it, reports errors."""

    cure = "Check the drive and its cable, or the network."
    message = "The disk with the data of SMS Book reports errors."
    effect = "What was saved last may be lost."
    remedy = (
        "Check the drive and its cable, or the network. Make a copy of the folder as long as it "
        "can be read, and ask your IT support."
    )


class NothingToUndo(SmsBookError):
    """There is no batch that undo (or redo) could take back."""

    message = "There is nothing to undo."
    effect = ""
    remedy = ""


class InvalidInput(SmsBookError):
    """A value that no person can have meant (an empty phone number, a control character)."""

    effect = "Nothing was saved yet."
    remedy = ""


# --- which account -----------------------------------------------------------------------------


class AccountDiffers(SmsBookError):
    """After a change of token or URL, known contacts read differently (DESIGN.md, rule 7)."""

    message = "This token or API URL belongs to another account."
    effect = "Nothing was sent. The contacts of this account are as they were."
    remedy = "Add it as a new account, or enter the token of this account."


class AccountUnclear(SmsBookError):
    """After a change of token or URL, it cannot be told whether it is the same account."""

    message = "SMS Book cannot tell whether the new token or API URL belongs to this account."
    effect = "Nothing was sent."
    remedy = "Confirm that it does, or add it as a new account."


# --- files -------------------------------------------------------------------------------------


class FileProblem(SmsBookError):
    """A file of the person's cannot be read or written."""

    message = "This file cannot be used."
    effect = "Nothing was imported."
    remedy = "Choose another file."
