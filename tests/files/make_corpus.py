"""Writes the corpus: `python -m tests.files.make_corpus`. The same bytes at each run.

Exports have the headers and quirks of the real programs, with people who do not exist. Files that
a fuzzing run found are kept as they are, in `corpus/found`.
"""

import csv
import io
import struct
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal

import xlsxwriter

from tests.files.binary_files import Rows, ods, ole, xls, xlsb, zipped
from tests.files.markup_files import excel_xml, web_pages

CORPUS = Path(__file__).parent / "corpus"


def _heads(text: str) -> list[str]:
    return text.split(",")


OUTLOOK_EN = _heads(
    "Title,First Name,Middle Name,Last Name,Suffix,Company,Department,Job Title,"
    "Business Street,Business Street 2,Business Street 3,Business City,Business State,"
    "Business Postal Code,Business Country/Region,Home Street,Home Street 2,Home Street 3,"
    "Home City,Home State,Home Postal Code,Home Country/Region,Other Street,Other Street 2,"
    "Other Street 3,Other City,Other State,Other Postal Code,Other Country/Region,"
    "Assistant's Phone,Business Fax,Business Phone,Business Phone 2,Callback,Car Phone,"
    "Company Main Phone,Home Fax,Home Phone,Home Phone 2,ISDN,Mobile Phone,Other Fax,"
    "Other Phone,Pager,Primary Phone,Radio Phone,TTY/TDD Phone,Telex,Account,Anniversary,"
    "Assistant's Name,Billing Information,Birthday,Business Address PO Box,Categories,"
    "Children,Directory Server,E-mail Address,E-mail Type,E-mail Display Name,Gender,"
    "Government ID Number,Hobby,Home Address PO Box,Initials,Internet Free Busy,Keywords,"
    "Language,Location,Manager's Name,Mileage,Notes,Priority,Private,Profession,Referred By,"
    "Sensitivity,Spouse,User 1,User 2,User 3,User 4,Web Page"
)
OUTLOOK_DE = _heads(
    "Anrede,Vorname,Weitere Vornamen,Nachname,Suffix,Firma,Abteilung,Position,"
    "Straße geschäftlich,Ort geschäftlich,Postleitzahl geschäftlich,Land/Region geschäftlich,"
    "Straße privat,Ort privat,Fax geschäftlich,Telefon geschäftlich,Telefon geschäftlich 2,"
    "Rückmeldung,Autotelefon,Telefon Firma,Fax privat,Telefon (privat),Telefon (privat 2),"
    "ISDN,Mobiltelefon,Weiteres Fax,Weiteres Telefon,Pager,Haupttelefon,Geburtstag,"
    "Kategorien,E-Mail-Adresse,E-Mail-Typ,E-Mail: Angezeigter Name,Notizen,Priorität,Privat,"
    "Vertraulichkeit,Webseite"
)
GOOGLE = _heads(
    "First Name,Middle Name,Last Name,Phonetic First Name,Phonetic Middle Name,"
    "Phonetic Last Name,Name Prefix,Name Suffix,Nickname,File As,Organization Name,"
    "Organization Title,Organization Department,Birthday,Notes,Photo,Labels,E-mail 1 - Label,"
    "E-mail 1 - Value,Phone 1 - Label,Phone 1 - Value,Phone 2 - Label,Phone 2 - Value,"
    "Website 1 - Label,Website 1 - Value"
)
THUNDERBIRD = _heads(
    "First Name,Last Name,Display Name,Nickname,Primary Email,Secondary Email,Screen Name,"
    "Work Phone,Home Phone,Fax Number,Pager Number,Mobile Number,Home Address,Home Address 2,"
    "Home City,Home State,Home ZipCode,Home Country,Work Address,Work Address 2,Work City,"
    "Work State,Work ZipCode,Work Country,Job Title,Department,Organization,Web Page 1,"
    "Web Page 2,Birth Year,Birth Month,Birth Day,Custom 1,Custom 2,Custom 3,Custom 4,Notes"
)
CLICKSEND = _heads(
    "Phone Number,First Name,Last Name,Email,Fax Number,Address Line 1,Address Line 2,City,"
    "State,Postal Code,Country,Organization Name,Custom 1,Custom 2,Custom 3,Custom 4"
)
TRANSMITSMS = ["Mobile", "First Name", "Last Name", "Plan", "Renewal Date"]

