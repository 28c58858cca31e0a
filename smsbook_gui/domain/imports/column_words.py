"""What columns are called in the exports that people have: header words by what they hold.

From the export files of Outlook and Google Contacts (English, German, French, Spanish, Italian,
Dutch, Polish, Portuguese, Swedish, Danish, Norwegian), Apple Contacts, Thunderbird, MYOB, ClickSend
and TransmitSMS, and from lists that offices keep in Excel. Those of further languages are in
`column_languages.py`. Written as `header_key` makes them.
"""

import re
from collections.abc import Sequence
from enum import IntEnum
from itertools import combinations

from smsbook_gui.domain.contacts.contact import CUSTOM_FIELDS, ContactField
from smsbook_gui.domain.imports import column_languages as further
from smsbook_gui.domain.imports.importing import OtherTarget, Target
from smsbook_gui.domain.texts.text import fold

_MOST_WORDS = 12
"""Words of a header that is looked at closely: a sentence is no heading."""
_NOT_WORD = re.compile(r"[\W_]+")
_HUMP = re.compile(r"(?<=[a-z\d])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")


def header_key(header: str) -> str:
    """A header as it is looked up: folded, its words with one space between them.

    "MobileNumber" and "mobile_number" are "mobile number".
    """
    return " ".join(_NOT_WORD.sub(" ", fold(_HUMP.sub(" ", header))).split())


class PhoneKind(IntEnum):
    """What a number is called, the best one to text first."""

    MOBILE = 0
    PHONE = 1
    """Nothing is said of it."""
    WORK = 2
    HOME = 3
    OTHER = 4
    FAX = 5
    """A fax, a pager, one that is said to be an old one: never a number to text."""


def _words(text: str) -> tuple[str, ...]:
    return tuple(" ".join(part.split()) for part in text.split(","))


def _keys(text: str) -> tuple[str, ...]:
    """Words as people write them, as they are looked up."""
    return tuple(map(header_key, text.split(",")))


