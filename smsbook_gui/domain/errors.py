"""The errors a person can meet, in plain language.

Every class says what happened (`message`), what it means for the person's data (`effect`) and
what to do (`remedy`). Anything else that goes wrong is a bug. The families are the outcomes of
API.md; a caller acts on the class, never on a text.
"""

from typing import ClassVar

from smsbook_gui.domain.recovery.copies import Doubt
from smsbook_gui.domain.texts.text_marker import Text


class SmsBookError(Exception):
    """Something a person can meet. `details` holds technical words for the Details button.

    Neither text ever holds a phone number, a name or a token of the person's.
    """

    code: ClassVar[str] = "SmsBookError"
    """What the data file keeps of the class: what is written once stays, whatever it is called."""

    message: str = Text("Something went wrong.")
    effect: str = Text("Your data is safe on this computer.")
    remedy: str = Text("Please try again.")

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


# --- the service -------------------------------------------------------------------------------


class ServiceError(SmsBookError):
    """A call to the service that did not succeed."""

    code = "ServiceError"


class NotSent(ServiceError):
    """Nothing reached the service: no DNS, connection refused, connect or pool timeout."""

    code = "NotSent"
    message = Text("The SMS service cannot be reached.")
    effect = Text("Nothing was sent. Your changes are kept on this computer.")
    remedy = Text("SMS Book tries again by itself. Check the internet connection if this lasts.")


class CertificateProblem(NotSent):
    """TLS could not be trusted: expired, wrong host, unknown issuer, too old a version."""

    code = "CertificateProblem"
    message = Text("The connection to the SMS service is not secure, so SMS Book stopped.")
    effect = Text("Nothing was sent. Your changes are kept on this computer.")
    remedy = Text(
        "Check the date and time of this computer and the web address. If they are "
        "right, ask your IT support or the SMS service: its security certificate is "
        "not accepted."
    )


class AnswerLost(ServiceError):
    """The call was sent and nobody knows what came of it (timeouts, 408, 5xx, unreadable 2xx)."""

    code = "AnswerLost"
    message = Text("The SMS service did not give a clear answer.")
    effect = Text("The change may or may not have arrived.")
    remedy = Text("SMS Book checks before it sends anything again.")


class NotAnswering(ServiceError):
    """Nobody gets an answer at the moment: calls hang, or fail on the service's side."""

    code = "NotAnswering"
    message = Text("The SMS service is not answering.")
    effect = Text("Your changes are kept on this computer and wait.")
    remedy = Text("SMS Book tries again by itself. Ask the service's support if this lasts.")


class RateLimited(ServiceError):
    """429 or error code rate_limited. `retry_after` is in seconds, within 1 … 600."""

    code = "RateLimited"
    message = Text("The SMS service asks for a pause because too many requests came in.")
    effect = Text("Your changes are kept and wait.")
    remedy = Text("SMS Book carries on by itself.")

    def __init__(self, retry_after: float = 5.0, *, details: str = "") -> None:
        super().__init__(details=details)
        self.retry_after = min(max(retry_after, 1.0), 600.0)


class AuthenticationFailed(ServiceError):
    """401, or 403 in the service's own form."""

    code = "AuthenticationFailed"
    message = Text("The SMS service did not accept the access key.")
    effect = Text("Nothing was changed. Your changes are kept on this computer.")
    remedy = Text(
        "Copy the access key again from Service Settings > Generate API Key in the "
        "service's web portal. A key of the service's other interface (the one that is used "
        "without “Bearer”) does not work here."
    )


class Intercepted(ServiceError):
    """Something between the app and the service answered: a proxy, a login page."""

    code = "Intercepted"
    message = Text("Something between this computer and the SMS service answered in its place.")
    effect = Text("Nothing was changed. Your changes are kept on this computer.")
    remedy = Text(
        "Open a web page in your browser: the network may want you to sign in first. "
        "If not, check the web address or ask your IT support about the proxy."
    )


class WrongAddress(ServiceError):
    """404 without the service's envelope: the API URL points somewhere else."""

    code = "WrongAddress"
    message = Text("There is no SMS service at this web address.")
    effect = Text("Nothing was changed. Your changes are kept on this computer.")
    remedy = Text(
        "Copy the web address again (“API URL” under Account Settings) from the "
        "service's web portal."
    )


class NotOffered(ServiceError):
    """An address-book call that this account does not have."""

    code = "NotOffered"
    message = Text("This account does not offer lists of address books.")
    effect = Text("Everything else works.")
    remedy = Text("Add address books by their ID, and contacts with “Add existing by ID…”.")


