"""Columns are recognised as the exports of other programs, and our own, name them."""

import pytest

from smsbook_gui.domain.column_words import FULL_NAMES, PHONES, TARGETS, header_key
from smsbook_gui.domain.columns import recognise
from smsbook_gui.domain.contact import ContactField
from smsbook_gui.domain.importing import OtherTarget, Target
from smsbook_gui.domain.tabular import SourceRow

FIRST, LAST = ContactField.FIRST_NAME, ContactField.LAST_NAME
COMPANY = ContactField.COMPANY
PHONE = 1
"""The column of numbers that counts first; the next one is 2."""
NAME, BOOK = OtherTarget.FULL_NAME, OtherTarget.BOOK
C1, C2 = ContactField.CUSTOM_1, ContactField.CUSTOM_2
LABELS = ("Custom 1", "Custom 2", "Custom 3", "Custom 4")


def sample(*rows: tuple[str, ...]) -> list[SourceRow]:
    return [SourceRow(number, cells) for number, cells in enumerate(rows, 2)]


def found(
    headers: str, *rows: tuple[str, ...], labels: tuple[str, ...] = LABELS
) -> dict[str, Target | int]:
    """What was recognised, by header; a column of numbers with its place in their order."""
    names = headers.split("|")
    columns, numbers = recognise(names, sample(*rows), labels, "AU")
    assert len(columns) == len(names)
    phones = {place for place, target in enumerate(columns) if target is ContactField.PHONE_NUMBER}
    assert phones == {each.column for each in numbers}
    assert len(phones) == len(numbers)
    targets = {n: target for n, target in zip(names, columns, strict=True) if target is not None}
    return targets | {names[each.column]: rank for rank, each in enumerate(numbers, 1)}


def order(headers: str) -> dict[str, Target | int]:
    """Columns of numbers, the best one first."""
    return {header: rank for rank, header in enumerate(headers.split("|"), 1)}


OUTLOOK = (
    "Title|First Name|Middle Name|Last Name|Suffix|Company|Department|Job Title|Business Street|"
    "Business City|Business Fax|Business Phone|Business Phone 2|Company Main Phone|Home Fax|"
    "Home Phone|Mobile Phone|Other Phone|Pager|Primary Phone|Categories|E-mail Address|Notes"
)
OUTLOOK_GERMAN = (
    "Anrede|Vorname|Weitere Vornamen|Nachname|Suffix|Firma|Abteilung|Position|Straße geschäftlich|"
    "Fax geschäftlich|Telefon geschäftlich|Telefon geschäftlich 2|Telefon privat|Mobiltelefon|"
    "Weiteres Telefon|E-Mail-Adresse"
)
OUTLOOK_FRENCH = (
    "Titre|Prénom|Deuxième prénom|Nom|Suffixe|Société|Service|Rue (bureau)|Télécopie (bureau)|"
    "Téléphone (bureau)|Téléphone (domicile)|Tél. mobile|Autre téléphone|Adresse de messagerie"
)
OUTLOOK_SPANISH = (
    "Tratamiento|Nombre|Segundo nombre|Apellidos|Sufijo|Organización|Departamento|Fax del trabajo|"
    "Teléfono del trabajo|Teléfono particular|Teléfono móvil|Otro teléfono"
)
OUTLOOK_ITALIAN = "Titolo|Nome|Secondo nome|Cognome|Società|Ufficio|Abitazione|Cellulare"
OUTLOOK_DUTCH = (
    "Titel|Voornaam|Middelste naam|Achternaam|Bedrijf|Fax op werk|Telefoon op werk|Telefoon thuis|"
    "Mobiele telefoon"
)
OUTLOOK_POLISH = (
    "Tytuł|Imię|Drugie imię|Nazwisko|Firma|Faks służbowy|Telefon służbowy|Telefon domowy|"
    "Telefon komórkowy"
)
OUTLOOK_PORTUGUESE = (
    "Título|Nome|Segundo nome|Apelido|Empresa|Fax da empresa|Telefone do emprego|"
    "Telefone de casa|Telemóvel"
)
OUTLOOK_SWEDISH = (
    "Titel|Förnamn|Mellannamn|Efternamn|Företag|Fax, arbete|Telefon, arbete|Telefon, hem|"
    "Mobiltelefon"
)
OUTLOOK_DANISH = (
    "Titel|Fornavn|Mellemnavn|Efternavn|Virksomhed|Fax (arb.)|Telefon (arb.)|Hjemmetelefon|"
    "Mobiltelefon"
)
OUTLOOK_NORWEGIAN = (
    "Tittel|Fornavn|Mellomnavn|Etternavn|Firma|Telefaks, arbeid|Telefon, arbeid|"
    "Telefon, hjemme|Mobiltelefon"
)
THUNDERBIRD = (
    "First Name,Last Name,Display Name,Nickname,Primary Email,Secondary Email,Screen Name,"
    "Work Phone,Home Phone,Fax Number,Pager Number,Mobile Number,Home Address,Organization"
).replace(",", "|")
GOOGLE = (
    "First Name|Middle Name|Last Name|Organization Name|Labels|E-mail 1 - Value|"
    "Phone 1 - Label|Phone 1 - Value|Phone 2 - Label|Phone 2 - Value"
)
GOOGLE_ROWS = (
    ("Anna", "", "Berg", "", "", "", "Work", "02 9374 4000", "* Mobile", "0491 570 006"),
    ("Ben", "", "Cole", "", "", "", "Work", "02 9374 4001", "Mobile", "0491 570 156"),
)