PHONES: dict[str, PhoneKind] = {
    word: kind
    for kind, words in {
        PhoneKind.MOBILE: """mobile, mobile phone, mobile number, mobile no, mobile nr, mobile phone
            number, mobile telephone, mobile telephone number, mobile phone no, mob, mob no, mob
            number, mob ph, mobiles, cell, cells, cell phone, cellphone, cell number, cell no, cell
            phone number, cellular, phone mobile, phone cell, number mobile, iphone, i phone, sms,
            sms number, sms no, text number, msisdn, handy, handynummer, handy nr, mobil,
            mobiltelefon, mobilnummer, mobilfunk, mobilfunknummer, mobilnr, telefon mobil, portable,
            telephone portable, tel portable, tel mobile, telephone mobile, numero de portable,
            numero de mobile, n portable, n de portable, no de portable, n de mobile, movil,
            telefono movil, tel movil, numero movil, celular, telefono celular, numero de celular,
            numero de movil, no movil, cellulare, telefono cellulare, numero di cellulare, numero
            cellulare, tel cellulare, telefonino, mobiele telefoon, mobiel, mobiel nummer, mobiele
            nummer, mobiel telefoon, mobiel telefoonnummer, gsm, gsm nummer, telefoon mobiel,
            telefon komorkowy, komorka, tel komorkowy, tel kom, numer komorki, nr komorki, numer
            telefonu komorkowego, nr tel kom, telemovel, telefone celular, telefone movel, numero de
            telemovel, n de telemovel, n telemovel, mobiltelefonnummer, telefon mobilt, mobilnr""",
        PhoneKind.PHONE: """phone number, phone no, phone nr, phone, phones, ph, ph no, ph number,
            telephone, telephone number, telephone no, tel, tel no, tel nr, tel number, contact
            number, contact no, contact phone, contact phone number, contact ph, primary phone, main
            phone, preferred phone, number, phone value, recipient, recipient number, destination,
            telefon, telefonnummer, telefonnr, telefon nr, rufnummer, nummer, haupttelefon, numero
            de telephone, numero telephone, n de telephone, no de telephone, telephone principal,
            telefono, numero de telefono, no de telefono, telefono principal, numero, numero di
            telefono, recapito, recapito telefonico, telefoon, telefoonnummer, telefoonnr, tel
            nummer, hoofdtelefoon, numer telefonu, nr telefonu, nr tel, telefon glowny, telefone,
            numero de telefone, n de telefone, telefone principal, primar telefon, primart
            telefonnummer, hovedtelefon""",
        PhoneKind.WORK: """business phone, work phone, work, work number, work ph, phone work, phone
            business, number work, business number, office phone, daytime phone, day phone, telefon
            geschaftlich, telefon arbeit, telefon dienstlich, geschaftlich, telephone bureau, tel
            bureau, telephone professionnel, tel professionnel, telefono del trabajo, telefono
            trabajo, telefono de trabajo, trabajo, telefono de la oficina, telefono oficina,
            ufficio, telefono ufficio, telefono uff, telefono lavoro, telefoon op werk, telefoon
            werk, telefoon op het werk, zakelijke telefoon, telefon sluzbowy, telefon w pracy,
            telefon do pracy, telefone comercial, telefone do trabalho, telefone do emprego,
            telefone profissional, telefon arbete, arbetstelefon, telefon arb, arbejdstelefon,
            telefon arbejde, telefon arbeid, jobbtelefon, telefon jobb""",
        PhoneKind.HOME: """home phone, home, home number, home ph, phone home, number home, private
            phone, evening phone, after hours phone, telefon privat, privat, telefon zuhause,
            festnetz, telephone domicile, tel domicile, telephone personnel, domicile, telefono
            particular, telefono de casa, telefono casa, telefono personal, casa, abitazione,
            telefono abitazione, telefono ab, telefoon thuis, telefoon prive, prive telefoon,
            telefon domowy, telefon w domu, telefone residencial, telefone de casa,
            telefon hem, hemtelefon, telefon bostad, hjemmetelefon, telefon hjem, telefon
            hjemme, privattelefon""",
        PhoneKind.OTHER: """other phone, phone other, number other, other number, company main
            phone, car phone, radio phone, alternate phone, second phone, alternate number,
            alternative number, alternative phone, second number, additional number, alternate
            contact number, alternative contact number, other contact number, weiteres telefon,
            telefon firma, autotelefon, autre telephone, telephone societe, otro telefono""",
    }.items()
    for word in _words(words)
}
PHONES |= {
    word: kind
    for kind, words in (
        (PhoneKind.MOBILE, further.MOBILES),
        (PhoneKind.PHONE, further.PHONES),
        (PhoneKind.WORK, further.WORK_PHONES),
        (PhoneKind.HOME, further.HOME_PHONES),
    )
    for word in _keys(words)
}

