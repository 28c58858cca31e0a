"""What comes of each file of the corpus: the format and all rows, or the exact message."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Read:
    """`form`: kind, encoding, separator, sheet and header as far as they go with it.

    `rows`: for each its number and what is not blank, by column (or index, beyond the columns).
    """

    form: str
    rows: Sequence[tuple[int, Mapping[str | int, str]]]
    notes: tuple[str, ...] = ()


EXPECTED: Mapping[str, Read | str] = {
    "android-2.1.vcf": Read(
        "cards utf-8 header 0",
        [
            (
                1,
                {
                    "First name": "Jürgen",
                    "Last name": "Müller",
                    "Full name": "Jürgen Müller",
                    "Number (mobile)": "0170-1234567",
                    "Number (home)": "030123457",
                    "Note": "one\r\ntwo",
                },
            ),
            (
                15,
                {
                    "First name": "Eva",
                    "Last name": "Weber",
                    "Number (mobile)": "0171 7654321",
                },
            ),
        ],
        notes=("A contact in the file has no end; it was read up to the next one (line 15).",),
    ),
    "apple.vcf": Read(
        "cards utf-8 header 0",
        [
            (
                1,
                {
                    "First name": "Ann",
                    "Last name": "Smith",
                    "Full name": "Dr. Ann Maria Smith",
                    "Company": "Harbour Dental",
                    "Number (mobile)": "+61 400 000 010",
                    "Number (mobile) 2": "0400 000 011",
                    "Number (work)": "(02) 9000 0010",
                    "Number (other)": "0400 000 012",
                    "Email": "ann@example.org",
                    "Note": "Likes tea, not coffee.\nCall after 4 pm; never before: she sleeps.",
                    "Categories": "Customers,VIP",
                },
            ),
            (
                21,
                {
                    "Full name": "Harbour Dental",
                    "Company": "Harbour Dental",
                    "Number (work)": "02 9000 0013",
                },
            ),
        ],
    ),
    "archive.zip": (
        "This is a ZIP archive, not a list of contacts. Nothing was imported. Unpack it "
        "and import the list inside."
    ),
    "bad-checksum.xlsx": (
        "This file is damaged: a part of it is missing or unreadable. Nothing was "
        "imported. Open it in the program that made it and save it again, or download it "
        "again."
    ),
    "bomb.xlsx": (
        "Unpacked, this file would be far larger than a list of contacts can be. Nothing was "
        "imported. It may be meant to do harm. Ask the sender for the list as CSV."
    ),
    "calendar.ics": (
        "This is a calendar, not a list of contacts. Nothing was imported. Choose the "
        "file with the list of contacts."
    ),
    "cards-4.0.vcf": Read(
        "cards utf-8 header 0",
        [
            (
                1,
                {
                    "First name": "Jane",
                    "Last name": "Doe",
                    "Full name": "Jane Doe",
                    "Number (mobile)": "+61-400-000-014",
                    "Number (work)": "+61-2-9000-0014;ext=102",
                    "Email": "jane@example.org",
                    "Email 2": "jane@home.example",
                },
            ),
            (
                17,
                {
                    "Full name": "Broken",
                    "Number": "0400 000 015",
                },
            ),
            (
                22,
                {
                    "Full name": "Last",
                    "Number": "0400 000 016",
                },
            ),
        ],
        notes=("Groups in the file are not contacts and were left out (line 11).",),
    ),
    "clicksend.csv": Read(
        "text utf-8 ',' header 0",
        [
            (
                2,
                {
                    "Phone Number": "+61400000006",
                    "First Name": "Cleo",
                    "Last Name": "Lee",
                    "Custom 1": "A1",
                },
            ),
            (3, {"Phone Number": "+61400000007", "First Name": "Dan", "Country": "AU"}),
        ],
    ),
    "columns-16384.xlsx": Read(
        "workbook Sheet1 header 0", [(2, {"Mobile": "400000001", "Field 2": "x"})]
    ),
    "commas-in-names.csv": Read(
        "text utf-8 ';' header 0",
        [
            (2, {"Name": "Lee, Ann", "Mobile": "0400000001"}),
            (3, {"Name": "Wu, Bob", "Mobile": "0400000002"}),
        ],
    ),
    "cut-off.xls": (
        "This file is damaged: a part of it is missing or unreadable. Nothing was "
        "imported. Open it in the program that made it and save it again, or download it "
        "again."
    ),
    "cut-off.xlsx": (
        "This file is damaged: a part of it is missing or unreadable. Nothing was "
        "imported. Open it in the program that made it and save it again, or download it "
        "again."
    ),
    "duplicate-headers.csv": Read(
        "text utf-8 ',' header 0",
        [
            (
                2,
                {
                    "Phone": "0400000001",
                    "phone (2)": "0400000002",
                    "Column 3": "x",
                    "Phone (2) (2)": "y",
                },
            )
        ],
    ),
    "empty-first-sheet.xlsx": Read(
        "workbook List header 0 unclear",
        [(2, {"Mobile": "0400 List"}), (3, {"Mobile": "0400000001"})],
    ),
    "empty-sheet.xlsx": (
        "This file holds no rows. Nothing was imported. Choose another sheet or file."
    ),
    "empty.csv": (
        "This file is empty. Nothing was imported. Export the list again, or choose another file."
    ),
    "encoding-cp1252.csv": Read(
        "text cp1252 ';' header 0",
        [
            (2, {"Name": "Zoë Müller", "Mobile": "0400 000 001"}),
            (3, {"Name": "José Núñez", "Mobile": "0400 000 002"}),
            (4, {"Name": "Ann", "Mobile": "0400 000 003"}),
        ],
    ),
    "encoding-mac-lf.csv": Read(
        "text mac_roman ';' header 0",
        [
            (2, {"Name": "Zoë Müller", "Mobile": "0400 000 001"}),
            (3, {"Name": "José Núñez", "Mobile": "0400 000 002"}),
            (4, {"Name": "Ann", "Mobile": "0400 000 003"}),
        ],
    ),
    "encoding-mac.csv": Read(
        "text mac_roman ';' header 0",
        [
            (2, {"Name": "Zoë Müller", "Mobile": "0400 000 001"}),
            (3, {"Name": "José Núñez", "Mobile": "0400 000 002"}),
            (4, {"Name": "Ann", "Mobile": "0400 000 003"}),
        ],
    ),
    "encoding-utf16-bom.csv": Read(
        "text utf-16 ';' header 0",
        [
            (2, {"Name": "Zoë Müller", "Mobile": "0400 000 001"}),
            (3, {"Name": "José Núñez", "Mobile": "0400 000 002"}),
            (4, {"Name": "Ann", "Mobile": "0400 000 003"}),
        ],
    ),
    "encoding-utf16be.csv": Read(
        "text utf-16-be ';' header 0",
        [
            (2, {"Name": "Zoë Müller", "Mobile": "0400 000 001"}),
            (3, {"Name": "José Núñez", "Mobile": "0400 000 002"}),
            (4, {"Name": "Ann", "Mobile": "0400 000 003"}),
        ],
    ),
    "encoding-utf16le.csv": Read(
        "text utf-16-le ';' header 0",
        [
            (2, {"Name": "Zoë Müller", "Mobile": "0400 000 001"}),
            (3, {"Name": "José Núñez", "Mobile": "0400 000 002"}),
            (4, {"Name": "Ann", "Mobile": "0400 000 003"}),
        ],
    ),
    "encoding-utf32.csv": Read(
        "text utf-32 ';' header 0",
        [
            (2, {"Name": "Zoë Müller", "Mobile": "0400 000 001"}),
            (3, {"Name": "José Núñez", "Mobile": "0400 000 002"}),
            (4, {"Name": "Ann", "Mobile": "0400 000 003"}),
        ],
    ),
    "encoding-utf8-bom.csv": Read(
        "text utf-8-sig ';' header 0",
        [
            (2, {"Name": "Zoë Müller", "Mobile": "0400 000 001"}),
            (3, {"Name": "José Núñez", "Mobile": "0400 000 002"}),
            (4, {"Name": "Ann", "Mobile": "0400 000 003"}),
        ],
    ),
    "encoding-utf8.csv": Read(
        "text utf-8 ';' header 0",
        [
            (2, {"Name": "Zoë Müller", "Mobile": "0400 000 001"}),
            (3, {"Name": "José Núñez", "Mobile": "0400 000 002"}),
            (4, {"Name": "Ann", "Mobile": "0400 000 003"}),
        ],
    ),
    "entities.xlsx": (
        "This file is damaged: a part of it is missing or unreadable. Nothing was "
        "imported. Open it in the program that made it and save it again, or download it "
        "again."
    ),
    "excel-97.xls": Read(
        "workbook Kunden header 0",
        [
            (2, {"Name": "Jürgen Groß", "Handy": "491701234567", "Firma": "Müller"}),
            (3, {"Name": "Änne", "Handy": "0171 7654321"}),
        ],
    ),
    "excel-binary.xlsb": Read(
        "workbook List header 0",
        [
            (2, {"Name": "Jürgen Groß", "Handy": "491701234567", "Firma": "Müller"}),
            (3, {"Name": "Änne", "Handy": "0171 7654321"}),
        ],
    ),
    "excel-list.ods": Read(
        "workbook Liste header 0",
        [
            (
                2,
                {
                    "Nom": "Zoé Petit\n(Lyon)",
                    "Téléphone portable": "0612 345 678",
                    "Depuis": "2024-03-01",
                },
            ),
            (6, {"Nom": "Luc", "Téléphone portable": "33612345679"}),
        ],
    ),
    "excel-list.xlsx": Read(
        "workbook Members header 2",
        [
            (
                4,
                {
                    "Surname": "Smith",
                    "Given name": "Ann",
                    "Ph": "290000001",
                    "Mobile": "400000001",
                    "Joined": "2024-03-01",
                },
            ),
            (
                5,
                {
                    "Surname": "Lee",
                    "Given name": "Bo",
                    "Mobile": "0400 000 002",
                    "Joined": "2024-03-01 14:30",
                },
            ),
            (
                7,
                {
                    "Surname": "Wu",
                    "Given name": "Cy",
                    "Ph": "0400000003",
                    "Mobile": "4.0E+08",
                    "Joined": "TRUE",
                    "Mobile (2)": "0.5",
                },
            ),
        ],
    ),
    "excel-unicode.txt": Read(
        "text utf-16 '\\t' header 0",
        [
            (2, {"Name": "Zoë Müller", "Mobile": "0400 000 001"}),
            (3, {"Name": "José Núñez", "Mobile": "0400 000 002"}),
            (4, {"Name": "Ann", "Mobile": "0400 000 003"}),
        ],
    ),
    "exponents.csv": Read(
        "text utf-8 ',' header 0",
        [
            (2, {"Name": "Ann", "Mobile": "4.0E+08"}),
            (3, {"Name": "Bob", "Mobile": "6.14E+10"}),
            (4, {"Name": "Cy", "Mobile": "400000003.0"}),
        ],
    ),
    "far-apart.xlsx": Read(
        "workbook Sheet1 header 0",
        [(2, {"Mobile": "0400000001"}), (1048576, {"Mobile": "0400000002", 16383: "x"})],
    ),
    "google.csv": Read(
        "text utf-8 ',' header 0",
        [
            (
                2,
                {
                    "First Name": "María",
                    "Last Name": "Núñez",
                    "Notes": 'Says "hi",\nand waves',
                    "Labels": "* myContacts ::: Kunden",
                    "E-mail 1 - Label": "* Work",
                    "E-mail 1 - Value": "maria@example.org",
                    "Phone 1 - Label": "Mobile",
                    "Phone 1 - Value": "+61 400 000 003 ::: +61 400 000 004",
                },
            ),
            (4, {"First Name": "王", "Last Name": "小明", "Phone 1 - Value": "+86 138 0013 8000"}),
        ],
    ),
    "half-character-1252.csv": Read(
        "text cp1252 ',' header 0", [(2, {"Mobile": "0400 000 001", "Name": "José"})]
    ),
    "half-character.csv": Read(
        "text utf-8 ';' header 0 unclear",
        [
            (2, {"Name": "Zoë Müller", "Mobile": "0400 000 001"}),
            (3, {"Name": "José Núñez", "Mobile": "0400 000 002"}),
            (4, {"Name": "Ann", "Mobile": "0400 000 003"}),
            (5, {"Name": "Björn", "Mobile": "0400 000 004"}),
            (6, {"Name": "Jos�"}),
        ],
        notes=("Some characters cannot be read and show as “�” (line 6).",),
    ),
    "header-after-title.csv": Read(
        "text utf-8 ',' header 3",
        [(5, {"Given name": "Ann", "Surname": "Lee", "Ph": "0400000001"})],
    ),
    "header-only.csv": Read("text utf-8 ',' header 0", []),
    "letter.docx": (
        "This is a Word document, not a list of contacts. Nothing was imported. Copy the "
        "table in it and paste it into SMS Book."
    ),
    "letter.pdf": (
        "This is a PDF document, not a list of contacts. Nothing was imported. Open it in"
        " the program that made it, save it as CSV or Excel (.xlsx), and import that."
    ),
    "lone-quote-at-the-end.csv": Read(
        "text utf-8 ',' header 0 unclear",
        [
            (2, {"Name": "Ann", "Mobile": "0400000001"}),
            (3, {"Name": "Bob", "Mobile": "0400000002"}),
            (4, {"Name": '"'}),
        ],
        notes=("A quotation mark in an odd place was kept as part of the text (line 4).",),
    ),
    "lying.xls": (
        "This file is damaged: a part of it is missing or unreadable. Nothing was "
        "imported. Open it in the program that made it and save it again, or download it "
        "again."
    ),
    "megabyte-cell.csv": Read(
        "text utf-8 ',' header 0",
        [
            (2, {"Name": "Ann", "Mobile": "0400000001", "Note": "x" * (1 << 20)}),
            (3, {"Name": "Bob", "Mobile": "0400000002", "Note": "y"}),
        ],
    ),
    "missing-closing-quote.csv": Read(
        "text utf-8 ',' header 0",
        [
            (2, {"Name": "Ann", "Mobile": "0400000001"}),
            (3, {"Name": "Bob", "Mobile": "0400000002"}),
            (4, {"Name": "Cy", "Mobile": "0400000003"}),
            (5, {"Name": "Di", "Mobile": "0400000004"}),
        ],
        notes=("A quotation mark in an odd place was kept as part of the text (line 3).",),
    ),
    "mixed-line-ends.csv": Read(
        "text utf-8 ',' header 0",
        [
            (2, {"Name": "Ann", "Mobile": "0400000001"}),
            (3, {"Name": "Bob", "Mobile": "0400000002"}),
            (4, {"Name": "Cy", "Mobile": "0400000003"}),
            (6, {"Name": "Di", "Mobile": "0400000004"}),
        ],
    ),
    "no-header.csv": Read(
        "text utf-8 ',' header None",
        [
            (1, {"Column 1": "0400000001", "Column 2": "Ann", "Column 3": "Lee"}),
            (2, {"Column 1": "0400000002", "Column 2": "Bob", "Column 3": "Wu"}),
        ],
    ),
    "no-text.csv": (
        "This is neither text nor a spreadsheet, not a list of contacts. Nothing was "
        "imported. Choose the file with the list of contacts."
    ),
    "nul-bytes.csv": Read(
        "text utf-8 ',' header 0",
        [
            (2, {"Name": "Ann", "Mobile": "0400000001"}),
            (3, {"Name": "Bob", "Mobile": "0400000002"}),
            (5, {"Name": "Cy", "Mobile": "0400000003"}),
        ],
        notes=(
            "Empty characters that no program shows were left out; the rest was kept (lines 3, 4).",
        ),
    ),
    "numbers-only.txt": Read(
        "text utf-8 ',' header None",
        [
            (1, {"Column 1": "0400 000 001"}),
            (2, {"Column 1": "0400 000 002"}),
            (3, {"Column 1": "+61 400 000 003"}),
        ],
    ),
    "one-bad-byte.csv": Read(
        "text utf-8 ';' header 0 unclear",
        [
            (2, {"Name": "Zoë Müller", "Mobile": "0400 000 001"}),
            (3, {"Name": "José Núñez", "Mobile": "0400 000 002"}),
            (4, {"Name": "Ann", "Mobile": "0400 000 003"}),
            (5, {"Name": "B�b", "Mobile": "0400 000 004"}),
        ],
        notes=("Some characters cannot be read and show as “�” (line 5).",),
    ),
    "outlook-de.csv": Read(
        "text cp1252 ';' header 0",
        [
            (
                2,
                {
                    "Anrede": "Frau",
                    "Vorname": "Jürgen",
                    "Nachname": "Groß",
                    "Firma": "Müller & Söhne",
                    "Telefon geschäftlich": "+49 (30) 123456",
                    "Mobiltelefon": "0170 1234567",
                },
            ),
            (3, {"Vorname": "Änne", "Nachname": "Weiß", "Mobiltelefon": "0171/7654321"}),
        ],
    ),
    "outlook-en.csv": Read(
        "text cp1252 ',' header 0",
        [
            (
                2,
                {
                    "First Name": "Zoë",
                    "Last Name": "O’Brien",
                    "Company": "Harbour Café",
                    "Business Phone": "(02) 9000 0001",
                    "Mobile Phone": "0400 000 001",
                    "Birthday": "0/0/00",
                    "E-mail Address": "zoe@example.org",
                    "Notes": "Met at the fair.\r\nCall back, please.",
                    "Priority": "Normal",
                },
            ),
            (4, {"First Name": "Ann", "Last Name": "Smith", "Mobile Phone": "+61 400 000 002"}),
        ],
    ),
    "outlook.pst": (
        "This is an Outlook data file, not a list of contacts. Nothing was imported. "
        "Export the contacts as CSV or vCard in the program they come from, and import "
        "that."
    ),
    "password.ods": (
        "This workbook is protected with a password. Nothing was imported. Open it in the"
        " program it was made with, save it without the password, and import that."
    ),
    "password.xls": (
        "This workbook is protected with a password. Nothing was imported. Open it in the"
        " program it was made with, save it without the password, and import that."
    ),
    "password.xlsx": (
        "This workbook is protected with a password. Nothing was imported. Open it in the"
        " program it was made with, save it without the password, and import that."
    ),
    "people.accdb": (
        "This is an Access database, not a list of contacts. Nothing was imported. Open "
        "it in the program that made it, save it as CSV or Excel (.xlsx), and import "
        "that."
    ),
    "people.json": (
        "This is a JSON file, not a list of contacts. Nothing was imported. Export the "
        "contacts as CSV or vCard in the program they come from, and import that."
    ),
    "people.ldif": (
        "This is an LDIF file, not a list of contacts. Nothing was imported. Export the "
        "address book as CSV or vCard instead, and import that."
    ),
    "people.numbers": (
        "This is a Numbers or Pages document, not a list of contacts. Nothing was "
        "imported. In Numbers, choose File, Export To, CSV or Excel, and import that."
    ),
    "photo.csv": (
        "This is a picture, not a list of contacts. Nothing was imported. Choose the file"
        " with the list of contacts."
    ),
    "picture.vcf": (
        "This is a picture, not a list of contacts. Nothing was imported. Choose the file"
        " with the list of contacts."
    ),
    "pipes.txt": Read(
        "text utf-8 '|' header 0",
        [
            (2, {"Name": "Ann, Ms", "Mobile": "0400000001"}),
            (3, {"Name": "Bob, Mr", "Mobile": "0400000002"}),
        ],
    ),
    "prefixed.xlsx": Read(
        "workbook S header 0",
        [(2, {"Mobile": "400000001", "Column 2": "#N/A"})],
        notes=("Spreadsheet errors, such as #N/A, count as blank cells (line 2).",),
    ),
    "quoted-line-breaks.csv": Read(
        "text utf-8 ',' header 0",
        [
            (2, {"Name": "Ann", "Address": "1 Sea St\r\nSydney", "Mobile": "0400000001"}),
            (4, {"Name": "Bob", "Address": "2 Bay Rd\n\nPerth", "Mobile": "0400000002"}),
        ],
    ),
    "quotes-everywhere.csv": Read(
        "text utf-8 ',' header 1", [(3, {"Name": 'A"n"n', "Mobile": "0400000001"})]
    ),
    "ragged.csv": Read(
        "text utf-8 ',' header 0 unclear",
        [
            (2, {"Name": "Ann"}),
            (3, {"Name": "Bob", "Mobile": "0400000002", 2: "extra", 3: "more"}),
            (5, {"Name": "Cy", "Mobile": "0400000003"}),
        ],
    ),
    "really-a-workbook.csv": Read(
        "workbook Sheet1 header 0", [(2, {"Name": "Ann", "Mobile": "400000001"})]
    ),
    "really-cards.csv": Read(
        "cards utf-16 header 0",
        [
            (
                1,
                {
                    "First name": "Ann",
                    "Last name": "Smith",
                    "Full name": "Dr. Ann Maria Smith",
                    "Company": "Harbour Dental",
                    "Number (mobile)": "+61 400 000 010",
                    "Number (mobile) 2": "0400 000 011",
                    "Number (work)": "(02) 9000 0010",
                    "Number (other)": "0400 000 012",
                    "Email": "ann@example.org",
                    "Note": "Likes tea, not coffee.\nCall after 4 pm; never before: she sleeps.",
                    "Categories": "Customers,VIP",
                },
            ),
            (
                21,
                {
                    "Full name": "Harbour Dental",
                    "Company": "Harbour Dental",
                    "Number (work)": "02 9000 0013",
                },
            ),
        ],
    ),
    "really-text.xlsx": Read(
        "text utf-8 ',' header 0",
        [
            (2, {"First name": "Ann", "Mobile": "0400 000 001", "Note": "tea"}),
            (3, {"First name": "Bob", "Mobile": "0400 000 002"}),
        ],
    ),
    "repeated.ods": (
        "This sheet has more than 50 million cells. Nothing was imported. Delete everything in "
        "it that is not a contact, save it, and import that."
    ),
    "right-to-left.csv": Read(
        "text utf-8 ',' header 0",
        [
            (2, {"שם": "\u200fדנה\u200e", "טלפון": "\u202a050-1234567\u202c"}),
            (3, {"שם": "zero\u200bwidth", "טלפון": "050\xa07654321"}),
        ],
    ),
    "sep-line-odd.csv": Read(
        "text utf-8 '^' header 1", [(3, {"Name": "Ann", "Mobile": "0400000001"})]
    ),
    "sep-line.csv": Read("text utf-8 ';' header 1", [(3, {"Name": "Ann", "Mobile": "0400000001"})]),
    "stray-quotes.csv": Read(
        "text utf-8 ',' header 0",
        [
            (2, {"Name": 'Ann "Nick" Lee', "Mobile": "0400000001", "Note": '5" pipe'}),
            (3, {"Name": "Bob", "Mobile": '"0400000002', "Note": "open"}),
            (4, {"Name": "Cy", "Mobile": "0400000003", "Note": "fine"}),
            (5, {"Name": 'Di the one" Wu"', "Mobile": "0400000004", "Note": "x"}),
            (6, {"Name": "Ed", "Mobile": "0400000005", "Note": "y"}),
        ],
        notes=("A quotation mark in an odd place was kept as part of the text (line 3).",),
    ),
    "tabs.tsv": Read(
        "text utf-8 '\\t' header 0", [(2, {"Name": "Ann\tLee", "Mobile": "0400000001"})]
    ),
    "thunderbird.csv": Read(
        "text utf-8 ',' header 0",
        [
            (
                2,
                {
                    "First Name": "Bob",
                    "Last Name": "Brown",
                    "Display Name": "Bob Brown",
                    "Primary Email": "bob@example.org",
                    "Mobile Number": "0400000005",
                },
            ),
            (3, {"Display Name": "Only a name"}),
        ],
    ),
    "trailing-separators.csv": Read(
        "text utf-8 ',' header 0",
        [
            (2, {"Name": "Ann", "Mobile": "0400000001"}),
            (3, {"Name": "Bob", "Mobile": "0400000002"}),
        ],
    ),
    "transmitsms.csv": Read(
        "text utf-8 ',' header 0",
        [
            (
                2,
                {
                    "Mobile": "61400000008",
                    "First Name": "Eve",
                    "Plan": "Gold",
                    "Renewal Date": "2026-03-01",
                },
            ),
            (3, {"Mobile": "61400000009", "First Name": "Fay", "Last Name": "O'Neil"}),
        ],
    ),
    "vertical-tabs.csv": Read(
        "text utf-8 ',' header 0",
        [(2, {"Name": "Ann", "Note": "a\x0bb\x0cc\u2028d\x85e", "Mobile": "0400000001"})],
    ),
    "white-space-rows.csv": Read(
        "text utf-8 ',' header 0", [(3, {"Name": "Ann", "Mobile": "0400000001"})]
    ),
    "white-space.csv": (
        "This file holds nothing but white space. Nothing was imported. Choose the file "
        "with the list of contacts."
    ),
    "wide.csv": Read(
        "text utf-8 ',' header 0 unclear", [(2, {"h0": "Ann", "h2999": "0400000001"})]
    ),
    "word.doc": (
        "This is a Word document, not a list of contacts. Nothing was imported. Copy the "
        "table in it and paste it into SMS Book."
    ),
    "zeros.csv": (
        "This file holds nothing but white space. Nothing was imported. Choose the file "
        "with the list of contacts."
    ),
}
