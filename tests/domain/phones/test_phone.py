"""Numbers as people type them: none that may be right is refused, no guess is taken for sure."""

import phonenumbers
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from smsbook_gui.domain.phones import phone
from smsbook_gui.domain.phones.phone import PhoneRules, PhoneVerdict, SendForm
from smsbook_gui.domain.phones.phone_findings import Finding

MOBILE = "+61400000000"

ONE_MOBILE = [
    ("0400 000 000", PhoneVerdict.GOOD),
    ("0400000000", PhoneVerdict.GOOD),
    ("04-0000-0000", PhoneVerdict.GOOD),
    ("0400.000.000", PhoneVerdict.GOOD),
    ("(0400) 000 000", PhoneVerdict.GOOD),
    ("(04) 0000 0000", PhoneVerdict.GOOD),
    ("+61400000000", PhoneVerdict.GOOD),
    ("+61 400 000 000", PhoneVerdict.GOOD),
    ("+61 (0)400 000 000", PhoneVerdict.GOOD),
    ("(+61) 400 000 000", PhoneVerdict.GOOD),
    ("  0400 000 000\t", PhoneVerdict.GOOD),
    ("400000000", PhoneVerdict.REPAIRABLE),
    ("400 000 000", PhoneVerdict.REPAIRABLE),
    ("400000000.0", PhoneVerdict.REPAIRABLE),
    ("4.00000000E+08", PhoneVerdict.REPAIRABLE),
    ("61400000000", PhoneVerdict.GOOD),
    ("610400000000", PhoneVerdict.REPAIRABLE),
    ("+610400000000", PhoneVerdict.GOOD),
    ("0061400000000", PhoneVerdict.REPAIRABLE),
    ("0061 (0)400 000 000", PhoneVerdict.REPAIRABLE),
    ("+0400 000 000", PhoneVerdict.REPAIRABLE),
    ("0400 000 000 (mob)", PhoneVerdict.REPAIRABLE),
    ("(mob) 0400 000 000", PhoneVerdict.REPAIRABLE),
    ("Mobile: 0400 000 000", PhoneVerdict.REPAIRABLE),
    ("tel:+61-400-000-000", PhoneVerdict.REPAIRABLE),
    ("０４００　０００　０００", PhoneVerdict.REPAIRABLE),
    ("＋６１ ４００ ０００ ０００", PhoneVerdict.REPAIRABLE),
    ("0400\u00a0000\u00a0000", PhoneVerdict.REPAIRABLE),
    ("0400\u200b000\u200b000", PhoneVerdict.REPAIRABLE),
    ("\u202a0400 000 000\u202c", PhoneVerdict.REPAIRABLE),
    ("0400–000–000", PhoneVerdict.REPAIRABLE),
    ("٠٤٠٠٠٠٠٠٠٠", PhoneVerdict.REPAIRABLE),
]


@pytest.mark.parametrize(("typed", "verdict"), ONE_MOBILE)
def test_every_way_to_type_a_mobile_number_is_understood(typed: str, verdict: PhoneVerdict) -> None:
    found = phone.check(typed, "AU")
    assert found.verdict is verdict
    assert bool(found.message) is (verdict is not PhoneVerdict.GOOD)
    assert found.suggestion == (None if verdict is PhoneVerdict.GOOD else "0400000000")
    assert phone.phone_key(typed, "AU") == MOBILE
    assert phone.to_send(typed, PhoneRules()) == "0400000000"
    assert phone.to_send(typed, PhoneRules("AU", SendForm.INTERNATIONAL)) == MOBILE
    assert phone.to_send(typed, PhoneRules("AU", SendForm.AS_TYPED)) == typed.strip()
    digits = phone.search_digits(typed, "AU").split()
    assert digits[:2] == ["61400000000", "0400000000"]


@pytest.mark.parametrize("typed", ["4.0E+08", "4.0E+8", "4E+08", "6.14E+10", "4,12e+08", "4.12E8"])
def test_a_rounded_number_is_lost_and_the_person_is_told(typed: str) -> None:
    found = phone.check(typed, "AU")
    assert found.verdict is PhoneVerdict.LOST
    assert "digits are lost" in found.message
    assert found.suggestion is None
    assert phone.to_send(typed, PhoneRules()) == typed
    assert phone.phone_key(typed, "AU").startswith("?")


def test_digits_that_survived_a_spreadsheet_are_read() -> None:
    assert phone.phone_key("4.12345678E+08", "AU") == "+61412345678"
    assert phone.check("4.1234567E+08", "AU").verdict is PhoneVerdict.LOST