class Refused(ServiceError):
    """The service understood and said no. `message` holds its words.

    `not_found`: the words look like "there is no such contact".
    """

    code = "Refused"
    message = Text("The SMS service did not accept this.")
    effect = Text("Your values are kept on this computer.")
    remedy = Text("Correct them and save again, or discard the change.")

    def __init__(
        self, words: str = "", *, status: int = 200, not_found: bool = False, details: str = ""
    ) -> None:
        super().__init__(
            Text("The SMS service said: {words}", words=words) if words else None, details=details
        )
        self.words = words
        self.status = status
        self.not_found = not_found


class ContactGone(ServiceError):
    """The service no longer has this contact, and that is proven (DESIGN.md, rule 4)."""

    code = "ContactGone"
    message = Text("This contact is no longer at the SMS service.")
    effect = Text("Your changes are kept on this computer.")
    remedy = Text(
        "Somebody deleted it there, or the person opted out. Create it again only if you know "
        "that they want your messages."
    )


class AlreadyThere(ServiceError):
    """A create was answered with the id of a contact that existed before it was sent."""

    code = "AlreadyThere"
    message = Text("The SMS service has this contact already.")
    effect = Text("Nothing was changed there. What you typed is kept on this computer.")
    remedy = Text("Take your values into it, keep it as it is, or send yours again.")


class BookAlreadyThere(ServiceError):
    """The create of an address book was answered with one that existed, under another name."""

    code = "BookAlreadyThere"
    message = Text("The SMS service answered with an address book that was there before.")
    effect = Text("Nothing was changed there.")
    remedy = Text("Send it again under another name, or discard it.")


class NotRead(ServiceError):
    """A contact that is to be deleted was never read, and the service does not let it be read.

    `reason` is what came of the reading.
    """

    code = "NotRead"
    message = Text(
        "This contact was never read completely, and the service does not let it be read now."
    )
    effect = Text("It is not deleted there yet.")
    remedy = Text(
        "If you send it again, it is deleted all the same, and Undo cannot bring back what was "
        "never read. Discard keeps the contact."
    )

    def __init__(self, reason: ServiceError | None = None) -> None:
        words = reason.words if isinstance(reason, Refused) else ""
        said = Text("The SMS service said: {words}.", words=words) if words else ""
        super().__init__(
            Text("{message} {said} {remedy}", message=self.message, said=said, remedy=self.remedy)
            if said
            else Text("{message} {remedy}", message=self.message, remedy=self.remedy),
            details=reason.details if reason else "",
        )


class BookGone(ServiceError):
    """The service no longer has this address book (DESIGN.md, rules 4 and 10)."""

    code = "BookGone"
    message = Text("This address book is no longer at the SMS service.")
    effect = Text("Your changes are kept on this computer.")
    remedy = Text("Somebody deleted it there. Send it again to make it anew, or discard it.")


class BookNotEmpty(Refused):
    """An address book that is to be deleted has contacts at the service (DESIGN.md, rule 10)."""

    code = "BookNotEmpty"
    message = Text("This address book still has contacts at the SMS service.")
    effect = Text("It was not deleted there.")
    remedy = Text("Keep it and see what is in it, or try again once it is empty there.")


class SignedOut(ServiceError):
    """There is no access token on this computer."""

    code = "SignedOut"
    message = Text("This account is signed out.")
    effect = Text("Your changes are kept on this computer and wait.")
    remedy = Text("Enter the access key to go on.")


class BadApiUrl(SmsBookError):
    """The text cannot be an API URL (not a URL, or http to a host that is not this computer)."""

    message = Text("This is not a web address that SMS Book can use.")
    effect = ""
    remedy = Text(
        "It starts with https://. You find it in the service's portal under Account Settings."
    )


# --- the token's keyring -----------------------------------------------------------------------


class KeyringProblem(SmsBookError):
    """The system's password store cannot be used now."""

    effect = Text("The access key was not stored. Your contacts are not affected.")
    remedy = Text("You can use the access key for this session only.")


class KeyringMissing(KeyringProblem):
    """No acceptable backend on this computer."""

    message = Text("This computer has no password store that SMS Book trusts.")


class KeyringLocked(KeyringProblem):
    """The store is there and locked; the unlock prompt was dismissed or timed out."""

    message = Text("The password store of this computer is locked.")
    remedy = Text("Unlock it and try again, or use the access key for this session only.")


class KeyringRefused(KeyringProblem):
    """The store said no, or did not answer in time."""

    message = Text("The password store of this computer did not accept the access key.")