_TARGET_WORDS: dict[Target, str] = {
    ContactField.FIRST_NAME: """first name, firstname, first names, first, given name, given names,
        givenname, given, forename, forenames, christian name, fname, contact first name, vorname,
        vornamen, rufname, f name, prenom, prenoms, nombre de pila, primer nombre, nombres,
        prenom usuel,
        nome di battesimo, voornaam, voornamen, roepnaam, imie, imiona, primeiro nome, nome proprio,
        fornamn, tilltalsnamn, fornavn""",
    ContactField.LAST_NAME: """last name, lastname, last names, last, surname, surnames, family
        name, familyname, family, lname, l name, ln, contact last name, co last name,
        company last name, surname
        company, last name company, nachname, familienname, zuname, nom de famille, apellido,
        apellidos, primer apellido, apellido paterno, cognome, cognomi, achternaam, familienaam,
        nazwisko, sobrenome, apelido, apelidos, ultimo nome, efternamn, efternavn, etternavn""",
    ContactField.COMPANY: """company, company name, organisation, organization, organisation
        name, organization name, organization 1 name, organisation 1 name, org, business,
        business name, companyname, businessname, org name, orgname, employer, firm, trading name,
        firma, firmenname, unternehmen, betrieb,
        societe, entreprise, nom de l entreprise, nom de la societe, raison sociale, empresa,
        compania, organizacion, nombre de la empresa, nombre de la organizacion, associated
        company, associated companies, account name, employer name, workplace, default address
        company, billing company, company organisation, company organization, clinic,
        clinic name, practice, practice name, surgery,
        societa, azienda, ditta, ragione sociale, organizzazione, bedrijf, bedrijfsnaam,
        organisatie, bedrijf organisatie, nazwa firmy, przedsiebiorstwo, organizacja, companhia,
        organizacao, nome da empresa, foretag, foretagsnamn, virksomhed,
        virksomhedsnavn, bedrift, bedriftsnavn, selskap""",
    OtherTarget.BOOK: """address book, addressbook, address books, list name, contact list,
        contact list name, adressbuch, kontaktliste, carnet d adresses, liste de contacts,
        libreta de direcciones, lista de contactos, rubrica, elenco contatti, adresboek,
        contactlijst, ksiazka adresowa, lista kontaktow, livro de enderecos, adressbok,
        kontaktlista, adressebog, kontaktliste, adressebok""",
}
_TARGET_WORDS |= {
    OtherTarget.OPT_OUT: """opt out, opted out, optout, opt outs, opt out date, opt out status, sms
        opt out, opt out sms, sms opted out, text opt out, opted out of sms, opted out of texts,
        unsubscribed, unsubscribe, unsubscribed at, unsubscribe date, sms unsubscribed, unsubscribed
        on, unsubscribed date, date unsubscribed, unsub, unsub date, unsub time, opted out at, opted
        out on, opted out date, date opted out, sms opt out date, sms status, sms subscriber status,
        sms subscription status, do not contact, dont contact, don t contact, do not text, dont
        text, don t text, do not sms, dont sms, no sms, no texts, no text, do not message, do not
        call, dnc, dnt, no contact, no marketing, exclude, excluded, exclude from sms, excluded from
        sms, do not disturb, not to be contacted, not to be texted, remove from list, blocked,
        blacklist, blacklisted, blocklist, blocklisted, denylist, suppressed, stop, stop sms,
        deceased, is deceased, abgemeldet,
        abgemeldet am, abbestellt, keine sms, nicht kontaktieren, nicht anschreiben, kontaktsperre,
        werbesperre, keine werbung, werbewiderspruch, verstorben, desabonne, desinscrit,
        desinscription, ne pas contacter, pas de sms, decede, decedee, no contactar, no enviar, no
        enviar sms, sin sms, baja, dado de baja, fallecido, non contattare, niente sms, disiscritto,
        cancellazione, deceduto, niet benaderen, niet contacteren, geen sms, afgemeld,
        uitgeschreven, overleden, nie kontaktowac, nie wysylac, bez sms, wypisany, wypisani,
        rezygnacja, zmarly, nao contactar, nao contatar, nao enviar, sem sms, descadastrado,
        falecido, kontakta inte, kontakta ej, ej sms, inga sms, avregistrerad, avanmald, avliden,
        kontakt ikke, ikke kontakt, ikke sms, ingen sms, frameldt, afmeldt, avmeldt, reservert, dod,
        afdod, avdod""",
    OtherTarget.CONSENT: """opt in, opted in, optin, opt in status, opt in date, sms opt in, opt in
        sms, sms opted in, text opt in, subscribed, sms subscribed, subscribed to sms, sms consent,
        consent, consent given, consent date, consent to sms, consent to text, consent sms, text
        consent, marketing consent, consent marketing, sms marketing, sms marketing consent, accepts
        marketing, accepts sms marketing, accepts sms, sms permission, permission, permission to
        text, permission to contact, can text, ok to text, okay to text, may text, can contact, ok
        to contact, may contact, gdpr consent, einwilligung, sms einwilligung, einwilligung sms,
        werbeeinwilligung, zustimmung, einverstandnis, einverstanden, consentement, consentement
        sms, accord, accord sms, accepte sms, consentimiento, consentimiento sms, acepta sms, acepta
        publicidad, suscrito, consenso, consenso sms, consenso marketing, accetta sms, toestemming,
        toestemming sms, sms toestemming, akkoord, zgoda, zgoda sms, zgoda na sms, zgoda
        marketingowa, consentimento, consentimento sms, aceita sms, aceita receber sms, samtycke,
        samtycke sms, sms samtycke, samtykke, samtykke sms, sms samtykke""",
}
_TARGET_WORDS |= {
    field: f"custom {n}, custom{n}, custom field {n}, customfield {n}, customfield{n}"
    for n, field in enumerate(CUSTOM_FIELDS, 1)
}

