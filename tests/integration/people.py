"""More than three hundred people as offices really have them, in four address books.

Names in many scripts, texts that break careless programs, and every form in which people type
phone numbers. The Australian numbers are those that the authority keeps for fiction, and 0400 000
000, which nobody has.
"""

import unicodedata
from collections.abc import Callable, Iterator
from itertools import chain, cycle

from smsbook_gui.domain.contacts.contact import CUSTOM_FIELDS, ContactField

FIRST, LAST = ContactField.FIRST_NAME, ContactField.LAST_NAME
PHONE, COMPANY = ContactField.PHONE_NUMBER, ContactField.COMPANY

BOOKS = ("Patients", "Personal & Büro", "Ασθενείς", "患者 🏥")

Person = dict[ContactField, str]

NAMES: dict[str, tuple[str, ...]] = {
    "latin with accents": (
        "Zoë|Müller", "Łukasz|Żółć", "Åse|Bjørnsdóttir", "José María|Núñez de la Peña",
        "Đorđe|Šćepanović", "Gülşen|İnönü", "ı|Işık", "Nguyễn Thị|Phượng", "François|L’Œuvre",
        "Þórunn|Ægisdóttir", "Tõnu|Õunapuu", "Ștefan|Țăran", "Ġorġ|Ħamrun", "Weiß|Straße",
        "WEISS|STRASSE", "Ǆemal|ǅudić", "ﬁona|ﬀrench", "Ōta|Māori", "Ẓahra|Ḥusayn", "Ŵyn|Ŷnys",
    ),
    "greek": (
        "Αλέξανδρος|Παπαδόπουλος", "Ἀριστοτέλης|Ὀνάσης", "Σίσυφος|ΣΊΣΥΦΟΣ", "Ελένη|Ζωγράφου",
        "Ϊάσων|Ϋδρα", "Οδυσσέας|Ελύτης", "Χλόη|Ψαρρού", "Ὦ|ᾼδης",
    ),
    "cyrillic": (
        "Фёдор|Достоевский", "Йордан|Радичков", "Ђорђе|Љубичић", "Їжак|Ґонта",
        "Ўладзімір|Караткевіч",
        "Ѓорѓи|Ќосев", "Наталья|О’Нил-Иванова", "Ъ|Ь", "Өлзий|Үржин", "Айгүл|Әлібекова",
    ),
    "arabic": (
        "محمد|عبد الله", "فاطمة|الزهراء", "مُحَمَّد|الأَمِين", "علی|رضایی",
        "می\u200cخواهم|نیم\u200cفاصله",
        "عائشة|بنت أبي بكر", "ٱلرَّحْمٰن|ﷲ", "پروین|اعتصامی", "٠٤٠٠|أرقام", "ﻻﻻ|ﻼ",
    ),
    "hebrew": (
        "שָׁלוֹם|כֹּהֵן", "רחל|בן־דוד", "יצחק|ג׳ורג׳", "צה״ל|מילואים", "אבג|דהו",
        "נֹעָה|לֵוִי",
        "Dana|כהן", "דנה|Cohen",
    ),
    "chinese": (
        "伟|王", "小明|李", "䶮|劉", "𠮷|野家", "媽祖|陳", "芳|张", "国荣|張", "𡃁仔|黃",
        "〇|零", "思\u3000聪|王",
    ),
    "japanese": (
        "さくら|山田", "タロウ|スズキ", "ﾀﾛｳ|ｽｽﾞｷ", "葛\U000e0100城|葛城", "がぎぐ|げご",
        "がぎぐ|げご", "〆|〇々", "ヴィクトル|ユーゴー",
    ),
    "korean": (
        "민준|김", "서연|이", "민준|김", "흥민|손", "꿀|꿾", "가각|갂",
    ),
    "thai": (
        "สมชาย|ใจดี", "น้ำ|ก้อนหิน", "ศุภมาส|ณ อยุธยา", "กฤษณ์|ญ", "เก็จแก้ว|ฟ้า", "๐๔๐๐|เลข",
    ),
    "devanagari and around": (
        "अर्जुन|शर्मा", "क्ष्मा|ज़ोया", "श्री|कृष्ण", "রবীন্দ্রনাথ|ঠাকুর", "தமிழ்|செல்வி",
        "ಕನ್ನಡ|ಕೃಷ್ಣ",
        "తెలుగు|వెంకట", "ਗੁਰਪ੍ਰੀਤ|ਸਿੰਘ", "ക്രിസ്ത്യാനി|തോമസ്", "සිංහල|ශ්\u200dරී",
        "ការិយា|ខ្មែរ", "မြန်မာ|အောင်",
    ),
    "more scripts": (
        "გიორგი|ბერიძე", "Արամ|Խաչատրյան", "ኃይለ|ሥላሴ", "ᏣᎳᎩ|ᏍᏏᏉᏯ", "ᐃᓄᒃ|ᑎᑐᑦ", "𐌰𐌱|𐌲𐌳",
        "ᠮᠣᠩᠭᠣᠯ|ᠪᠢᠴᠢᠭ", "བོད|ཡིག",
    ),
    "emoji": (
        "😀|Smith", "👨\u200d👩\u200d👧\u200d👦|Family", "🏳\ufe0f\u200d🌈|Pride", "🇦🇺🇳🇿|Anzac",
        "👩🏽\u200d⚕\ufe0f|Doctor", "❤\ufe0f|Heart", "❤\ufe0e|Text heart",
        "🏴\U000e0067\U000e0062\U000e0073\U000e0063\U000e0074\U000e007f|Scot",
        "1\ufe0f⃣|Keycap", "🧑🏿\u200d🤝\u200d🧑🏻|Friends", "👍🏻👍🏿|Thumbs", "🫠|New one",
    ),
    "marks": (
        "Zoe\u0308|NFD", "Nguye\u0302\u0303n|NFD", "q\u0307\u0323|q\u0323\u0307",
        "Y\u0308\u0301|\u0178\u0301",
        "Z\u0334\u0322\u0321a\u0335lgo|T\u0336e\u0337x\u0338t", "e\u0301|\u00e9",
        "A\u030a|\u212b", "\u2126|\u03a9",
        "\u1112\u1161\u11ab|\ud55c", "\u0301|leading mark", "a\u034f\u0308|joiner between",
    ),
    "signs": (
        "Seán|O'Brien", "Seán|O’Brien", "Seán|OʼBrien", "Seán|O`Brien", "D'Arcy|d’Arc", "''|'",
        "Anne-Marie|Smith–Jones", "Mary  Jane|Van  der   Berg", '"Bob"|“Robert” Jones',
        "Bob|\\Jones\\",
        "C:\\new\\table|\\u0041\\n", "Tab\there|a\tb", "line\nbreak|two\nlines",
        "<b>html</b>|<script>alert(1)</script>",
        "&amp;|&lt;&#39;&nbsp;", "=1+1|=HYPERLINK(\"x\";\"y\")", "+SUM(A1)|-2+3",
        "@cmd|=cmd|' /C calc'!A0",
        "';DROP TABLE contact;--|Robert'); --", "%s %d %n|{0} {name} ${HOME}", "100%|50 % _ *",
        "null|NULL",
        "None|undefined", "true|false", "0|00", "007|1e5", "N/A|-", "Infinity|NaN", "[]|{}",
        "“|”",
        "a/b|a;b,c", "#1|#REF!", "© ® ™|§ ¶ † ‡", "½|⅔ ①", "Ⅷ|ℌ", "ＦＵＬＬ|ｗｉｄｔｈ",
        "soft\u00adhyphen|zero\u200bwidth",
        "\u202eRTL|\u2067isolate\u2069", "a\u00a0b|c\u202fd", " padded |  both ends  ",
        "\u3000wide\u3000|\u00a0hard\u00a0",
    ),
}  # fmt: skip
"""First and last name with a bar between; a bar in the last name belongs to it."""