@pytest.mark.parametrize(
    ("typed", "key", "sent"),
    [
        ("(02) 9374 4000", "+61293744000", "0293744000"),
        ("03 9374 4000", "+61393744000", "0393744000"),
        ("07-3374-4000", "+61733744000", "0733744000"),
        ("+61 8 9374 4000", "+61893744000", "0893744000"),
        ("13 10 08", "+61131008", "131008"),
        ("1300 123 456", "+611300123456", "1300123456"),
        ("1800 123 456", "+611800123456", "1800123456"),
        ("+44 7911 123456", "+447911123456", "+447911123456"),
        ("+64 21 123 4567", "+64211234567", "+64211234567"),
        ("+1 (201) 555-0123", "+12015550123", "+12015550123"),
        ("+44 (0)20 7946 0958", "+442079460958", "+442079460958"),
        ("+39 06 698 1234", "+39066981234", "+39066981234"),
    ],
)
def test_other_good_numbers(typed: str, key: str, sent: str) -> None:
    assert phone.check(typed, "AU") == phone.PhoneCheck(PhoneVerdict.GOOD, "", None)
    assert phone.phone_key(typed, "AU") == key
    assert phone.to_send(typed, PhoneRules()) == sent
    assert phone.to_send(typed, PhoneRules("AU", SendForm.INTERNATIONAL)) == key


@pytest.mark.parametrize(
    ("typed", "words", "suggestion"),
    [
        ("9374 4000", "area code", None),
        ("6113 1008", "area code", None),
        ("000", "short", None),
        ("191234", "short", None),
        ("1300 FLOWERS", "short code", None),
        ("MyShop", "no digits", None),
        ("447911123456", "+", "+447911123456"),
        ("0400 000 00", "missing", None),
        ("0400 000 0000", "too many", None),
        ("0400 000 000 / 0411 111 111", "more than one", None),
        ("0400 000 000 or 0411 111 111", "more than one", None),
        ("0400 000 000\n0411 111 111", "more than one", None),
        ("0400 000 000 0411 111 111", "more than one", None),
        ("0400 000 000 - 02 9374 4000", "more than one", None),
        ("0400 000 000 ::: 0411 111 111", "more than one", None),
        ("+61400000000+61411111111", "more than one", None),
        ("O400 0O0 000", "letters", "0400000000"),
        ("0400000000a", "letters", "0400000000"),
        ("*0400 000 000", "signs", "0400000000"),
        ("02 9374 4000 ext 5", "extension", None),
        ("02 9374 4000 ext five", "letters", "0293744000"),
        ("9374 4000 (2)", "signs", None),
        ("999999999", "does not know", None),
        ("1" * 300, "too many", None),
    ],
)
def test_what_may_be_right_is_never_refused_nor_changed(
    typed: str, words: str, suggestion: str | None
) -> None:
    found = phone.check(typed, "AU")
    assert found.verdict is PhoneVerdict.DOUBTFUL
    assert words in found.message
    assert "keep" in found.message or "put" in found.message or "may" in found.message
    assert found.suggestion == suggestion
    assert phone.to_send(typed, PhoneRules()) == typed


@pytest.mark.parametrize(
    "typed",
    [
        *("0400 000 000 DO NOT TEXT", "0400 000 000 (stop)", "deceased 0400 000 000"),
        *("no mobile 02 9374 4000", "fax 02 9374 4000", "0400 000 000 wrong number"),
        *("Anna's mum 0400 000 000", "0400 000 000 (left 2019)", "NO TEXT 0400 000 000"),
    ],
)
def test_what_somebody_wrote_beside_a_number_is_never_taken_away(typed: str) -> None:
    found = phone.check(typed, "AU")
    assert found.verdict is PhoneVerdict.DOUBTFUL
    assert found.suggestion is None


@pytest.mark.parametrize(
    "typed",
    [
        *("Mobile no. 0400 000 000", "0400 000 000 (m)", "Handy: 0400 000 000"),
        *("Tel mobile 0400 000 000", "MÓVIL 0400 000 000", "ph (home) 0400 000 000"),
    ],
)
def test_what_says_which_kind_of_number_it_is_may_go(typed: str) -> None:
    assert phone.check(typed, "AU").suggestion == "0400000000"