@pytest.mark.parametrize(
    ("headers", "rows", "expected"),
    [
        (
            OUTLOOK,
            (),
            {"First Name": FIRST, "Last Name": LAST, "Company": COMPANY}
            | order(
                "Mobile Phone|Primary Phone|Business Phone|Business Phone 2|Home Phone|"
                "Company Main Phone|Other Phone"
            ),
        ),
        (
            OUTLOOK_GERMAN,
            (),
            {"Vorname": FIRST, "Nachname": LAST, "Firma": COMPANY}
            | order(
                "Mobiltelefon|Telefon geschäftlich|Telefon geschäftlich 2|Telefon privat|"
                "Weiteres Telefon"
            ),
        ),
        *(
            (
                headers,
                (),
                {first: FIRST, last: LAST, company: COMPANY, mobile: 1, work: 2, home: 3},
            )
            for headers in (
                *(OUTLOOK_ITALIAN, OUTLOOK_DUTCH, OUTLOOK_POLISH, OUTLOOK_PORTUGUESE),
                *(OUTLOOK_SWEDISH, OUTLOOK_DANISH, OUTLOOK_NORWEGIAN),
            )
            for _, first, _, last, company, *_, work, home, mobile in [headers.split("|")]
        ),
        (
            "customerId|firstName|lastName|companyName|emailAddress|homePhone|faxNumber|mobilePhone",
            (),
            {"firstName": FIRST, "lastName": LAST, "companyName": COMPANY}
            | order("mobilePhone|homePhone"),
        ),
        ("SMSNumber|FamilyName", (), {"SMSNumber": PHONE, "FamilyName": LAST}),
        (
            "Co./Last Name|First Name|Card ID|Phone # 1|Associated Company",
            (),
            {
                "Co./Last Name": LAST,
                "First Name": FIRST,
                "Phone # 1": PHONE,
                "Associated Company": COMPANY,
            },
        ),
        (
            "Surname/Company|Given Name|Practice|Mobile #",
            (),
            {
                "Surname/Company": LAST,
                "Given Name": FIRST,
                "Practice": COMPANY,
                "Mobile #": PHONE,
            },
        ),
        ("Clinic|Navn|Mobilnr.", (), {"Clinic": COMPANY, "Navn": NAME, "Mobilnr.": PHONE}),
        (
            OUTLOOK_FRENCH,
            (),
            {"Prénom": FIRST, "Nom": LAST, "Société": COMPANY}
            | order("Tél. mobile|Téléphone (bureau)|Téléphone (domicile)|Autre téléphone"),
        ),
        (
            OUTLOOK_SPANISH,
            (),
            {"Nombre": FIRST, "Apellidos": LAST, "Organización": COMPANY}
            | order("Teléfono móvil|Teléfono del trabajo|Teléfono particular|Otro teléfono"),
        ),
        (
            THUNDERBIRD,
            (),
            {
                "First Name": FIRST,
                "Last Name": LAST,
                "Display Name": NAME,
                "Organization": COMPANY,
            }
            | order("Mobile Number|Work Phone|Home Phone"),
        ),
        (
            GOOGLE,
            GOOGLE_ROWS,
            {
                "First Name": FIRST,
                "Last Name": LAST,
                "Organization Name": COMPANY,
            }
            | order("Phone 1 - Value|Phone 2 - Value"),
        ),
        (
            (
                "First name|Last name|Full name|Company|Number (mobile)|Number (mobile) 2|Number|"
                "Number (work)|Number (home)|Number (other)"
            ),
            (),
            {"First name": FIRST, "Last name": LAST, "Full name": NAME, "Company": COMPANY}
            | order(
                "Number (mobile)|Number (mobile) 2|Number|Number (work)|Number (home)|"
                "Number (other)"
            ),
        ),
        (
            "mobile|first name|last name|organization|custom 1|custom 2|list name",
            (),
            {
                "mobile": PHONE,
                "first name": FIRST,
                "last name": LAST,
                "organization": COMPANY,
                "custom 1": C1,
                "custom 2": C2,
                "list name": BOOK,
            },
        ),
        (
            "Phone Number|custom_1|custom_2",
            (),
            {"Phone Number": PHONE, "custom_1": C1, "custom_2": C2},
        ),
        (
            "Given name|Surname|Ph|Organisation",
            (),
            {"Given name": FIRST, "Surname": LAST, "Ph": PHONE, "Organisation": COMPANY},
        ),
        ("Name|Mobile", (), {"Name": NAME, "Mobile": PHONE}),
        ("Name|Vorname|Handy", (), {"Name": LAST, "Vorname": FIRST, "Handy": PHONE}),
        ("Nombre|Móvil", (), {"Nombre": NAME, "Móvil": PHONE}),
        ("Nom|Portable", (), {"Nom": NAME, "Portable": PHONE}),
        (
            "First Name|Last Name|Name|Mobile",
            (),
            {"First Name": FIRST, "Last Name": LAST, "Name": NAME, "Mobile": PHONE},
        ),
        (
            "First Name|Last Name|Customer|Mobile 2|Mobile 1|Assistant's Phone|Fax|Pager",
            (),
            {"First Name": FIRST, "Last Name": LAST} | order("Mobile 2|Mobile 1"),
        ),
        ("MOBILE_NO|SURNAME", (), {"MOBILE_NO": PHONE, "SURNAME": LAST}),
        ("Fax|Pager", (), {}),
    ],
)
def test_the_usual_exports_are_known(
    headers: str, rows: tuple[tuple[str, ...], ...], expected: dict[str, Target]
) -> None:
    assert found(headers, *rows) == expected