_LONG = (
    "Österreichisch-Ungarische Donaudampfschifffahrtselektrizitätenhauptbetriebswerk GmbH & Co. KG"
)
COMPANIES = (
    "", "Berg & Söhne", "O’Brien's \"Best\" Plumbing", "株式会社テスト", "شركة المثال",
    "<b>Bold</b> Ltd",
    "=SUM(A1:A9)", "back\\slash\\", "a\tb", _LONG, f"{_LONG} · {_LONG} · {_LONG}", "😀" * 60,
    "e\u0301" * 120, "x" * 500, "two  spaces", "Ελληνική Εταιρεία Α.Ε.", "ООО «Ромашка»", "-",
    "0",
)  # fmt: skip
CUSTOM = (
    "", "2024-02-29", "29/02/2024", "1,5", "1.50", "0012", "TRUE", "<i>note</i>", "\"quoted\"",
    "it's",
    "line one\nline two", "a\tb", "=A1", "é", "e\u0301", "👨\u200d👩\u200d👧", "שלום", "\\",
    "  spaced  ", "x" * 300,
)  # fmt: skip

FICTION = (
    "491570006", "491570156", "491570157", "491570158", "491570159", "491570110", "491570313",
    "491570737", "491571266", "491571491", "491571804", "491572549",
)  # fmt: skip
"""Mobile numbers without the leading 0."""