@pytest.mark.parametrize(
    "typed",
    [
        *("0400 000 000 DO NOT TEXT", "0400 000 000 (stop)", "deceased 0400 000 000"),
        *(
            "0400 000 000STOP",
            "0400 000 000 wrong number",
            "0400 000 000 no sms",
            "opt out 0400000000",
        ),
        *("0400 000 000 (verstorben)", "0400 000 000 décédé", "0400 000 000 nicht anrufen"),
        *("0400 000 000 (fallecida)", "0400 000 000 deceduto", "0400 000 000 overleden"),
        *("0400 000 000 nie pisać", "0400 000 000 avliden", "0400 000 000 død"),
        *("fax 02 9374 4000", "0400 000 000 (Telefax)"),
    ],
)
def test_a_warning_in_words_is_told_as_one(typed: str) -> None:
    found = phone.judge(typed, "AU")
    assert found.finding in {Finding.WARNING, Finding.FAX}
    assert found.suggestion == ""
    assert phone.choices(typed, "AU") == ()


@pytest.mark.parametrize(
    "typed",
    ["0400 000 000?", "?0400 000 000", "0400 000 000 (?)", "¿0400 000 000?", "mob 0400 000 000 ？"],
)
def test_a_question_mark_is_a_doubt_about_a_known_number(typed: str) -> None:
    assert phone.judge(typed, "AU") == (Finding.LETTERS, "+61400000000", "")


@pytest.mark.parametrize("typed", ["0400 000 000 no", "Anna 0400 000 000", "no mobile 0293744000"])
def test_other_words_are_a_doubt(typed: str) -> None:
    assert phone.judge(typed, "AU").finding is Finding.REMARK


TWO = ("0491570006", "0255501234")


@pytest.mark.parametrize(
    ("typed", "numbers"),
    [
        ("0491 570 006 / 02 5550 1234", TWO),
        ("0491570006;0255501234", TWO),
        ("0491570006 0255501234", TWO),
        ("04915700060255501234", TWO),
        ("+61491570006+61255501234", TWO),
        ("0491 570 006\n02 5550 1234", TWO),
        ("0491 570 006 ::: 02 5550 1234", TWO),
        ("M: 0491 570 006 W: 02 5550 1234", TWO),
        ("0491 570 006 (m) or (02) 5550 1234 (bh)", TWO),
        ("0491 570 006, +61 491 570 006", TWO[:1]),
        ("0491570006 0255501234 0491570156", (*TWO, "0491570156")),
        ("(02) 5550 1234/5", TWO[1:]),
        # What a person wrote is to be read before one of them is taken.
        ("0491 570 006 stop, 02 5550 1234", ()),
        ("0491 570 006, fax 02 5550 1234", ()),
        ("0491 570 006 (Anna), 02 5550 1234", ()),
        ("0491 570 006 / 0491 57", ()),
    ],
)
def test_several_numbers_are_a_choice(typed: str, numbers: tuple[str, ...]) -> None:
    found = phone.judge(typed, "AU")
    assert (found.finding, found.suggestion, found.key[0]) == (Finding.SEVERAL, "", "?")
    assert phone.choices(typed, "AU") == numbers


def test_a_number_with_two_readings_is_a_choice() -> None:
    found = phone.judge("491713920012", "DE")
    assert (found.finding, found.suggestion) == (Finding.TWO_READINGS, "")
    assert phone.choices("491713920012", "DE") == ("01713920012", "0491713920012")
    assert phone.to_send("491713920012", PhoneRules("DE")) == "491713920012"


@pytest.mark.parametrize(
    ("typed", "region", "key"),
    [
        ("61491570006", "AU", "+61491570006"),
        ("614 9157 0006", "AU", "+61491570006"),
        ("61 2 5550 1234", "AU", "+61255501234"),
        ("33612345604", "FR", "+33612345604"),
        ("447911123456", "GB", "+447911123456"),
        ("393331234567", "IT", "+393331234567"),
    ],
)
def test_a_country_code_without_its_plus_is_no_fault(typed: str, region: str, key: str) -> None:
    assert phone.judge(typed, region) == (Finding.NOTHING, key, "")


@pytest.mark.parametrize(
    ("typed", "region", "key"),
    [
        ("0171/3920013", "DE", "+491713920013"),
        ("0171 / 392 00 13", "DE", "+491713920013"),
        ("+49/171/3920013", "DE", "+491713920013"),
        ("06/12/34/56/01", "FR", "+33612345601"),
        ("06.12.34.56.01", "FR", "+33612345601"),
        ("06-12-34-56-01", "FR", "+33612345601"),
        ("0491/570/006", "AU", "+61491570006"),
        ("0491_570_006", "AU", "+61491570006"),
    ],
)
def test_slashes_may_part_one_number(typed: str, region: str, key: str) -> None:
    assert phone.judge(typed, region) == (Finding.NOTHING, key, "")


