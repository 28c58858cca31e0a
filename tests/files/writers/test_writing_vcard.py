"""vCards as they are written: RFC 2426 and RFC 6350."""

from pathlib import Path

import pytest

from smsbook_gui.domain.contacts.contact import ContactField
from smsbook_gui.files.readers import reading
from smsbook_gui.files.writers.writing import CardEntry, CardVersion, write_vcards

FIRST, LAST = ContactField.FIRST_NAME, ContactField.LAST_NAME
PHONE, COMPANY = ContactField.PHONE_NUMBER, ContactField.COMPANY
NOTE = ContactField.CUSTOM_2


@pytest.mark.parametrize(("version", "kind"), [(CardVersion.V3, "CELL"), (CardVersion.V4, "cell")])
def test_a_card(tmp_path: Path, version: CardVersion, kind: str) -> None:
    target = tmp_path / "out.vcf"
    values = {FIRST: "Zoë", LAST: "O;Neill, jr", PHONE: "+61400000001", COMPANY: "a\\b"}
    entry = CardEntry(values | {NOTE: "two\r\nlines"}, "VIP, Sydney", mobile=True)
    write_vcards(target, [entry], version=version)
    assert target.read_bytes().decode().split("\r\n") == [
        "BEGIN:VCARD",
        f"VERSION:{version}",
        "PRODID:-//SMS Book//Contacts//EN",
        "N:O\\;Neill\\, jr;Zoë;;;",
        "FN:Zoë O\\;Neill\\, jr",
        f"TEL;TYPE={kind}:+61400000001",
        "ORG:a\\\\b",
        "CATEGORIES:VIP\\, Sydney",
        "X-SMSBOOK-ADDRESS-BOOK:VIP\\, Sydney",
        "X-SMSBOOK-CUSTOM-2:two\\nlines",
        "END:VCARD",
        "",
    ]


@pytest.mark.parametrize(
    ("version", "kind"), [(CardVersion.V3, "VOICE"), (CardVersion.V4, "voice")]
)
def test_a_landline_is_no_mobile(tmp_path: Path, version: CardVersion, kind: str) -> None:
    target = tmp_path / "out.vcf"
    write_vcards(target, [CardEntry({FIRST: "Zoë", PHONE: "+61293744000"})], version=version)
    assert f"\nTEL;TYPE={kind}:+61293744000\n" in target.read_text("utf-8")


def test_lines_have_75_octets_at_most_and_no_torn_character(tmp_path: Path) -> None:
    target = tmp_path / "out.vcf"
    name = "ß" * 50 + "😀" * 40 + "a" * 100
    write_vcards(target, [CardEntry({FIRST: name})], version=CardVersion.V4)
    lines = target.read_bytes().split(b"\r\n")
    assert max(map(len, lines)) == 75
    for line in lines:
        line.decode()
    assert reading.inspect(target).sample[0].cells[0] == name


def test_a_card_without_a_name_is_found_by_what_it_has(tmp_path: Path) -> None:
    target = tmp_path / "out.vcf"
    cards = [CardEntry({COMPANY: "Acme"}), CardEntry({PHONE: "+61400000001"})]
    write_vcards(target, cards, version=CardVersion.V3)
    text = target.read_text()
    assert "FN:Acme\n" in text
    assert "FN:+61400000001\n" in text
    layout = reading.inspect(target)
    assert not {"First name", "Last name", "Full name"} & set(layout.columns)


def test_says_what_was_never_read(tmp_path: Path) -> None:
    target = tmp_path / "out.vcf"
    unread = frozenset({COMPANY, NOTE})
    write_vcards(target, [CardEntry({FIRST: "Ana"}, not_read=unread)], version=CardVersion.V4)
    assert "X-SMSBOOK-NOT-READ:company,custom_2\n" in target.read_text()
    assert "ORG" not in target.read_text()