TARGETS: dict[str, Target] = {
    word: target for target, words in _TARGET_WORDS.items() for word in _words(words)
}
TARGETS |= {
    word: target
    for target, words in (
        (ContactField.FIRST_NAME, further.FIRST_NAMES),
        (ContactField.LAST_NAME, further.LAST_NAMES),
        (ContactField.COMPANY, further.COMPANIES),
        (OtherTarget.OPT_OUT, further.OPT_OUTS),
        (OtherTarget.CONSENT, further.CONSENTS),
    )
    for word in _keys(words)
}

_WHOSE = frozenset(
    _words(
        """person, contact, client, customer, patient, member, student, pupil, employee, staff,
        guest, lead, attendee, participant, donor, volunteer, subscriber, recipient, tenant,
        resident, kunde, kunden, cliente, klant, billing, primary, main, legal, your, buyer,
        purchaser, applicant, registrant, respondent, passenger, owner, delegate, player, athlete,
        what, is, s, please, enter"""
    )
)
"""Words before a heading that say whose name it is, or ask for it: "Person - First name", "What is
your name?"."""
_BEHIND = frozenset({"required", "optional", "mandatory", "1"})
"""Words behind a heading that change nothing: "First Name [Required]", "Apellido 1"."""
_NAMES = frozenset({ContactField.FIRST_NAME, ContactField.LAST_NAME, ContactField.COMPANY})


def target_of(key: str) -> Target | None:
    """What a column of this header (its `header_key`) holds, where the header tells."""
    if key in TARGETS:
        return TARGETS[key]
    words = key.split(maxsplit=_MOST_WORDS)
    if len(words) > _MOST_WORDS:
        return None
    target = TARGETS.get(_plain_heading(words))
    if target in _NAMES:
        return target
    if _speaks_of(OtherTarget.OPT_OUT, words):
        return OtherTarget.OPT_OUT
    agrees = _speaks_of(OtherTarget.CONSENT, words) or _asks_consent(words)
    return OtherTarget.CONSENT if agrees else None


def is_exact(key: str) -> bool:
    """Whether a header (its `header_key`) is a heading as it stands, with nothing around it."""
    return key in TARGETS or key in FULL_NAMES


def _plain_heading(words: Sequence[str]) -> str:
    """A heading of a name without the words that say whose it is: "Name of member" is "name"."""
    start, end = 0, len(words)
    while end > 1 and words[end - 1] in _BEHIND:
        end -= 1
    while start < end - 1 and (words[start] in _WHOSE or words[start].isdigit()):
        start += 1
    if end - start > 2 and words[end - 2] == "of" and words[end - 1] in _WHOSE:
        end -= 2
    return " ".join(words[start:end])