@pytest.mark.parametrize("typed", ["030 123456/7", "030 123456 / 78", "030/1234/56"])
def test_slashes_before_another_ending_do_not(typed: str) -> None:
    assert phone.phone_key(typed, "DE").startswith("?")
    assert phone.judge(typed, "DE").verdict is PhoneVerdict.DOUBTFUL


@pytest.mark.parametrize("typed", ["", " ", "\u00a0", "\u200b", "\ufeff \t"])
def test_blank(typed: str) -> None:
    assert phone.check(typed, "AU").verdict is PhoneVerdict.EMPTY
    assert phone.phone_key(typed, "AU") == ""
    assert phone.search_digits(typed, "AU") == ""


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("6113 1008", "13 10 08"),
        ("447911123456", "+447911123456"),
        ("02 9374 4000 ext 5", "02 9374 4000"),
        ("02 9374 4000 x5", "02 9374 4000 x6"),
        ("02 9374 4000 ext five", "02 9374 4000 ext six"),
        ("0400 000 000 / 0411 111 111", "0400 000 000"),
        ("2374 4000 (2)", "0237440002"),
        ("4000 0000/1", "0400 000 001"),
        ("02 9374 4000/1", "02 9374 4000"),
        ("O400 000 000", "0400 000 000"),
        ("0400000000a", "0400000000"),
        ("+937440001", "937440001"),
        ("1234567.0", "12345670"),
        ("9374 4000", "02 9374 4000"),
    ],
)
def test_an_ambiguous_text_is_not_taken_for_a_number(one: str, other: str) -> None:
    assert phone.phone_key(one, "AU") != phone.phone_key(other, "AU")


def test_unknown_numbers_compare_without_their_spaces_and_case() -> None:
    assert phone.phone_key("9374 4000", "AU") == phone.phone_key("9374-4000", "AU") == "?93744000"
    assert phone.phone_key(" MyShop ", "AU") == phone.phone_key("MYSHOP", "AU")
    assert phone.phone_key("02 9374 4000 x 5", "AU") == "+61293744000;ext=5"
    assert phone.phone_key("tel:+61-2-9374-4000;ext=5", "AU") == "+61293744000;ext=5"


def test_other_regions() -> None:
    assert phone.to_send("(201) 555-0123", PhoneRules("US")) == "2015550123"
    assert phone.to_send("+61 400 000 000", PhoneRules("US")) == MOBILE
    assert phone.to_send("07911 123456", PhoneRules("GB")) == "07911123456"
    assert phone.check("7911123456", "GB").suggestion == "07911123456"
    assert phone.phone_key("0061400000000", "GB") == MOBILE
    assert phone.phone_key("0400 000 000", "GB").startswith("?")
    assert phone.phone_key("06 698 1234", "IT") == "+39066981234"
    assert phone.phone_key(MOBILE, "ZZ") == MOBILE
    assert phone.phone_key("0400000000", "ZZ") == "?0400000000"


@pytest.mark.parametrize("region", sorted(phonenumbers.SUPPORTED_REGIONS))
def test_the_library_s_examples_of_every_region(region: str) -> None:
    for kind in phonenumbers.PhoneNumberType.values():
        number = phonenumbers.example_number_for_type(region, kind)
        if number is None or not phonenumbers.is_valid_number(number):
            continue
        key = phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
        written = phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.INTERNATIONAL)
        sent = phone.to_send(written, PhoneRules(region))
        assert phone.phone_key(written, region) == phone.phone_key(sent, region) == key
        assert phone.check(written, region).verdict is PhoneVerdict.GOOD


def test_a_text_with_two_numbers_is_found_by_both() -> None:
    digits = phone.search_digits("0400 000 000 / 0411 111 111", "AU").split()
    assert {"61400000000", "0400000000", "61411111111", "0411111111"} == set(digits)


# --- for all texts -------------------------------------------------------------------------------

REGIONS = st.sampled_from(["AU", "NZ", "GB", "US", "IT", "AR", "BR", "DE", "MX", "CI", "ZZ"])
_PIECES = st.sampled_from(
    [*"0123456789", "0400", "61", "+", "00", "000", " ", "-", "(", ")", "(0)", ".", "/", "x", "ext",
     "mob", "#", ";ext=", "E+0", "\u00a0", "\u200b", "４", "०", "é", "ß", "\n"]
)  # fmt: skip
WRITTEN = st.lists(_PIECES, max_size=16).map("".join) | st.text(max_size=20)
_SEPARATORS = st.sampled_from(["", "", "", " ", "-"])