People = Sequence[Mapping[str, str]]


def table(
    headers: Sequence[str],
    people: People,
    *,
    separator: str = ",",
    quoting: Literal[0, 1] = csv.QUOTE_MINIMAL,
    ends: str = "\r\n",
) -> str:
    """Separated text with these headers and, of each person, what there is."""
    target = io.StringIO()
    writer = csv.DictWriter(
        target,
        headers,
        "",
        delimiter=separator,
        quoting=quoting,
        lineterminator=ends,
    )
    writer.writeheader()
    writer.writerows(people)
    return target.getvalue()


def exports() -> Iterator[tuple[str, bytes]]:
    """What the usual programs write."""
    note = "Met at the fair.\r\nCall back, please."
    yield (
        "outlook-en.csv",
        table(
            OUTLOOK_EN,
            [
                {
                    "First Name": "Zoë",
                    "Last Name": "O’Brien",
                    "Company": "Harbour Café",
                    "Home Phone": "",
                    "Mobile Phone": "0400 000 001",
                    "Business Phone": "(02) 9000 0001",
                    "Birthday": "0/0/00",
                    "E-mail Address": "zoe@example.org",
                    "Notes": note,
                    "Priority": "Normal",
                },
                {"First Name": "Ann", "Last Name": "Smith", "Mobile Phone": "+61 400 000 002"},
            ],
            quoting=csv.QUOTE_ALL,
        ).encode("cp1252"),
    )
    yield (
        "outlook-de.csv",
        table(
            OUTLOOK_DE,
            [
                {
                    "Anrede": "Frau",
                    "Vorname": "Jürgen",
                    "Nachname": "Groß",
                    "Firma": "Müller & Söhne",
                    "Mobiltelefon": "0170 1234567",
                    "Telefon geschäftlich": "+49 (30) 123456",
                },
                {"Vorname": "Änne", "Nachname": "Weiß", "Mobiltelefon": "0171/7654321"},
            ],
            separator=";",
        ).encode("cp1252"),
    )
    yield (
        "google.csv",
        table(
            GOOGLE,
            [
                {
                    "First Name": "María",
                    "Last Name": "Núñez",
                    "Labels": "* myContacts ::: Kunden",
                    "Phone 1 - Label": "Mobile",
                    "Phone 1 - Value": "+61 400 000 003 ::: +61 400 000 004",
                    "E-mail 1 - Label": "* Work",
                    "E-mail 1 - Value": "maria@example.org",
                    "Notes": 'Says "hi",\nand waves',
                },
                {"First Name": "王", "Last Name": "小明", "Phone 1 - Value": "+86 138 0013 8000"},
            ],
            ends="\n",
        ).encode(),
    )
    yield (
        "thunderbird.csv",
        table(
            THUNDERBIRD,
            [
                {
                    "First Name": "Bob",
                    "Last Name": "Brown",
                    "Display Name": "Bob Brown",
                    "Primary Email": "bob@example.org",
                    "Mobile Number": "0400000005",
                },
                {"Display Name": "Only a name"},
            ],
        ).encode(),
    )
    yield (
        "clicksend.csv",
        table(
            CLICKSEND,
            [
                {
                    "Phone Number": "+61400000006",
                    "First Name": "Cleo",
                    "Last Name": "Lee",
                    "Custom 1": "A1",
                },
                {"Phone Number": "+61400000007", "First Name": "Dan", "Country": "AU"},
            ],
            quoting=csv.QUOTE_ALL,
            ends="\n",
        ).encode(),
    )
    yield (
        "transmitsms.csv",
        table(
            TRANSMITSMS,
            [
                {
                    "Mobile": "61400000008",
                    "First Name": "Eve",
                    "Plan": "Gold",
                    "Renewal Date": "2026-03-01",
                },
                {"Mobile": "61400000009", "First Name": "Fay", "Last Name": "O'Neil"},
            ],
            ends="\n",
        ).encode(),
    )
    yield "apple.vcf", APPLE.replace("\n", "\r\n").encode()
    yield "android-2.1.vcf", ANDROID.replace("\n", "\r\n").encode()
    yield "cards-4.0.vcf", CARDS_4.encode()
    yield "excel-list.xlsx", excel_list()
    yield "excel-list.ods", ods(ODS_LIST)
    rows: Rows = [
        ["Name", "Handy", "Firma"],
        ["Jürgen Groß", 491701234567.0, "Müller"],
        ["Änne", "0171 7654321"],
    ]
    yield "excel-97.xls", xls({"Leer": [], "Kunden": rows})
    yield "excel-binary.xlsb", xlsb(rows)


