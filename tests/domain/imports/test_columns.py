"""Columns are recognised as the exports of other programs, and our own, name them."""

import pytest

from smsbook_gui.domain.contacts.contact import ContactField
from smsbook_gui.domain.imports.column_words import FULL_NAMES, PHONES, TARGETS, header_key
from smsbook_gui.domain.imports.columns import label_columns, recognise
from smsbook_gui.domain.imports.importing import NumberColumn, OtherTarget, Target
from smsbook_gui.domain.imports.tabular import SourceRow

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
            {"First Name": FIRST, "Last Name": LAST} | order("Mobile 1|Mobile 2"),
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
        assert recognise(headers, (), LABELS, "AU").numbers == (
            NumberColumn(2, 1),
            NumberColumn(4, 3),
        )
    assert recognise(["Phone", "Phone type", "Type"], (), LABELS, "AU").numbers == (
        NumberColumn(0, 1),
    )
    assert recognise(["Type", "Mobile", "Home"], (), LABELS, "AU").numbers == (
        NumberColumn(1),
        NumberColumn(2),
    )


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
        "Person - Name": NAME,
        "Person - First name": FIRST,
        "Person - Last name": LAST,
        "Person - Organization": COMPANY,
    }


@pytest.mark.parametrize(
    "header",
    [
        *(
            "First Name [Required]",
            "1. First name",
            "Billing First Name",
            "What is your first name?",
        ),
        *("First Name / Prénom", "Apellido 1", "F/Name", "Org_Name", "Name of member", "Tenant 1"),
    ],
)
def test_what_stands_around_a_heading_changes_nothing(header: str) -> None:
    assert found(f"{header}|Mobile")[header] in {FIRST, LAST, COMPANY, NAME}


def test_a_heading_as_it_stands_goes_before_one_with_words_around() -> None:
    headers = "Billing First Name|Shipping Last Name|First name|Surname|Owner name|Name|Mobile"
    assert found(headers) == {"First name": FIRST, "Surname": LAST, "Name": NAME, "Mobile": PHONE}


def test_a_mere_type_is_that_of_the_number_beside_it() -> None:
    assert label_columns(("Name", "Type", "Number")) == {2: 1}
    assert label_columns(("Name", "Phone", "Kind")) == {1: 2}
    assert label_columns(("Type", "Name", "Phone")) == {}
    assert label_columns(("Name", "Mobile", "Type")) == {}


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
        ("Désabonné SMS", OtherTarget.OPT_OUT),
        ("Do Not Contact (DNC)", OtherTarget.OPT_OUT),
        ("No SMS please", OtherTarget.OPT_OUT),
        ("Opt-out SMS (Y/N)", OtherTarget.OPT_OUT),
        ("Exclude from SMS", OtherTarget.OPT_OUT),
        ("Leiratkozott", OtherTarget.OPT_OUT),
        ("Отписан", OtherTarget.OPT_OUT),
        ("SMS reminders enabled", OtherTarget.CONSENT),
        ("Receive SMS?", OtherTarget.CONSENT),
        ("Opted in", OtherTarget.CONSENT),
        ("SMS consent", OtherTarget.CONSENT),
        ("Marketing consent", OtherTarget.CONSENT),
        ("Einwilligung", OtherTarget.CONSENT),
        ("Accepts SMS Marketing", OtherTarget.CONSENT),
        ("Blocklisted for SMS", OtherTarget.OPT_OUT),
        ("Phone opt out date", OtherTarget.OPT_OUT),
        ("Geen SMS sturen", OtherTarget.OPT_OUT),
        ("I do not agree to receive texts from Fern", OtherTarget.OPT_OUT),
        ("sms_opt_in_status", OtherTarget.CONSENT),
        ("Do you agree to receive SMS from us?", OtherTarget.CONSENT),
        ("I agree to receive texts from Fern", OtherTarget.CONSENT),
        ("Accepte les SMS", OtherTarget.CONSENT),
        ("SMS?", OtherTarget.CONSENT),
        ("Opt in time", None),
        ("Consent given by", None),
        ("No consent", None),
        ("Mobile number (we will text you)", ContactField.PHONE_NUMBER),
        ("Email opt out", None),
        ("Unsubscribed from all email", None),
        ("Email consent", None),
    ],
)
def test_columns_of_opt_outs_and_consent_are_known(header: str, target: object) -> None:
    cell = "0491570156" if target is ContactField.PHONE_NUMBER else "yes"
    sample = [SourceRow(2, ("0491570006", cell, cell))]
    found = recognise(("Mobile", header, header), sample, (), "AU").columns
    assert found == (ContactField.PHONE_NUMBER, target, target), "each of them counts"


@pytest.mark.parametrize(
    "headers",
    [
        "Nume|Prenume|Telefon mobil|Firmă",
        "Vezetéknév|Keresztnév|Mobil|Cég",
        "Příjmení|Jméno|Mobil|Společnost",
        "Priezvisko|Meno|Mobil|Spoločnosť",
        "Sukunimi|Etunimi|Matkapuhelin|Yritys",
        "Soyadı|Adı|Cep Telefonu|Şirket",
        "Επώνυμο|Όνομα|Κινητό|Εταιρεία",
        "Prezime|Ime|Mobitel|Tvrtka",
        "Фамилия|Имя|Мобильный телефон|Организация",
        "Прізвище|Ім'я|Мобільний|Компанія",
        "姓|名|携帯電話|会社名",
        "שם משפחה|שם פרטי|נייד|חברה",
        "اسم العائلة|الاسم الأول|الجوال|الشركة",
        "Nom d'usage|Prénom usuel|N° de portable|Organisme",
        "Apellido Paterno|Nombre(s)|Celular|Empresa",
        "Naam|Voornaam|GSM|Firma",
        "Name|Vorname|Natel|Firma",
    ],
)
def test_headers_of_many_languages(headers: str) -> None:
    last, first, mobile, company = headers.split("|")
    assert found(headers) == {last: LAST, first: FIRST, mobile: PHONE, company: COMPANY}