def _grouped(number: str, gap: str = " ") -> str:
    return f"{number[:3]}{gap}{number[3:6]}{gap}{number[6:]}"


FORMS: tuple[Callable[[str], str], ...] = (
    lambda n: f"0{_grouped(n)}",
    lambda n: f"0{n}",
    lambda n: n,
    lambda n: f"+61{n}",
    lambda n: f"+61 (0){_grouped(n)}",
    lambda n: f"61{n}",
    lambda n: f"610{n}",
    lambda n: f"0061{n}",
    lambda n: f"0{n[:1]}-{n[1:5]}-{n[5:]}",
    lambda n: f"0{_grouped(n)} (mob)",
    lambda n: f"mob: 0{_grouped(n)}",
    lambda n: f"0{n}".translate({ord("0") + digit: 0xFF10 + digit for digit in range(10)}),
    lambda n: f"0{_grouped(n, chr(0xA0))}",
    lambda n: f"0{n[:4]}\u200b{n[4:]}",
    lambda n: f"\u202a0{n}\u202c",
    lambda n: f"0{_grouped(n, '.')}",
    lambda n: f"{n}.0",
    lambda n: f" 0{n} ",
    lambda n: f"+61 {_grouped(n)}",
)
"""How people type them, and a few more."""

ODD_NUMBERS = (
    "0400 000 000", "0400000000", "400000000", "+61400000000", "+61 (0)400 000 000",
    "61400000000",
    "610400000000", "0061400000000", "04-0000-0000", "0400 000 000 (mob)", "4.0E+08", "4.0E+8",
    "(02) 7010 4992", "02 5550 0000", "5550 0000", "1300 975 707", "1800 975 707", "13 11 14",
    "0191",
    "+44 7700 900123", "+49 30 23125 000", "+1 202-555-0143", "+64 21 000 0000",
    "+86 10 0000 0000",
    "0491 570 006 / 0491 570 156", "02 5550 0000 ext 5", "ask at reception", "0491 570", "n/a",
    "-",
    "0491 570 006 # 2", "٠٤٩١٥٧٠٠٠٦", "O491 57O OO6", "tel:+61491570006", "'0491570006",
    "0491570006;",
)  # fmt: skip
"""Some of them no program can read; they are kept as they are."""


def people() -> list[tuple[str, Person]]:
    """Everybody, each with the name of an address book."""
    everybody = [*_named(), *_numbered(), *_oddly_numbered()]
    return list(zip(cycle(BOOKS), everybody))


def _named() -> Iterator[Person]:
    numbers = cycle(FORMS[form](FICTION[place]) for place in range(12) for form in (0, 1, 3))
    companies, notes = cycle(COMPANIES), cycle(CUSTOM)
    for name in chain(*NAMES.values(), _decomposed()):
        first, _, last = name.partition("|")
        yield _person(first, last, next(numbers), next(companies), notes)


def _decomposed() -> Iterator[str]:
    """The same names as a Mac's file names and some keyboards write them."""
    for script in ("latin with accents", "greek", "cyrillic", "japanese", "korean"):
        yield from (unicodedata.normalize("NFD", name) for name in NAMES[script])


def _numbered() -> Iterator[Person]:
    notes = cycle(CUSTOM)
    for place, form in enumerate(FORMS):
        for number in FICTION[place % 4 :: 4]:
            yield _person("Form", f"{place} {number}", form(number), "", notes)


def _oddly_numbered() -> Iterator[Person]:
    notes = cycle(reversed(CUSTOM))
    for number in ODD_NUMBERS:
        yield _person("", "", number, "", notes)
        yield _person("Odd", unicodedata.normalize("NFD", "Nümber"), number, "Odd Ltd", notes)


def _person(first: str, last: str, phone: str, company: str, notes: Iterator[str]) -> Person:
    person = {FIRST: first, LAST: last, PHONE: phone, COMPANY: company}
    return person | {field: next(notes) for field in CUSTOM_FIELDS}