APPLE = """\
BEGIN:VCARD
VERSION:3.0
PRODID:-//Apple Inc.//macOS 14.4//EN
N:Smith;Ann;Maria;Dr.;
FN:Dr. Ann Maria Smith
ORG:Harbour Dental;Reception
EMAIL;type=INTERNET;type=WORK;type=pref:ann@example.org
TEL;type=CELL;type=VOICE;type=pref:+61 400 000 010
TEL;type=WORK;type=VOICE:(02) 9000 0010
item1.TEL:0400 000 011
item1.X-ABLabel:_$!<Mobile>!$_
item2.TEL:0400 000 012
item2.X-ABLabel:Boat
NOTE:Likes tea\\, not coffee.\\nCall after 4 pm\\; never before: she sle
 eps.
PHOTO;ENCODING=b;TYPE=JPEG:/9j/4AAQSkZJRgABAQAAAQABAAD/2wBDAAEBAQEBAQEBAQEBAQEBAQEB
 AQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQH/2wBDAQEBAQEBAQEBAQEB
 TEL:not a number
CATEGORIES:Customers,VIP
END:VCARD
BEGIN:VCARD
VERSION:3.0
N:;;;;
FN:Harbour Dental
ORG:Harbour Dental;
TEL;type=MAIN:02 9000 0013
X-ABShowAs:COMPANY
END:VCARD
"""
ANDROID = """\
BEGIN:VCARD
VERSION:2.1
N;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:M=C3=BCller;J=C3=BC=
rgen;;;
FN;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:J=C3=BCrgen M=C3=BCller
TEL;CELL;PREF:0170-1234567
TEL;WORK;FAX:+4930123456
TEL;HOME:030123457
NOTE;ENCODING=QUOTED-PRINTABLE:one=0D=0A=
two
PHOTO;ENCODING=BASE64;JPEG:/9j/4AAQSkZJRgABAQ
 AAAQABAAD

END:VCARD
BEGIN:VCARD
VERSION:2.1
N:Weber;Eva
TEL;CELL:0171 7654321
"""
CARDS_4 = """\
BEGIN:VCARD
VERSION:4.0
KIND:individual
N:Doe;Jane;;;
FN:Jane Doe
TEL;VALUE=uri;PREF=1;TYPE="cell,voice":tel:+61-400-000-014
TEL;VALUE=uri;TYPE="work,voice":tel:+61-2-9000-0014;ext=102
EMAIL;TYPE=work:jane@example.org
EMAIL;TYPE=home:jane@home.example
END:VCARD
begin:vcard
version:4.0
kind:group
fn:Friends
member:urn:uuid:03a0e51f-d1aa-4385-8a53-e29025acd8af
end:vcard
BEGIN:VCARD
VERSION:4.0
FN:Broken
TEL:0400 000 015
END:VCAR
BEGIN:VCARD
VERSION:4.0
FN:Last
TEL:0400 000 016
END:VCARD
"""
ODS_LIST = (
    '<table:table table:name="Leer"><table:table-row table:number-rows-repeated="1048576">'
    '<table:table-cell table:number-columns-repeated="16384"/></table:table-row></table:table>'
    '<table:table table:name="Liste"><table:table-row>'
    '<table:table-cell office:value-type="string"><text:p>Nom</text:p></table:table-cell>'
    '<table:table-cell office:value-type="string"><text:p>Téléphone portable</text:p>'
    '</table:table-cell><table:table-cell office:value-type="string"><text:p>Depuis</text:p>'
    '</table:table-cell><table:table-cell table:number-columns-repeated="16381"/></table:table-row>'
    '<table:table-row><table:table-cell office:value-type="string"><office:annotation><text:p>Who?'
    "</text:p></office:annotation><text:p>Zoé<text:s/>Petit</text:p><text:p>(Lyon)</text:p>"
    '</table:table-cell><table:table-cell office:value-type="float" office:value="612345678">'
    '<text:p>0612 345 678</text:p></table:table-cell><table:table-cell office:value-type="date" '
    'office:date-value="2024-03-01"><text:p>01/03/24</text:p></table:table-cell></table:table-row>'
    '<table:table-row table:number-rows-repeated="3"><table:table-cell/></table:table-row>'
    '<table:table-row><table:table-cell office:value-type="string"><text:p>Luc</text:p>'
    '</table:table-cell><table:table-cell office:value-type="float" office:value="33612345679">'
    "<text:p>3.36E+10</text:p></table:table-cell></table:table-row>"
    '<table:table-row table:number-rows-repeated="1048500"><table:table-cell '
    'table:number-columns-repeated="16384"/></table:table-row></table:table>'
)


