"""What comes of each file of the corpus that is a list in HTML or in Excel 2003's XML."""

from collections.abc import Mapping

from tests.files.expected import Read

EXPECTED_MARKUP: Mapping[str, Read | str] = {
    "web-page.xls": (
        "This is a web page, whatever its name says, not a list of contacts. Nothing was "
        "imported. Open it in Excel and save it as .xlsx, or copy the table in the "
        "browser and paste it into SMS Book."
    ),
    "packed.xls": (
        "This is a web page packed like a mail (MHTML), not a list of contacts. Nothing was "
        "imported. Open it in Excel and save it as .xlsx, and import that."
    ),
    "no-table.html": (
        "This is a web page, whatever its name says, not a list of contacts. Nothing was "
        "imported. Open it in Excel and save it as .xlsx, or copy the table in the "
        "browser and paste it into SMS Book."
    ),
    "php-export.xls": Read(
        "page cp1252 Table 1 header 1",
        [
            (
                3,
                {
                    "Name": "Jürgen Groß",
                    "Handy": "0412 345 678",
                    "Bemerkung": "– zahlt pünktlich –",
                },
            ),
            (4, {"Name": "Änne & Co", "Handy": "61412345679", "Bemerkung": "5 < 6"}),
            (6, {"Name": "Zoé", "Handy": "0412 345 680"}),
        ],
    ),
    "php-notice.xls": Read(
        "page utf-8 Table 1 header 0",
        [(2, {"Name": "Åsa", "Mobile": "070-123 45 67"})],
    ),
    "styled.html": Read(
        "page utf-8 Table 1 header 0",
        [
            (2, {"Name": "Ann Berg", "Key": "k1", "Mobile": "0400 000 001"}),
            (3, {"Name": "Ben Cole", "Key": "k2", "Mobile": "0400 000 002"}),
            (4, {"Name": "Cas Dunn", "Key": "k3", "Mobile": "0400 000 003"}),
            (5, {"Name": "Dot Eaton", "Key": "k4", "Mobile": "0400 000 004"}),
        ],
        (
            "2 of 4 rows are hidden in the sheet (rows 3, 4).",
            "1 of 4 rows is struck through in the sheet (row 5).",
        ),
    ),
    "members.html": Read(
        "page utf-8 Table 2: Members & friends header 0 unclear",
        [
            (
                2,
                {
                    "First name": "Zoë",
                    "Last name": "O’Brien",
                    "Mobile": "0400 000 001",
                    "Address": "1 Sea St\nSydney",
                },
            ),
            (
                3,
                {
                    "First name": "Bo",
                    "Last name": "Lee",
                    "Mobile": "0400 000 002",
                    "Address": "2 Bay Rd\nPerth",
                },
            ),
            (4, {"Last name": "Wu", "Mobile": "0400 000 003"}),
        ],
    ),
    "nested.htm": Read(
        "page utf-8 Table 2 header 0 unclear",
        [
            (2, {"Name": "Ann", "Phone": "0400000001", "Note": "tea"}),
            (3, {"Name": "Bob", "Phone": "0400000002"}),
            (4, {"Name": "Cy, no number", "Note": "x"}),
        ],
    ),
    "excel-page.htm": Read(
        "page cp1252 Table 1 header 0",
        [
            (2, {"Surname": "Café", "Given name": "Zoë", "Mobile": "0400 000 001"}),
            (3, {"Surname": "Lee", "Given name": "Bo", "Mobile": "61400000002"}),
        ],
    ),
    "excel-page-utf16.htm": Read(
        "page utf-16 Table 1 header 0",
        [
            (2, {"Surname": "Café", "Given name": "Zoë", "Mobile": "0400 000 001"}),
            (3, {"Surname": "Lee", "Given name": "Bo", "Mobile": "61400000002"}),
        ],
    ),
    "declares-utf8.html": Read(
        "page cp1252 Table 1 header 0",
        [(2, {"Name": "José Müller", "Mobile": "0400 000 001"})],
    ),
    "declares-latin.html": Read(
        "page utf-8 Table 1 header 0",
        [(2, {"Name": "José Müller", "Mobile": "0400 000 001"})],
    ),
    "declares-cyrillic.xls": Read(
        "page cp1251 Table 1 header 0",
        [(2, {"Name": "Анна", "Mobile": "0400 000 001"})],
    ),
    "declares-nonsense.html": Read(
        "page cp1252 Table 1 header 0",
        [(2, {"Name": "José", "Mobile": "0400 000 001"})],
    ),
    "bad-byte.html": Read(
        "page utf-8 Table 1 header 0 unclear",
        [(2, {"Name": "Zoë�", "Mobile": "0400 000 001"})],
        notes=("Some characters cannot be read and show as “�” (line 2).",),
    ),
    "cut-off.html": Read(
        "page utf-8 Table 2: Members & friends header 0 unclear",
        [
            (
                2,
                {
                    "First name": "Zoë",
                    "Last name": "O’Brien",
                    "Mobile": "0400 000 001",
                    "Address": "1 Sea St\nSydney",
                },
            ),
            (
                3,
                {
                    "First name": "Bo",
                    "Last name": "Lee",
                    "Mobile": "0400 000 002",
                    "Address": "2 Bay Rd\nPerth",
                },
            ),
        ],
        notes=("The file ends in the middle of the table; rows may be missing (line 4).",),
    ),
    "xml-excel.xls": (
        "This workbook has no sheet with cells. Nothing was imported. Choose another file."
    ),
    "xml-list.xls": Read(
        "workbook Members & friends header 2 unclear",
        [
            (
                4,
                {
                    "Surname": "Groß",
                    "Given name": "Ann\nMaria",
                    "Ph": "290000001",
                    "Mobile": "0400 000 001",
                    "Joined": "2024-03-01",
                    "Paid": "TRUE",
                },
            ),
            (
                6,
                {
                    "Surname": "Lee",
                    "Mobile": "0400 000 002",
                    "Joined": "2024-03-01 14:30",
                    "Paid": "FALSE",
                },
            ),
            (
                8,
                {
                    "Surname": "Wu, Cy",
                    "Ph": "61400000003",
                    "Mobile": "0412 345 678",
                    "Joined": "18:00",
                    "Paid": "#N/A",
                },
            ),
        ],
        notes=("Spreadsheet errors, such as #N/A, count as blank cells (line 8).",),
    ),
    "xml-list.xml": Read(
        "workbook Members & friends header 2 unclear",
        [
            (
                4,
                {
                    "Surname": "Groß",
                    "Given name": "Ann\nMaria",
                    "Ph": "290000001",
                    "Mobile": "0400 000 001",
                    "Joined": "2024-03-01",
                    "Paid": "TRUE",
                },
            ),
            (
                6,
                {
                    "Surname": "Lee",
                    "Mobile": "0400 000 002",
                    "Joined": "2024-03-01 14:30",
                    "Paid": "FALSE",
                },
            ),
            (
                8,
                {
                    "Surname": "Wu, Cy",
                    "Ph": "61400000003",
                    "Mobile": "0412 345 678",
                    "Joined": "18:00",
                    "Paid": "#N/A",
                },
            ),
        ],
        notes=("Spreadsheet errors, such as #N/A, count as blank cells (line 8).",),
    ),
    "xml-latin.xls": Read(
        "workbook Liste header 0",
        [(2, {"Nom": "Zoé Müller", "Portable": "0612 345 678"})],
    ),
    "xml-lying.xls": Read(
        "workbook Liste header 0",
        [(2, {"Nom": "Zoé Müller", "Portable": "0612 345 678"})],
    ),
    "xml-cut-off.xls": (
        "This file is damaged: a part of it is missing or unreadable. Nothing was "
        "imported. Open it in the program that made it and save it again, or download it "
        "again."
    ),
    "xml-entities.xls": (
        "This file is damaged: a part of it is missing or unreadable. Nothing was "
        "imported. Open it in the program that made it and save it again, or download it "
        "again."
    ),
    "people.xml": (
        "This is an XML file, not a list of contacts. Nothing was imported. Open it in "
        "the program that made it, save it as CSV or Excel (.xlsx), and import that."
    ),
}