def _speaks_of(wish: OtherTarget, words: Sequence[str]) -> bool:
    """Whether a header speaks of that, and else only of messages: "SMS opt-out (Y/N)"."""
    if wish is OtherTarget.CONSENT and not _MAKE_NO_QUESTION.isdisjoint(words):
        return False
    spans = ((start, end) for start, end in combinations(range(len(words) + 1), 2))
    return any(
        TARGETS.get(" ".join(words[start:end])) is wish
        and _ABOUT_MESSAGES.issuperset([*words[:start], *words[end:]])
        for start, end in spans
    )


def _asks_consent(words: Sequence[str]) -> bool:
    """Whether a header asks in a sentence: "Do you agree to receive SMS from us?"."""
    said = set(words)
    return bool(
        said & _AGREE
        and said & _MESSAGES
        and said <= _AGREE | _MESSAGES | _ABOUT_MESSAGES | _IN_QUESTIONS
        and ("no" not in said or said & {"yes", "y"})
    )


def likely_wish(key: str) -> OtherTarget | None:
    """What a column of this header says of messages, if its cells are answers to a question.

    "I agree to receive texts from Fern Clinic", "SMS?"; with a word that turns it round, the
    opposite.
    """
    said = set(key.split())
    if not said & _MESSAGES or not (said & _AGREE or said <= _MESSAGES | _IN_QUESTIONS):
        return None
    return OtherTarget.OPT_OUT if said & _TURN_ROUND else OtherTarget.CONSENT


_MAKE_NO_QUESTION = frozenset(_words("no, date, time, at, on, by, via, from"))
"""Words beside which one of consent is not what a column is about: when it was, how, that there is
none."""
_AGREE = frozenset(
    _words(
        """agree, agrees, agreed, consent, consents, accept, accepts, accepted, permission, permit,
        allow, allows, allowed, receive, receives, receiving, want, wants, wish, happy, ok, okay,
        can, may, accepte, acceptez, acepta, acepto, accetta, accetto, aceita, aceito, akkoord,
        toestemming, erlaubt, einverstanden, zgoda, samtycker, samtykker"""
    )
)
_MESSAGES = frozenset(
    _words("sms, text, texts, texting, textes, message, messages, messaging, msg, mms")
)
_TURN_ROUND = frozenset(
    _words("not, no, never, don, dont, stop, without, nicht, kein, keine, pas, non, nie, geen, ej")
)
_IN_QUESTIONS = frozenset(
    _words(
        """do, does, you, i, we, us, our, your, the, a, an, be, are, it, in, and, or, would, like,
        will, this, about, reminder, reminders, update, updates, notification, notifications, alert,
        alerts, appointment, me, les, des, de, recevoir, recibir, ricevere, receber, te, ontvangen,
        zu, erhalten, mit, von, met, el, los, gli, i, os, att, fa, at, modtage, motta"""
    )
)


_ABOUT_MESSAGES = frozenset(
    _words(
        """sms, text, texts, texting, message, messages, messaging, msg, texto, whatsapp, mobile,
        marketing, please, flag, status, reason, date, time, list, y, n, yes, no, dnc, is, has, for,
        to, of, from, via, by, at, on, all, par, per, por, til, till, customer, client, patient,
        member, contact, phone, senden, schicken, sturen, envoyer, enviar, inviare, wysylac, skicka,
        sende"""
    )
)
"""Words of a header that change nothing where the others speak of opting out."""

_PHONE_SIGNS = (
    *("phone", "telephone", "telefon", "telefoon", "telefone", "tel", "ph", "handy", "mobile"),
    *("mobil", "mob", "cell", "sms", "gsm", "portable", "movil", "komork", "cep", "puhelin"),
    *("natel", "tfno", "tlf", "тел", "моб", "τηλ", "κινητ", "טלפון", "נייד", "هاتف"),
    *("جوال", "电话", "電話", "手机", "手機", "携帯", "전화", "휴대"),
)
"""What headers of numbers that nobody has listed begin their words with."""