def excel_list() -> bytes:
    """A list as people keep it: a title, a gap, numbers as numbers, dates, a mask, merged cells."""
    target = io.BytesIO()
    with xlsxwriter.Workbook(target, {"in_memory": True}) as book:
        book.set_properties({"created": datetime(2024, 1, 1, tzinfo=UTC)})
        book.add_worksheet("Notes")
        sheet = book.add_worksheet("Members")
        mask = book.add_format({"num_format": "0000 000 000"})
        day = book.add_format({"num_format": "d/mm/yyyy"})
        sheet.merge_range("A1:E1", "Members of the rowing club")
        headers = ("Surname", "Given name", "Ph", "Mobile", "Joined", "Mobile")
        for column, name in enumerate(headers):
            sheet.write(2, column, name)
        sheet.write_row(3, 0, ["Smith", "Ann", 290000001, 400000001])
        sheet.write_datetime(3, 4, datetime(2024, 3, 1), day)  # noqa: DTZ001 - Excel has no zones
        sheet.write_row(4, 0, ["Lee", "Bo", ""])
        sheet.write_number(4, 3, 400000002, mask)
        sheet.write_number(
            4, 4, 45352.604166666664, book.add_format({"num_format": "yyyy-mm-dd hh:mm"})
        )
        sheet.write_row(6, 0, ["Wu", "Cy", 4.0e8, "4.0E+08", True, 0.5])
        sheet.write_formula(6, 2, '="04"&"00000003"', None, "0400000003")
    return target.getvalue()


def small_xlsx(rows: Sequence[Sequence[str | float]]) -> bytes:
    """A plain workbook."""
    target = io.BytesIO()
    with xlsxwriter.Workbook(target, {"in_memory": True}) as book:
        book.set_properties({"created": datetime(2024, 1, 1, tzinfo=UTC)})
        sheet = book.add_worksheet()
        for at, row in enumerate(rows):
            sheet.write_row(at, 0, row)
    return target.getvalue()


LIST = "First name,Mobile,Note\r\nAnn,0400 000 001,tea\r\nBob,0400 000 002,\r\n"