@st.composite
def plainly_written(draw: st.DrawFn) -> str:
    """What looks like an Australian number, valid or not, with any prefix and grouping."""
    prefixes = ["", "0", "61", "+61", "+61 ", "61-", "(0", "+610", "0061"]
    prefix = draw(st.sampled_from(prefixes))
    digits = draw(st.text("0123456789", min_size=7, max_size=9))
    first = draw(st.sampled_from("234781")) + (")" if prefix == "(0" else "")
    return prefix + first + "".join(draw(_SEPARATORS) + digit for digit in digits)


@given(WRITTEN | plainly_written(), REGIONS, st.sampled_from(SendForm))
@example("0400 000 000 ext. 5 (Reception)", "AU", SendForm.INTERNATIONAL)
@example("13 10 08", "AU", SendForm.INTERNATIONAL)
@example("+2414411676", "GA", SendForm.NATIONAL)  # 04411676 is another number: +24104411676
@example("011 15-2345-6789", "AR", SendForm.NATIONAL)
def test_what_is_sent_has_the_key_of_what_was_typed(
    typed: str, region: str, form: SendForm
) -> None:
    sent = phone.to_send(typed, PhoneRules(region, form))
    assert phone.phone_key(sent, region) == phone.phone_key(typed, region)
    if sent != typed.strip():
        assert sent.removeprefix("+").isdecimal()


@given(plainly_written())
def test_the_short_cut_agrees_with_the_library(typed: str) -> None:
    significant = phone._plain_australian(typed, "AU")
    number = phone._read(typed, "AU").number
    if significant:
        assert number is not None
        assert (number.e164, number.national) == ("+61" + significant, "0" + significant)
        assert (number.country_code, number.significant) == ("61", significant)
    elif number is not None:
        assert phone.phone_key(typed, "AU") == number.e164


@given(st.text("0123456789", min_size=8, max_size=8), st.sampled_from("23478"))
def test_validity_is_the_library_s(rest: str, first: str) -> None:
    parsed = phonenumbers.parse("+61" + first + rest, "AU")
    known = phone.phone_key("0" + first + rest, "AU") == "+61" + first + rest
    assert known is phonenumbers.is_valid_number(parsed)


@given(WRITTEN | plainly_written(), REGIONS)
def test_a_check_never_fails_and_offers_only_good_numbers(typed: str, region: str) -> None:
    found = phone.check(typed, region)
    assert (found.verdict is PhoneVerdict.GOOD) is (found.message == "")
    assert (found.verdict is PhoneVerdict.EMPTY) is (phone.phone_key(typed, region) == "")
    if found.verdict is PhoneVerdict.REPAIRABLE:
        assert found.suggestion is not None
        assert phone.phone_key(found.suggestion, region) == phone.phone_key(typed, region)
    if found.suggestion is not None:
        assert phone.check(found.suggestion, region).verdict in {
            PhoneVerdict.GOOD,
            PhoneVerdict.REPAIRABLE,
        }


@given(WRITTEN | plainly_written(), REGIONS)
def test_digits_as_typed_are_searchable(typed: str, region: str) -> None:
    found = phone.search_digits(typed, region)
    assert found == " ".join(found.split())
    assert found.replace(" ", "").isdecimal() or not found
    significant = phone.significant_digits(typed, region)
    assert significant in found


@pytest.mark.parametrize(
    ("typed", "region", "written"),
    [
        ("0400000000", "AU", "0400 000 000"),
        (" +61 400 000 000", "AU", "0400 000 000"),
        ("400000000", "AU", "0400 000 000"),
        ("0293744000", "AU", "(02) 9374 4000"),
        ("1300123456", "AU", "1300 123 456"),
        ("+491712345678", "AU", "+49 171 2345678"),
        ("0400 000 000 ext 5", "AU", "0400 000 000 ext 5"),
        ("not known ", "AU", "not known"),
        ("", "AU", ""),
        ("01712345678", "DE", "0171 2345678"),
    ],
)
def test_spaced(typed: str, region: str, written: str) -> None:
    assert phone.spaced(typed, region) == written
    assert phone.phone_key(written, region) == phone.phone_key(typed, region)


def test_what_is_too_long_is_no_number_and_still_told_apart() -> None:
    long = "1 2" * 400_000
    assert phone.phone_key(long, "AU") != phone.phone_key(long + "3", "AU")
    assert phone.phone_key(f" {long} ", "AU") == phone.phone_key(long, "AU")
    assert phone.phone_key(" " * 5_000 + "0400 000 000", "AU") == "+61400000000"
    assert phone.judge(long, "AU").finding.name == "TOO_LONG"
    assert len(phone.search_digits(long, "AU")) < 5_000
    assert phone.to_send(long, PhoneRules()) == long