@pytest.mark.parametrize(
    ("header", "target"),
    [
        ("Nume și prenume", OtherTarget.LAST_NAME_FIRST),
        ("Nom Prénom", OtherTarget.LAST_NAME_FIRST),
        ("Name, Vorname", OtherTarget.LAST_NAME_FIRST),
        ("Apellidos y nombre", OtherTarget.LAST_NAME_FIRST),
        ("Surname First name", OtherTarget.LAST_NAME_FIRST),
        ("Příjmení a jméno", OtherTarget.LAST_NAME_FIRST),
        ("ФИО", OtherTarget.LAST_NAME_FIRST),
        ("Prénom et nom", NAME),
        ("Vor- und Zuname", NAME),
        ("För- och efternamn", NAME),
        ("Jméno a příjmení", NAME),
        ("Ad Soyad", NAME),
        ("Ονοματεπώνυμο", NAME),
    ],
)
def test_a_header_tells_which_part_of_a_name_stands_first(header: str, target: object) -> None:
    assert found(f"{header}|Telefon") == {header: target, "Telefon": PHONE}


@pytest.mark.parametrize("header", ["Old mobile", "Previous number", "Mobile (disconnected)"])
def test_an_old_number_is_none_to_text(header: str) -> None:
    row = ("Ann Berg", "0491 571 266", "0491 570 006")
    assert found(f"Name|{header}|Mobile", row) == {"Name": NAME, "Mobile": PHONE}


def test_what_is_short_for_a_kind_of_number_is_believed_where_numbers_stand() -> None:
    row = ("Ann Berg", "02 5550 1234", "0491 570 156", "")
    assert found("Name|A/H|B/H|M", row) == {"Name": NAME, "B/H": 1, "A/H": 2}


@pytest.mark.parametrize(
    ("headers", "numbers"),
    [
        ("Name|Mobile country code|Mobile|Home phone", ((2, 1, None), (3, None, None))),
        ("Name|Area code|Phone|Mobile", ((3, None, None), (2, None, 1))),
        ("Name|Vorwahl|Rufnummer", ((2, None, 1),)),
        (
            "PhoneNumber|PhoneNumberCountryCode|PhoneNumberAreaCode|MobileNumber|FaxAreaCode",
            ((3, None, None), (0, 1, 2)),
        ),
        ("Postal code|Phone", ((1, None, None),)),
    ],
)
def test_codes_stand_in_columns_of_their_own(
    headers: str, numbers: tuple[tuple[int, int | None, int | None], ...]
) -> None:
    found = recognise(headers.split("|"), (), LABELS, "AU").numbers
    assert tuple((each.column, each.country, each.area) for each in found) == numbers


COUNTRY = OtherTarget.COUNTRY


@pytest.mark.parametrize(
    "header",
    [
        *("Country", "COUNTRY", "Country/Region", "CountryCode", "Home Country", "Billing country"),
        *("Address 1 - Country", "Land", "Pays", "País", "Paese", "Kraj", "Country of residence"),
        *("Země", "Страна", "国家", "Home Country/Region", "Mailing Country", "Shipping Country"),
    ],
)
def test_a_column_of_countries_is_known(header: str) -> None:
    assert found(f"Name|{header}|Mobile", ("", "Germany", "")) == {
        "Name": NAME,
        header: COUNTRY,
        "Mobile": PHONE,
    }


def test_what_is_called_a_country_and_holds_none_is_none() -> None:
    """ "Land" is a plot of land as well, and a column that is blank tells nothing."""
    assert COUNTRY not in found("Name|Land|Mobile", ("", "Plot 7", "")).values()
    assert COUNTRY not in found("Name|Country|Mobile", ("", "", "")).values()
    assert COUNTRY not in found("Name|Nationality|Mobile", ("", "German", "")).values()
    assert COUNTRY not in found("Name|Country of birth|Mobile", ("", "Germany", "")).values()


def test_several_columns_of_countries_count() -> None:
    row = ("", "Germany", "DE", "")
    countries = {"Home Country": COUNTRY, "Business Country": COUNTRY}
    names = {"Name": NAME, "Mobile": PHONE}
    assert found("Name|Home Country|Business Country|Mobile", row) == names | countries


def test_the_code_of_one_number_is_not_that_of_the_row() -> None:
    headers = "Name|Mobile country code|Mobile|Country code|Home phone"
    columns, numbers = recognise(headers.split("|"), (), LABELS, "AU")
    assert (columns[1], columns[3]) == (None, COUNTRY)
    assert [each.country for each in numbers] == [1, None]


def test_nothing_is_known_of_a_list_that_lies_on_its_side() -> None:
    """Or "Mobile" would go in as a person, with somebody's number."""
    rows = (("Mobile", "0491 570 006", "0491 570 156"), ("Company", "Acme", ""))
    assert found("Name|Ann Berg|Ben Cole", *rows) == {}
    assert found("Name|Ann Berg", ("Mobile", "0491 570 006")) == {}
    assert found("Type|Number", ("Mobile", "0491 570 006")) == {"Number": PHONE}