def encodings() -> Iterator[tuple[str, bytes]]:
    """One list in all encodings, and what damage does to them."""
    names = "Name;Mobile\nZoë Müller;0400 000 001\nJosé Núñez;0400 000 002\nAnn;0400 000 003\n"
    for name, codec in (
        ("utf8", "utf-8"),
        ("utf8-bom", "utf-8-sig"),
        ("utf16-bom", "utf-16"),
        ("cp1252", "cp1252"),
    ):
        yield f"encoding-{name}.csv", names.encode(codec)
    yield "encoding-utf16le.csv", names.encode("utf-16-le")
    yield "encoding-utf16be.csv", names.encode("utf-16-be")
    yield "encoding-utf32.csv", names.encode("utf-32")
    yield "encoding-mac.csv", names.replace("\n", "\r").encode("mac_roman")
    yield "encoding-mac-lf.csv", names.encode("mac_roman")
    yield "half-character.csv", names.encode() + b"Bj\xc3\xb6rn;0400 000 004\nJos\xc3"
    yield "half-character-1252.csv", b"Mobile,Name\n0400 000 001,Jos\xe9"
    yield "one-bad-byte.csv", names.encode() + b"B\xffb;0400 000 004\n"
    yield "excel-unicode.txt", names.replace(";", "\t").replace("\n", "\r\n").encode("utf-16")


def nasty_texts() -> Iterator[tuple[str, bytes]]:
    """Separated text that others refuse, or read wrongly in silence."""
    yield (
        "mixed-line-ends.csv",
        b"Name,Mobile\nAnn,0400000001\r\nBob,0400000002\rCy,0400000003\n\r\nDi,0400000004",
    )
    yield (
        "stray-quotes.csv",
        (
            b'Name,Mobile,Note\nAnn "Nick" Lee,0400000001,5" pipe\nBob,"0400000002,open\n'
            b'Cy,0400000003,fine\n"Di "the one" Wu",0400000004,x\nEd,0400000005,y\n'
        ),
    )
    yield (
        "missing-closing-quote.csv",
        (
            b'"Name","Mobile"\n"Ann","0400000001"\n"Bob","0400000002\n"Cy","0400000003"\n'
            b'"Di","0400000004"\n'
        ),
    )
    yield "lone-quote-at-the-end.csv", b'Name,Mobile\nAnn,0400000001\nBob,0400000002\n"'
    yield (
        "quoted-line-breaks.csv",
        (
            b'Name,Address,Mobile\r\nAnn,"1 Sea St\r\nSydney","0400000001"\r\n'
            b'Bob,"2 Bay Rd\n\nPerth",0400000002\r\n'
        ),
    )
    yield (
        "nul-bytes.csv",
        b"Name,Mobile\nAnn,0400000001\nB\0ob,0400\x00000002\n\0\0\0\nCy,0400000003\n",
    )
    yield (
        "megabyte-cell.csv",
        b"Name,Mobile,Note\nAnn,0400000001," + b"x" * (1 << 20) + b"\nBob,0400000002,y\n",
    )
    yield "sep-line.csv", b"sep=;\r\nName;Mobile\r\nAnn;0400000001\r\n"
    yield "sep-line-odd.csv", b'"sep=^"\r\nName^Mobile\r\nAnn^0400000001\r\n'
    yield "pipes.txt", b"Name|Mobile\nAnn, Ms|0400000001\nBob, Mr|0400000002\n"
    yield "commas-in-names.csv", b"Name;Mobile\nLee, Ann;0400000001\nWu, Bob;0400000002\n"
    yield (
        "header-after-title.csv",
        (
            b"Customers of March,,\n,,\nprinted 1/3/2024,,\nGiven name,Surname,Ph\n"
            b"Ann,Lee,0400000001\n"
        ),
    )
    yield "no-header.csv", b"0400000001,Ann,Lee\n0400000002,Bob,Wu\n"
    yield "numbers-only.txt", b"0400 000 001\n0400 000 002\n+61 400 000 003\n"
    yield "duplicate-headers.csv", b"Phone,phone,,Phone (2)\n0400000001,0400000002,x,y\n"
    yield "header-only.csv", b"First name,Last name,Mobile\n"
    yield "ragged.csv", b"Name,Mobile\nAnn\nBob,0400000002,extra,more\n,,\nCy,0400000003\n"
    yield (
        "right-to-left.csv",
        "שם,טלפון\n\u200fדנה\u200e,\u202a050-1234567\u202c\nzero\u200bwidth,050\u00a07654321\n".encode(),
    )
    yield "white-space-rows.csv", b"Name,Mobile\n \t , \nAnn,0400000001\n\n   \n"
    yield "vertical-tabs.csv", "Name,Note,Mobile\nAnn,a\x0bb\x0cc\u2028d\x85e,0400000001\n".encode()
    yield "trailing-separators.csv", b"Name,Mobile,,,,\nAnn,0400000001,,,,\nBob,0400000002,,,,\n"
    yield "exponents.csv", b"Name,Mobile\nAnn,4.0E+08\nBob,6.14E+10\nCy,400000003.0\n"
    yield (
        "quotes-everywhere.csv",
        b'"","""",""""""\n"Name","Mobile","x"\n"A""n""n","0400000001",""\n',
    )
    yield "tabs.tsv", b'Name\tMobile\n"Ann\tLee"\t0400000001\n'
    yield (
        "wide.csv",
        ",".join(f"h{at}" for at in range(3000)).encode()
        + b"\nAnn"
        + b"," * 2999
        + b"0400000001\n",
    )