class TokenTooLong(KeyringProblem):
    """Longer than the store's limit (Windows Credential Locker: 2,560 bytes as UTF-16)."""

    message = Text("This access key is longer than the password store of this computer allows.")
    remedy = Text(
        "Check that only the access key was pasted. If it really is that long, you "
        "can use it for this session only."
    )


# --- data on this computer ---------------------------------------------------------------------


class StoreProblem(SmsBookError):
    """The local data file cannot be used."""


class StoreTooNew(StoreProblem):
    """The file was written by a newer version."""

    message = Text("These contacts were last opened by a newer version of SMS Book.")
    effect = Text("Nothing was changed.")
    remedy = Text("Install the newest version of SMS Book and start it again.")


class StoreDamaged(StoreProblem):
    """SQLite says that the file is not a database or is malformed."""

    message = Text("The file with your contacts is damaged.")
    effect = Text("SMS Book left it as it is.")
    remedy = Text(
        "Start SMS Book again: it then offers to save what can be read. If you have a backup of "
        "the folder, your IT support can put that in its place."
    )


class CommitsLost(StoreDamaged):
    """The file is sound, and does not have all that was saved in it."""

    message = Text("What was saved last is missing in the file with your contacts.")


class NotSalvaged(StoreProblem):
    """What can be read of a damaged file could not be saved."""

    message = Text("What can be read of the damaged file could not be saved.")
    effect = Text("The damaged file is where it was, and nothing was changed.")
    remedy = Text(
        "Make sure that there is room on the disk for the file twice over and that no other "
        "program has it open, then start SMS Book again."
    )


class ChangeUncertain(StoreProblem):
    """A change that was read from a damaged file, and that may be older than what was sent."""

    code = "ChangeUncertain"
    message = Text(
        "The file with your contacts was damaged, so SMS Book cannot tell whether this was sent."
    )
    effect = Text("What was typed is kept on this computer.")
    remedy = Text("Look it up at the service, then send it again or discard it.")


class StoreUnavailable(StoreProblem):
    """The file cannot be used at the moment. What was asked for was not done, none of it.

    The same may be asked for again: sooner or later it is possible.
    """

    message = Text("The file with your contacts cannot be used at the moment.")
    effect = Text("What was saved before is safe. The last change was not saved.")
    cure = ""
    """What a person can do about it, where SMS Book itself tries again."""

    def while_waiting(self) -> "StoreUnavailable":
        """The same where not a person's change, but the exchange with the service waits for it."""
        return type(self)(
            self.message,
            effect=Text("Your changes are kept on this computer, and nothing is sent until then."),
            remedy=Text("{cure} SMS Book carries on by itself.", cure=self.cure)
            if self.cure
            else Text("SMS Book carries on by itself."),
            details=self.details,
        )


class StoreBusy(StoreUnavailable):
    """Another program has kept the file locked for longer than we wait for it."""

    message = Text("Another program is using the file with your contacts.")
    effect = Text("What was saved before is safe. The last change was not saved.")
    remedy = Text(
        "Virus scanners and backup programs do this for a short while. Wait a moment, then try "
        "again."
    )


class DiskFull(StoreUnavailable):
    """No room, or no permission, to write."""

    cure = Text("Free some space.")
    message = Text("Your contacts cannot be saved because the disk is full or write-protected.")
    effect = Text("What was saved before is safe. The last change was not saved.")
    remedy = Text("Free some space, then save again.")


class NoRoomForBackup(StoreProblem):
    """A backup would leave too little of the disk."""

    message = Text("There is too little room on the disk for a backup.")
    effect = Text("Your contacts are saved, and so are the backups that were made before.")
    remedy = Text("Free some space, then choose “Back up now…”.")


class BackupUnreadable(StoreProblem):
    """A backup's file is not there, or cannot be read."""

    message = Text("This backup cannot be read.")
    effect = Text("Nothing was changed.")
    remedy = Text("Choose another one.")


class PerhapsCopied(StoreProblem):
    """The account's files may be a copy of others, and new contacts wait in them to be sent.

    `creates`: how many, those of an unfinished import included.
    """

    message = Text("These contacts may be a copy of others that SMS Book works with.")
    effect = Text("Nothing was sent.")
    remedy = Text("Open them in the window of SMS Book: it asks what they are.")

    def __init__(self, doubt: Doubt = Doubt.NO_NOTE, creates: int = 0) -> None:
        super().__init__()
        self.doubt = doubt
        self.creates = creates