_OTHER_PEOPLE = frozenset(
    _words(
        """emergency, kin, nok, spouse, partner, wife, husband, mother, father, mum, mom, dad,
        parent, guardian, carer, gp, doctor, assistant, assistants, manager, supervisor, referrer,
        sponsor, agent, notfall, urgence, emergencia, emergenza"""
    )
)
"""Whose numbers are not those of the person that a row is about."""


_SHORT: dict[str, PhoneKind] = {
    word: kind
    for kind, words in (
        (PhoneKind.WORK, "b h, bh, w, wk, b"),
        (PhoneKind.HOME, "a h, ah, h, hm, ph ah, ph a h, ph h, phone h, tel h, tel ah"),
        (PhoneKind.MOBILE, "m, c, ph m, phone m, tel m, hp"),
    )
    for word in _words(words)
}
"""Short for the kind of a number; believed where numbers stand below."""


def phone_kind(key: str) -> PhoneKind | None:
    """The kind of number that a column of this header (its `header_key`) surely holds.

    A second one of a kind ("Mobile 2") is of that kind.
    """
    if key in PHONES:
        return PHONES[key]
    return PHONES.get(" ".join(word for word in key.split() if not word.isdigit()))


def is_known(key: str) -> bool:
    """Whether a header (its `header_key`) surely tells what its column holds."""
    return bool(target_of(key) or full_name_target(key)) or phone_kind(key) is not None


def likely_phone_kind(key: str) -> PhoneKind | None:
    """The kind of number that a header speaks of among other words: "Mobile (no spaces)"."""
    if key in _SHORT:
        return _SHORT[key]
    words = key.split()
    if not _OTHER_PEOPLE.isdisjoint(words) or not _any_begins(words, _PHONE_SIGNS):
        return None
    kind = label_kind(key)
    if kind is PhoneKind.FAX:
        return None
    return PhoneKind.PHONE if kind is PhoneKind.OTHER else kind


def label_kind(label: str) -> PhoneKind:
    """The kind of a number that is labelled so: in a row of its own, or on an address card."""
    words = header_key(label).replace("i phone", "iphone").split()
    if any("fax" in word for word in words) or _any_begins(words, _FAX_SIGNS):
        return PhoneKind.FAX
    if not _GONE.isdisjoint(words):
        return PhoneKind.FAX
    for kind, signs in (
        (PhoneKind.MOBILE, MOBILE_WORDS),
        (PhoneKind.WORK, _WORK_SIGNS),
        (PhoneKind.HOME, _HOME_SIGNS),
    ):
        if _any_begins(words, signs):
            return kind
    return PhoneKind.PHONE if _SAY_NOTHING.issuperset(words) else PhoneKind.OTHER


def _any_begins(words: Sequence[str], signs: tuple[str, ...]) -> bool:
    return any(word.startswith(signs) for word in words)


FULL_NAMES = frozenset(
    _words(
        """name, names, full name, fullname, display name, contact name, contact, contact person,
        person, customer name, customer, client name, client, member name, member, patient name,
        patient, employee name, employee, staff name, student name, student, parent name, guest
        name, recipient name, vollstandiger name, anzeigename, kontakt, ansprechpartner, kunde, vor
        und nachname, vorname nachname, name vorname, nom, nom complet, nom d affichage, nom et
        prenom, nom prenom, prenom nom, contacto, nombre, nombre completo, nombre y apellidos,
        nombre para mostrar, nombre y apellido, cliente, nome, nome completo, nominativo, nome e
        cognome, cognome e nome, cognome nome, nome cognome, contatto, paziente, naam, volledige
        naam, weergavenaam, naam klant, klant, patient naam, imie i nazwisko, nazwisko i imie, pelna
        nazwa, nazwa, klient, pacjent, nome de exibicao, contato, paciente, utente, namn,
        fullstandigt namn, visningsnamn, kund, navn, fulde navn, fullt navn, visningsnavn, kunde,
        saved name, public name, preferred name, tenant, resident, guest, attendee, participant,
        donor, volunteer, subscriber, passenger, player, owner, pupil"""
    )
    + _keys(further.FULL_NAMES)
)
"""A whole name, where there are no columns for its parts."""