def wrong_files() -> Iterator[tuple[str, bytes]]:
    """What is no list, or not what its name says."""
    picture = b"\xff\xd8\xff\xe0\x00\x10JFIF\x00\x01" + bytes(range(256)) * 4
    yield "photo.csv", picture
    yield "picture.vcf", b"\x89PNG\r\n\x1a\n" + bytes(64)
    yield "really-a-workbook.csv", small_xlsx([["Name", "Mobile"], ["Ann", 400000001]])
    yield "really-text.xlsx", LIST.encode()
    yield "really-cards.csv", APPLE.encode("utf-16")
    yield "letter.pdf", b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n"
    yield "people.accdb", b"\0\x01\0\0Standard ACE DB\0" + bytes(100)
    yield "people.numbers", zipped({"Index/Document.iwa": b"x", "Metadata/Properties.plist": b""})
    yield "letter.docx", zipped({"[Content_Types].xml": "", "word/document.xml": "<w/>"})
    yield "archive.zip", zipped({"list.csv": LIST})
    yield "people.json", b'[{"name": "Ann"}]'
    yield "people.ldif", b"dn: cn=Ann\ncn: Ann\n"
    yield "calendar.ics", b"BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n"
    yield "outlook.pst", b"!BDN" + bytes(100)
    yield "empty.csv", b""
    yield "white-space.csv", b"\xef\xbb\xbf \r\n\t\r\n"
    yield "no-text.csv", bytes(range(1, 32)) * 40
    yield "zeros.csv", bytes(1000)
    yield "word.doc", ole({"WordDocument": b"x" * 5000})