def test_an_empty_mobile_column_may_have_numbers_further_down() -> None:
    rows = (("", "02 9374 4000"), ("", "02 9374 4001"))
    assert found("Mobile|Home phone", *rows) == order("Mobile|Home phone")


def test_a_header_that_speaks_of_a_phone_is_believed_where_numbers_stand() -> None:
    headers = "Patient mobile (no spaces)|Ph (AH)|Phone plan|Emergency phone|Tel/Fax"
    numbers = ("0491 570 006", "02 9374 4000", "Gold", "0491 570 156", "02 9374 4001")
    assert found(headers, numbers) == order("Patient mobile (no spaces)|Ph (AH)")
    assert found(headers) == {}


@pytest.mark.parametrize(
    ("headers", "numbers"),
    [
        ("telephoneNumber|mobile|facsimileTelephoneNumber|pager", "mobile|telephoneNumber"),
        ("Phone (Mobile)|Phone (Home)|Ph (W)", "Phone (Mobile)|Ph (W)|Phone (Home)"),
        ("Cell #|Home #|Work #", "Cell #|Work #|Home #"),
        ("Tel. privé|Mobiel nr.|Tel. werk", "Mobiel nr.|Tel. werk|Tel. privé"),
        ("Téléphone fixe|Téléphone portable|Télécopieur", "Téléphone portable|Téléphone fixe"),
        ("Teléfono fijo|Teléfono móvil", "Teléfono móvil|Teléfono fijo"),
        ("Mobile Phone Number|Alternative Contact Number|Next of kin phone", ""),
        ("Addr 1 - Phone # 1|Addr 1 - Fax #|Addr 1 - Mobile", "Addr 1 - Mobile|Addr 1 - Phone # 1"),
    ],
)
def test_numbers_under_the_headers_that_offices_write(headers: str, numbers: str) -> None:
    cells = tuple("0491 570 006" for _ in headers.split("|"))
    expected = numbers or "Mobile Phone Number|Alternative Contact Number"
    assert found(headers, cells) == order(expected)