LAST_BESIDE_FIRST = frozenset(
    _words("name, nom, nom dusage, nom de naissance, name firma, nom societe, nom raison sociale")
    + _keys(further.LAST_WORDS)
)
"""The last name where there is a first name and no other last name (Vorname, Name)."""

FIRST_BESIDE_LAST = frozenset(
    {"nombre", "name", "nome", "nombre s", "fn", *_keys(further.FIRST_WORDS)}
)
"""The first name where there is a last name and no other first name (Nombre, Apellidos)."""

_LAST_NAME_LEADS = frozenset(_keys(further.LAST_NAME_LEADS))
_FIRST_PARTS = FIRST_BESIDE_LAST | {
    *(word for word, target in TARGETS.items() if target is ContactField.FIRST_NAME),
    *("vor", "voor", "for", "fore"),
}
_LAST_PARTS = LAST_BESIDE_FIRST | {
    *(word for word, target in TARGETS.items() if target is ContactField.LAST_NAME)
}
_AND = frozenset(_keys("and, und, et, y, e, en, i, a, si, og, och, ja, ve, in, és, και, и, та, ja"))


def full_name_target(key: str) -> OtherTarget | None:
    """Which part stands first in a column of whole names of this header (its `header_key`).

    None where it is no such header. "Name, Vorname" and "Apellidos y nombre" put the last name
    first, whatever the language of the two words is.
    """
    if key in TARGETS:
        return None
    words = [word for word in key.split(maxsplit=_MOST_WORDS) if word not in _AND]
    for cut in range(1, min(len(words), _MOST_WORDS)):
        left, right = " ".join(words[:cut]), " ".join(words[cut:])
        if left in _FIRST_PARTS and right in _LAST_PARTS:
            return OtherTarget.FULL_NAME
        if left in _LAST_PARTS and right in _FIRST_PARTS:
            return OtherTarget.LAST_NAME_FIRST
    if key in _LAST_NAME_LEADS:
        return OtherTarget.LAST_NAME_FIRST
    is_name = key in FULL_NAMES or _plain_heading(key.split(maxsplit=_MOST_WORDS)) in FULL_NAMES
    return OtherTarget.FULL_NAME if is_name else None


AREA_CODES = frozenset(
    _words(
        """area code, std code, vorwahl, ortsvorwahl, vorwahlnummer, prefisso, prefijo, codigo de
        area, lada, ddd, kengetal, netnummer, riktnummer, kierunkowy, numer kierunkowy, predvolba,
        korzetszam, prefix"""
    )
)
"""What is dialled before a number within the country."""

COUNTRY_CODES = frozenset(
    _words(
        """country code, country calling code, country dial code, country prefix, calling code, dial
        code, dialling code, dialing code, isd, isd code, intl code, international code, phone
        country code, mobile country code, landervorwahl, landesvorwahl, indicatif, indicatif pays,
        code pays, codigo pais, codigo de pais, ddi, prefisso internazionale, landcode, landnummer,
        landskod, landekode, landskode, kod kraju, kod panstwa"""
    )
)
"""What is dialled before a number from another country."""

_COUNTRIES = frozenset(
    _words(
        """country, countries, country region, country or region, country name, country iso, iso
        country, iso country code, country iso code, country code iso, country of residence, nation,
        land, land region, landername, staat land, landerkurzel, landkurzel, lander code, pays, pays
        region, nom du pays, pays de residence, pais, pais region, pais de residencia, nombre del
        pais, paese, paese area geografica, nazione, paese di residenza, land regio, kraj, kraj
        region, panstwo, pais regiao, pais residencia, land omrade, landsnamn, landenavn"""
    )
    + _keys(further.COUNTRIES)
)
"""The country of a row: by name or by code."""
_OF_AN_ADDRESS = frozenset(
    _words(
        """home, business, work, other, mailing, billing, postal, shipping, delivery, residential,
        street, address, addr, primary, main, default, company, contact, customer, client, account,
        member, person, your, location, bill, ship, to, privat, geschaftlich, weitere, domicile,
        bureau, adresse, particular, trabajo, direccion, abitazione, ufficio, indirizzo, of,
        residence"""
    )
)
"""Words before a heading of a country that say of which address it is."""