class PerhapsSentElsewhere(StoreProblem):
    """A create that waited in a copy: the original may have sent it."""

    code = "PerhapsSentElsewhere"
    message = Text("This waited in a copy of the folder, so the original may have sent it already.")
    effect = Text("What was typed is kept on this computer.")
    remedy = Text("Look it up at the service, then send it again or discard it.")


class FolderProblem(StoreUnavailable):
    """The data folder, or a file in it, cannot be used (`disk_errors` tells which of these)."""

    message = Text("SMS Book cannot use the folder with its data.")
    effect = Text("What was saved before is safe. Nothing more can be saved there now.")
    remedy = Text("Try again. If that does not help, show the details to your IT support.")


class NotAllowed(FolderProblem):
    """The system does not let this user read or write there."""

    cure = Text("Ask for permission to change the folder and the files in it.")
    message = Text("SMS Book is not allowed to write to the folder with its data.")
    remedy = Text("Ask for permission to change this folder and the files in it, then try again.")


class WriteProtected(FolderProblem):
    """The disk can only be read."""

    cure = Text("Remove the protection.")
    message = Text("The disk with the data of SMS Book is write-protected.")
    remedy = Text("Remove the protection, or choose another folder, then try again.")


class InTheWay(FolderProblem):
    """A file lies where a folder has to be, or the other way round."""

    message = Text("There is a file where SMS Book needs a folder.")
    remedy = Text("Move that file to another place, or rename it, then try again.")


class NotThere(FolderProblem):
    """A folder or file that should be there is not: a drive or a share that is not connected."""

    cure = Text("Connect the drive or the network folder again.")
    message = Text("The folder with the data of SMS Book is not there.")
    effect = Text("Nothing was changed.")
    remedy = Text(
        "If it is on another drive or on the network, connect that first. If it was moved or "
        "renamed, put it back. Then try again."
    )


class FolderGone(FolderProblem):
    """The folder vanished while the account is open: deleted, moved, or its drive with it."""

    cure = Text("Put the folder back, or connect its drive again.")
    message = Text("The folder with your contacts is no longer where it was.")
    effect = Text(
        "Nothing can be saved there now, and nothing is sent. What was saved before is safe as "
        "long as SMS Book stays open."
    )
    remedy = Text(
        "Put the folder back, or connect its drive again. Do not close SMS Book before everything "
        "is saved again."
    )


class InUse(FolderProblem):
    """Another program holds a file open in a way that keeps everybody else out."""

    message = Text("Another program is using the files of SMS Book.")
    remedy = Text("Close that program (a backup or a virus scanner, perhaps), then try again.")


class DiskFailing(FolderProblem):
    """The disk, or the way to it, reports errors."""

    cure = Text("Check the drive and its cable, or the network.")
    message = Text("The disk with the data of SMS Book reports errors.")
    effect = Text("What was saved last may be lost.")
    remedy = Text(
        "Check the drive and its cable, or the network. Make a copy of the folder as long as it "
        "can be read, and ask your IT support."
    )


class NothingToUndo(SmsBookError):
    """There is no batch that undo (or redo) could take back."""

    message = Text("There is nothing to undo.")
    effect = ""
    remedy = ""


class InvalidInput(SmsBookError):
    """A value that no person can have meant (an empty phone number, a control character)."""

    effect = Text("Nothing was saved yet.")
    remedy = ""


# --- which account -----------------------------------------------------------------------------


class AccountDiffers(SmsBookError):
    """After a change of token or URL, known contacts read differently (DESIGN.md, rule 7)."""

    message = Text("This access key or web address belongs to another account.")
    effect = Text("Nothing was sent. The contacts of this account are as they were.")
    remedy = Text("Add it as a new account, or enter the access key of this account.")


class AccountUnclear(SmsBookError):
    """After a change of token or URL, it cannot be told whether it is the same account."""

    message = Text(
        "SMS Book cannot tell whether the new access key or web address belongs to this account."
    )
    effect = Text("Nothing was sent.")
    remedy = Text("Confirm that it does, or add it as a new account.")


# --- files -------------------------------------------------------------------------------------


class NotPrinted(SmsBookError):
    """A printer did not take the pages."""

    message = Text("The printer did not accept the pages.")
    effect = Text("They may not have been printed.")
    remedy = Text("Check that it is switched on and connected, or choose another one.")


class FileProblem(SmsBookError):
    """A file of the person's cannot be read or written."""

    message = Text("This file cannot be used.")
    effect = Text("Nothing was imported.")
    remedy = Text("Choose another file.")