def nasty_workbooks() -> Iterator[tuple[str, bytes]]:
    """Workbooks that crash others."""
    yield "password.xlsx", ole({"EncryptionInfo": b"\4\0\4\0" * 4, "EncryptedPackage": b"x" * 5000})
    yield "password.xls", xls({"List": [["Mobile"], ["0400000001"]]}, locked=True)
    manifest = "<manifest><encryption-data/></manifest>"
    yield "password.ods", ods("", more={"META-INF/manifest.xml": manifest})
    yield "empty-sheet.xlsx", small_xlsx([])
    yield "empty-first-sheet.xlsx", excel_empty_first()
    yield "columns-16384.xlsx", many_columns()
    yield "far-apart.xlsx", far_apart()
    whole = excel_list()
    yield "cut-off.xlsx", whole[: len(whole) // 2]
    yield "bad-checksum.xlsx", with_wrong_checksum(whole)
    yield "cut-off.xls", xls({"List": [["Mobile"], ["0400000001"]]})[:2000]
    yield "lying.xls", lying_xls()
    yield "bomb.xlsx", bomb()
    yield (
        "entities.xlsx",
        with_sheet(
            '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>'
            '<worksheet><sheetData><row><c t="inlineStr"><is><t>&b;</t></is></c></row></sheetData>'
            "</worksheet>"
        ),
    )
    yield (
        "prefixed.xlsx",
        with_sheet(
            '<x:worksheet xmlns:x="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
            '<x:sheetData><x:row><x:c t="inlineStr"><x:is><x:t>Mobile</x:t></x:is></x:c></x:row>'
            '<x:row><x:c><x:v>4.00000001E8</x:v></x:c><x:c t="e"><x:v>#N/A</x:v></x:c></x:row>'
            "</x:sheetData></x:worksheet>"
        ),
    )
    yield (
        "repeated.ods",
        ods(
            '<table:table table:name="T"><table:table-row table:number-rows-repeated="1000000">'
            '<table:table-cell table:number-columns-repeated="16000" office:value-type="string">'
            "<text:p>0400000001</text:p></table:table-cell></table:table-row></table:table>"
        ),
    )


def many_columns() -> bytes:
    """As many as Excel has, each with a name."""
    names = ["Mobile", *(f"Field {at}" for at in range(2, 16385))]
    return small_xlsx([names, [400000001, "x"]])


def with_wrong_checksum(content: bytes) -> bytes:
    """Some bytes of the largest sheet are zero."""
    at = content.index(b"xl/worksheets/sheet2.xml") + 200
    return content[:at] + bytes(20) + content[at + 20 :]


def excel_empty_first() -> bytes:
    """The list stands on the second sheet; the third is hidden."""
    target = io.BytesIO()
    with xlsxwriter.Workbook(target, {"in_memory": True}) as book:
        book.set_properties({"created": datetime(2024, 1, 1, tzinfo=UTC)})
        book.add_worksheet("Blank")
        for name in ("List", "Old"):
            book.add_worksheet(name).write_column(0, 0, ["Mobile", f"0400 {name}", "0400000001"])
        book.worksheets()[2].hide()
    return target.getvalue()


def far_apart() -> bytes:
    """A stray key press at the far corner."""
    target = io.BytesIO()
    with xlsxwriter.Workbook(target, {"in_memory": True}) as book:
        book.set_properties({"created": datetime(2024, 1, 1, tzinfo=UTC)})
        sheet = book.add_worksheet()
        sheet.write_column(0, 0, ["Mobile", "0400000001"])
        sheet.write(1048575, 0, "0400000002")
        sheet.write(1048575, 16383, "x")
    return target.getvalue()


def with_sheet(sheet: str | bytes) -> bytes:
    """A workbook with this XML as its only sheet."""
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    package = "http://schemas.openxmlformats.org/package/2006/relationships"
    return zipped(
        {
            "[Content_Types].xml": "<Types/>",
            "_rels/.rels": f'<Relationships xmlns="{package}"><Relationship Id="rId1" '
            f'Type="{office}/officeDocument" Target="/xl/workbook.xml"/></Relationships>',
            "xl/workbook.xml": f'<workbook xmlns:r="{office}"><sheets><sheet name="S" sheetId="1" '
            'r:id="rId1"/></sheets></workbook>',
            "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{package}"><Relationship '
            f'Id="rId1" Type="{office}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
            "xl/worksheets/sheet1.xml": sheet,
        }
    )


def bomb() -> bytes:
    """A hundred megabytes of nothing in a hundred kilobytes."""
    return with_sheet(b"<worksheet><sheetData>" + b" " * (100 << 20) + b"</sheetData></worksheet>")


def lying_xls() -> bytes:
    """A workbook with a cell in row 65536 and column 65536, which no XLS can have."""
    data = xls({"List": [["Mobile"], [400000001.0]]})
    number = struct.pack("<HHHHH", 0x203, 14, 1, 0, 0)
    assert data.count(number) == 1
    return data.replace(number, struct.pack("<HHHHH", 0x203, 14, 0xFFFF, 0xFFFF, 0))


def main() -> None:
    """Writes all files."""
    kinds = (exports, encodings, nasty_texts, wrong_files, nasty_workbooks, web_pages, excel_xml)
    for kind in kinds:
        for name, content in kind():
            (CORPUS / name).write_bytes(content)


if __name__ == "__main__":
    main()