def is_country_code(key: str) -> bool:
    """Whether a header (its `header_key`) surely names a column of countries' codes."""
    return key in COUNTRY_CODES


def may_be_country(key: str) -> bool:
    """Whether a header says that its column holds countries: "Country", "Home Country/Region"."""
    words = key.split(maxsplit=_MOST_WORDS)
    while len(words) > 1 and (words[0] in _OF_AN_ADDRESS or words[0].isdigit()):
        del words[0]
    return " ".join(words) in _COUNTRIES


NAME_WORDS = frozenset(
    _words("name, names, fullname, nom, nombre, nome, nominativo, naam, weergavenaam, anzeigename")
    + _words("nazwa, namn, visningsnamn, navn, visningsnavn")
    + _keys(
        "nimi, jméno, név, nume, ime, име, имя, фио, όνομα, ονοματεπώνυμο, isim, שם, 姓名, 氏名"
    )
)
"""One of them is in a `FULL_NAMES` header that surely holds a name, and no number of a customer."""

MOBILE_WORDS = (
    *("mobile", "mobil", "cell", "handy", "portable", "movil", "celular", "iphone", "telefonino"),
    *("mobiel", "gsm", "komork", "telemovel", "sms", "whatsapp", "pcs", "natel", "mobiil", "cep"),
    *("matkapuh", "kannyk", "mobitel", "handphone", "κινητ", "моб", "сотов", "נייד", "جوال"),
    *("手机", "手機", "携帯", "휴대", "핸드폰"),
)
"""What the words of a label that means a mobile number begin with."""
_WORK_SIGNS = (
    *("work", "main", "business", "bus", "office", "company", "switchboard", "arbeit", "geschaft"),
    *("dienst", "firma", "buro", "bureau", "travail", "profess", "trabajo", "oficina", "lavoro"),
    *("ufficio", "werk", "zakelijk", "kantoor", "praca", "sluzb", "trabalho", "emprego"),
    *("comercial", "arbet", "arbejd", "arbeid", "jobb", "haupt", "principal"),
)
_HOME_SIGNS = (
    *("home", "house", "landline", "priv", "zuhause", "festnetz", "domicile", "maison", "fixe"),
    *("casa", "particular", "abitazione", "thuis", "domow", "hem", "bostad", "hjem", "residen"),
)
_FAX_SIGNS = (
    *("pager", "beeper", "faks", "facsimil", "telecopie", "telex", "modem", "bbs", "semafon"),
    *("buscapersonas", "φαξ", "факс", "פקס", "فاكس", "传真", "傳真", "팩스"),
)
_GONE = frozenset(
    _words(
        """old, former, previous, prev, disconnected, wrong, invalid, inactive, obsolete, alte,
        alter, altes, fruhere, ehemalig, ungultig, ancien, ancienne, antiguo, antigua, anterior,
        vecchio, vecchia, precedente, oud, oude, vorige, stary, stara, poprzedni, antigo, antiga,
        gammal, gammalt, tidigare, gammel, gammelt, tidligere, vanha, regi, vechi, stare"""
    )
)
"""Words that say of a number that it is no longer the person's."""
_SAY_NOTHING = frozenset(
    _words(
        """voice, pref, phone, tel, telephone, number, no, internet, msg, text, video, x, type,
        custom, quoted, printable, base64, 8bit, utf, 8, 7bit"""
    )
)
"""Words of a label that leave open what it labels."""
