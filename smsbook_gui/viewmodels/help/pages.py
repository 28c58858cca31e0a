"""What the guide says, page by page: plain words, and pictures that the program makes of itself."""

from dataclasses import dataclass

from smsbook_gui.viewmodels.common.text import tr


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph; with a `heading` over it."""

    text: str
    heading: str = ""


@dataclass(frozen=True, slots=True)
class Steps:
    """What to do, one after the other."""

    steps: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Terms:
    """Words of the window, and what each of them means."""

    terms: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Figure:
    """A part of the window: `resources/guide/<name>-light.png`, and dark. `text` says what it
    shows."""

    name: str
    text: str


Block = Paragraph | Steps | Terms | Figure


@dataclass(frozen=True, slots=True)
class Page:
    """One page. Links elsewhere in the program name it by its `key`."""

    key: str
    title: str
    blocks: tuple[Block, ...]

    @property
    def plain(self) -> str:
        """All its words, to be searched."""
        return "\n".join((self.title, *(part for block in self.blocks for part in _said(block))))


def _said(block: Block) -> tuple[str, ...]:
    match block:
        case Paragraph(text, heading):
            return (heading, text)
        case Steps(steps):
            return steps
        case Terms(terms):
            return tuple(part for term in terms for part in term)
        case Figure(_name, text):
            return (text,)


START, LISTS, NUMBERS, MANY = "start", "lists", "numbers", "many"
DUPLICATES, COMPARING, BOOKS, WAITING = "duplicates", "comparing", "books", "waiting"
UNDO, OUT, CONNECTING, PRIVACY = "undo", "out", "connecting", "privacy"


def guide_pages() -> tuple[Page, ...]:
    """All pages, in the order of the contents."""
    return (
        *(_start(), _lists(), _numbers(), _many(), _duplicates(), _comparing()),
        *(_books(), _waiting(), _undo(), _out(), _connecting(), _privacy()),
    )


def _start() -> Page:
    return Page(
        START,
        tr("The first steps"),
        (
            Paragraph(
                tr(
                    "SMS Book keeps the contacts of your SMS service in one table. What you do is "
                    "kept on this computer at once and then sent to the service by itself."
                )
            ),
            Figure("window", tr("The main window: address books, the table, and the contact")),
            Terms(
                (
                    (tr("Left"), tr("Your address books, and what needs an answer from you.")),
                    (tr("Middle"), tr("The contacts. A click on a heading sorts them.")),
                    (tr("Right"), tr("The contact that is selected, to read and to edit.")),
                    (tr("Bottom"), tr("Whether you are connected, and what is still to be sent.")),
                )
            ),
            Steps(
                (
                    tr("Type a part of a name or a number at the top to find somebody."),
                    tr("Press F2 on a cell to change it, and Enter to keep the change."),
                    tr("Choose “Undo” in the menu Edit to take back what you did last."),
                )
            ),
            Paragraph(
                tr(
                    "You cannot break anything in practice mode: it has sample contacts, and "
                    "nothing leaves this computer."
                ),
                tr("Just looking around?"),
            ),
        ),
    )


def _lists() -> Page:
    return Page(
        LISTS,
        tr("Getting a list in"),
        (
            Paragraph(
                tr(
                    "Drop a file on the window, or choose “Import…” in the menu File. Excel, "
                    "CSV, contacts files and tables of web pages can be read. You can also copy "
                    "rows in Excel and paste them here."
                )
            ),
            Figure("import-columns", tr("The step “Columns” of the import")),
            Steps(
                (
                    tr("Check that SMS Book understood each column."),
                    tr("Choose the address book that the contacts go to."),
                    tr("Look at the rows: what needs to be corrected is marked, and why."),
                    tr("Press “Import”. You can pause and stop it, and undo it afterwards."),
                )
            ),
            Terms(
                (
                    (tr("New"), tr("The row becomes a new contact.")),
                    (tr("Update"), tr("The contact is there, and gets what the row says.")),
                    (tr("Same"), tr("The contact is there with just these values.")),
                    (tr("Duplicate"), tr("The list has this number more than once.")),
                    (tr("Number taken"), tr("Somebody with another name has this number.")),
                    (tr("Left out"), tr("Whoever has this number may not want messages.")),
                )
            ),
            Paragraph(
                tr(
                    "A blank cell never erases anything. Rows that were not imported can be "
                    "saved as a file, to be corrected and imported again."
                ),
                tr("Nothing is lost"),
            ),
        ),
    )


def _numbers() -> Page:
    return Page(
        NUMBERS,
        tr("Checking numbers"),
        (
            Paragraph(
                tr(
                    "Spreadsheets often take the 0 off the start of a number. SMS Book sees this "
                    "and offers “Repair numbers”, with before and after."
                )
            ),
            Figure("import-check", tr("The step “Check” of the import, with numbers to repair")),
            Paragraph(
                tr(
                    "A number that is too short or too long is not imported until you correct it: "
                    "double-click the cell. If you are sure, press “Import this one as it is”."
                ),
                tr("Doubtful numbers"),
            ),
            Paragraph(
                tr(
                    "“Check list…” in the menu Contacts counts what is odd about your "
                    "contacts: no number, a landline, a number that somebody else has too. "
                    "“Show” takes you to them."
                ),
                tr("Looking through what is there"),
            ),
            Paragraph(
                tr(
                    "Numbers without a country code are taken for those of the country that is "
                    "chosen in the settings."
                ),
                tr("Other countries"),
            ),
            Paragraph(
                tr(
                    "If the list has a column “Country”, a number is read as one of the country "
                    "that its row names, for example “Germany”, “DE” or “+49”. Where that cell is "
                    "blank, or the number has a country code of its own, nothing changes. Choose "
                    "“Do not import” for the column if it says nothing about the numbers."
                )
            ),
        ),
    )


def _many() -> Page:
    return Page(
        MANY,
        tr("Changing many at once"),
        (
            Steps(
                (
                    tr("Select the contacts: a click with Shift or Ctrl held, or “Select all”."),
                    tr("Choose “Edit selected…” in the menu Edit."),
                    tr("Choose what to do and the field, and read before and after below."),
                    tr("Press “Apply”. One “Undo” takes all of it back."),
                )
            ),
            Figure("edit-selected", tr("The window “Edit selected” with its preview")),
            Paragraph(
                tr(
                    "“Find and replace…” does the same for a piece of text: a company that changed "
                    "its name, for example."
                )
            ),
            Paragraph(
                tr(
                    "The left and right arrow keys mark cells. Then you can copy, paste and "
                    "fill down as in a spreadsheet."
                ),
                tr("As in a spreadsheet"),
            ),
        ),
    )


def _duplicates() -> Page:
    return Page(
        DUPLICATES,
        tr("Duplicates"),
        (
            Paragraph(
                tr(
                    "“Find duplicates…” in the menu Contacts looks for people who are there "
                    "more than once, even with another spelling. It says why it thinks so, and "
                    "how sure it is."
                )
            ),
            Terms(
                (
                    (tr("Sure"), tr("Nothing is lost when these become one.")),
                    (tr("Likely"), tr("They differ somewhere: choose what is kept.")),
                    (tr("Possible"), tr("They only look alike: see for yourself.")),
                )
            ),
            Figure("duplicates", tr("The window “Find duplicates”")),
            Paragraph(
                tr(
                    "Press “Merge” to make one contact of them, or “Not duplicates” if they are "
                    "different people: they are not asked about again."
                )
            ),
        ),
    )


def _comparing() -> Page:
    return Page(
        COMPARING,
        tr("Comparing with a file"),
        (
            Paragraph(
                tr(
                    "Is your list of members or patients kept elsewhere? “Compare with file…” "
                    "in the menu Contacts shows who is new in it, who has changed and who is "
                    "missing."
                )
            ),
            Figure("comparing", tr("The window “Compare with file”")),
            Steps(
                (
                    tr("Choose the file, and the address book to compare it with."),
                    tr(
                        "Tick what should be carried out. Missing contacts are never ticked by "
                        "themselves."
                    ),
                    tr("Press “Carry out”. One “Undo” takes it back."),
                )
            ),
            Paragraph(
                tr(
                    "“Save comparison…” keeps it under a name, so that next month it takes two "
                    "clicks."
                )
            ),
        ),
    )


def _books() -> Page:
    return Page(
        BOOKS,
        tr("Address books and views"),
        (
            Paragraph(
                tr(
                    "An address book is a group of people you write to together. “Add address "
                    "book…” makes one. Drag contacts onto it to move them; hold Ctrl to copy "
                    "them."
                )
            ),
            Figure("books", tr("The address books at the left")),
            Paragraph(
                tr(
                    "“Filter…” shows only the contacts that meet a condition: no company, a "
                    "landline, changed this month. Each filter is shown over the table, and a "
                    "click takes it away."
                ),
                tr("Filters"),
            ),
            Paragraph(
                tr(
                    "“Save view…” keeps the filters, the order and the columns under a name on "
                    "the left. A view holds no contacts of its own: deleting it deletes nobody."
                ),
                tr("Views"),
            ),
        ),
    )


def _waiting() -> Page:
    return Page(
        WAITING,
        tr("What waits, and what was not accepted"),
        (
            Paragraph(
                tr(
                    "Changes are sent one after the other. The bottom of the window says how "
                    "many are waiting, and a row says when something is on its way. Without a "
                    "network you simply carry on; everything is sent later."
                )
            ),
            Terms(
                (
                    (
                        tr("Waiting"),
                        tr("It will be sent by itself. You do not need to do anything."),
                    ),
                    (tr("Sending"), tr("It is being sent now.")),
                    (tr("Not accepted"), tr("The service did not accept it, and says why.")),
                    (tr("Conflict"), tr("Somebody else changed the same field. Choose one.")),
                    (tr("Unsure"), tr("No answer came: the contact may be there or not.")),
                    (tr("Already there"), tr("The service had this contact before.")),
                )
            ),
            Paragraph(
                tr(
                    "Whatever needs an answer is under “Needs attention” on the left. Select a "
                    "contact there: the right side says what happened and what you can do. You "
                    "can answer several at once."
                ),
                tr("Needs attention"),
            ),
        ),
    )


def _undo() -> Page:
    return Page(
        UNDO,
        tr("Undo and backups"),
        (
            Paragraph(
                tr(
                    "“Undo” in the menu Edit takes back what you did last, even an import or a "
                    "change to thousands of contacts. “Activity” in the menu View shows what "
                    "was done, with “Undo” for each."
                )
            ),
            Paragraph(
                tr(
                    "Deleted contacts are under “Recently deleted”. Select them and choose "
                    "“Restore”. The service then takes them for new contacts: people who had "
                    "opted out of your messages may have to do so again."
                ),
                tr("Deleted by mistake"),
            ),
            Paragraph(
                tr(
                    "SMS Book makes a backup each day and before each large change. “Restore from "
                    "backup…” in the menu File shows what has changed since, and brings back what "
                    "you tick. Nothing else is touched."
                ),
                tr("Noticed days later"),
            ),
        ),
    )


def _out() -> Page:
    return Page(
        OUT,
        tr("Exporting and printing"),
        (
            Paragraph(
                tr(
                    "“Export…” in the menu File writes contacts to Excel, CSV or a contacts file. "
                    "Numbers keep their 0 and their +. Select contacts first to export only those."
                )
            ),
            Figure("export", tr("The window “Export contacts”")),
            Paragraph(
                tr(
                    "“Print…” makes the table, a phone list from A to Z or address labels, on "
                    "paper or as a PDF."
                )
            ),
            Paragraph(
                tr(
                    "A field shows “…” while it has not been read from the service. It is not "
                    "blank, and is never exported as blank: “Read them first” reads it."
                ),
                tr("What does “…” mean?"),
            ),
        ),
    )


def _connecting() -> Page:
    return Page(
        CONNECTING,
        tr("Connecting, and the access key"),
        (
            Paragraph(
                tr(
                    "SMS Book needs two things from your SMS service: its web address and an "
                    "access key. You find both in the service's web portal."
                )
            ),
            Figure("connecting", tr("The window “Connect to your SMS service”")),
            Terms(
                (
                    (
                        tr("Web address"),
                        tr("In the portal under Account Settings. It is called “API URL” there."),
                    ),
                    (
                        tr("Access key"),
                        tr(
                            "In the portal under Service Settings: press “Generate API Key” and "
                            "copy what it shows."
                        ),
                    ),
                )
            ),
            Paragraph(
                tr(
                    "An access key is like a password: whoever has it can change your contacts. It "
                    "is kept in the password store of this computer, and nowhere else. When it was "
                    "replaced in the portal, choose “Accounts…” in the menu File and give the new "
                    "one."
                ),
                tr("Keep the key to yourself"),
            ),
        ),
    )


def _privacy() -> Page:
    return Page(
        PRIVACY,
        tr("Your data and privacy"),
        (
            Paragraph(
                tr(
                    "Your contacts are on this computer and at your SMS service, and nowhere "
                    "else. SMS Book sends them to nobody else, and does not watch what you do."
                )
            ),
            Paragraph(
                tr(
                    "The settings show the folder with the contacts and the backups. Anybody "
                    "who can use your user account on this computer can read it."
                ),
                tr("On this computer"),
            ),
            Paragraph(
                tr(
                    "If you agree, it checks once a day for a new version. It tells nothing "
                    "about you, and never installs anything by itself."
                ),
                tr("New versions"),
            ),
            Paragraph(
                tr(
                    "“Remove account…” under “Accounts…” deletes its contacts and its access key "
                    "from this computer. At the service everything stays."
                ),
                tr("Leaving nothing behind"),
            ),
        ),
    )