def test_the_labels_of_rows_stand_in_a_column_of_their_own() -> None:
    for name in ("Label", "Type"):
        headers = f"Name|Phone 1 - {name}|Phone 1 - Value|Phone 2 - {name}|Phone 2 - Value".split(
            "|"
        )
        assert recognise(headers, (), LABELS, "AU").numbers == ((2, 1), (4, 3))
    assert recognise(["Phone", "Phone type", "Type"], (), LABELS, "AU").numbers == ((0, 1),)
    assert recognise(["Type", "Mobile", "Home"], (), LABELS, "AU").numbers == ((1, None), (2, None))


def test_own_exports_map_one_to_one_whatever_the_labels_are() -> None:
    headers = "First name|Last name|Phone number|Company|Address book|Suburb|Company 2|Status"
    assert found(headers, labels=("Suburb", "Company 2", "Custom 3", "Custom 4")) == {
        "First name": FIRST,
        "Last name": LAST,
        "Phone number": PHONE,
        "Company": COMPANY,
        "Address book": BOOK,
        "Suburb": C1,
        "Company 2": C2,
    }


def test_a_custom_field_called_like_a_number_is_not_preferred_to_the_only_number() -> None:
    labels = ("Mobile", "Custom 2", "Custom 3", "Custom 4")
    assert found("Phone number|Mobile", labels=labels) == {"Phone number": PHONE, "Mobile": C1}
    assert found("Name|Mobile", labels=labels) == {"Name": NAME, "Mobile": PHONE}


def test_without_headers_the_content_tells() -> None:
    rows = (
        ("7", "Anna", "Berg", "02 9374 4000", "0491 570 006"),
        ("8", "Ben", "Cole", "", "400000000"),
    )
    assert found("Column 1|Column 2|Column 3|Column 4|Column 5", *rows) == {
        "Column 2": FIRST,
        "Column 3": LAST,
    } | order("Column 5|Column 4")
    three = (("0491 570 006", "Anna Berg", "a@b.example"), ("0491 570 156", "Ben Cole", ""))
    assert found("Column 1|Column 2|Column 3", *three) == {"Column 1": PHONE, "Column 2": NAME}


def test_a_number_under_a_strange_header_is_found() -> None:
    rows = (("Anna", "0491 570 006"), ("Ben", "0491 570 156"), ("Cy", "n/a"))
    assert found("Who|Where to text", *rows) == {"Where to text": PHONE}
    assert found("Who|Where to text", ("Anna", "yes"), ("Ben", "no")) == {}


def test_a_heading_may_say_whose_name_it_is() -> None:
    headers = "Person - Name|Person - First name|Person - Last name|Person - Organization"
    assert found(f"{headers}|Contact owner|Client number") == {
        "Person - First name": FIRST,
        "Person - Last name": LAST,
        "Person - Organization": COMPANY,
    }


def test_words_are_written_as_they_are_looked_up() -> None:
    for word in [*PHONES, *TARGETS, *FULL_NAMES]:
        assert header_key(word) == word
    assert not set(PHONES) & set(TARGETS)


@pytest.mark.parametrize(
    ("header", "target"),
    [
        ("Opt out", OtherTarget.OPT_OUT),
        ("OptOut", OtherTarget.OPT_OUT),
        ("Opted-Out", OtherTarget.OPT_OUT),
        ("Unsubscribed", OtherTarget.OPT_OUT),
        ("Do not contact", OtherTarget.OPT_OUT),
        ("DNC", OtherTarget.OPT_OUT),
        ("Deceased", OtherTarget.OPT_OUT),
        ("Keine SMS", OtherTarget.OPT_OUT),
        ("Désabonné", OtherTarget.OPT_OUT),
        ("Uitgeschreven", OtherTarget.OPT_OUT),
        ("Opted in", OtherTarget.CONSENT),
        ("SMS consent", OtherTarget.CONSENT),
        ("Marketing consent", OtherTarget.CONSENT),
        ("Einwilligung", OtherTarget.CONSENT),
        ("Accepts SMS Marketing", OtherTarget.CONSENT),
        ("Email opt out", None),
        ("Email consent", None),
    ],
)
def test_columns_of_opt_outs_and_consent_are_known(header: str, target: object) -> None:
    sample = [SourceRow(2, ("0491570006", "yes", "yes"))]
    found = recognise(("Mobile", header, header), sample, (), "AU").columns
    assert found == (ContactField.PHONE_NUMBER, target, target), "each of them counts"
