"""Writes `resources/countries.txt`: `python -m tests.files.make_countries`.

From Unicode's locale data (CLDR) as Babel has it, which is needed for this alone: nothing of the
program or its tests imports it otherwise.
"""

from collections import defaultdict
from importlib import import_module
from itertools import product
from pathlib import Path

import phonenumbers

from smsbook_gui.domain.phones.countries import name_key

TARGET = Path(__file__).parent.parent.parent / "resources" / "countries.txt"
LANGUAGES = (
    *("en", "de", "fr", "es", "it", "nl", "pl", "pt", "sv", "da", "nb", "fi", "et", "lv", "lt"),
    *("cs", "sk", "hu", "ro", "hr", "sr", "sr_Latn", "sl", "bg", "ru", "uk", "el", "tr", "he"),
    *("ar", "zh", "zh_Hant", "ja", "ko", "vi", "id", "th"),
)
"""Those whose headers of columns are known (`domain/imports/column_words.py`)."""
UNSAID = frozenset({"na", "congo", "kongo"})
"""What is no name of a country beyond doubt: lists write "NA" where they say nothing."""
OTHERS = {
    "GB": "U.K., Great Britain, Britain, England, Scotland, Wales, Northern Ireland, UK, GBR,"
    " United Kingdom of Great Britain and Northern Ireland, Grossbritannien, Engeland,"
    " Grande-Bretagne, Angleterre, Gran Bretagna, Inghilterra, Inglaterra, Grã-Bretanha",
    "US": "U.S., U.S.A., United States of America, America, USA, Etats-Unis d'Amérique,"
    " Vereinigte Staaten von Amerika, Estados Unidos de América, EE.UU., EEUU, EUA, EE UU",
    "AE": "U.A.E., UAE, Emirates",
    "AU": "Commonwealth of Australia, Aust, Aus",
    "NZ": "Aotearoa, Aotearoa New Zealand, N.Z., NZL",
    "NL": "Holland, The Netherlands, Hollande, Olanda, Holanda, Nederlanden, Pays Bas",
    "IE": "Eire, Republic of Ireland, Irish Republic, Southern Ireland, Éire",
    "DE": "Federal Republic of Germany, BRD, Bundesrepublik Deutschland",
    "AT": "Oesterreich",
    "DK": "Daenemark",
    "CZ": "Czech Republic, Tschechische Republik, République tchèque, República Checa, Tsjechië,"
    " Česká republika",
    "CH": "Schweiz/Suisse, Helvetia",
    "RU": "Russian Federation, Российская Федерация, РФ",
    "KR": "South Korea, Republic of Korea, Korea, Republic of Korea South, Korea Republic of, ROK",
    "KP": "North Korea, Korea Democratic People's Republic of, DPRK",
    "VN": "Viet Nam",
    "HK": "Hong Kong, Hongkong, Hong Kong SAR, Hong Kong SAR China",
    "MO": "Macau, Macao, Macao SAR China",
    "TW": "Taiwan Province of China, Republic of China, Taiwan ROC",
    "CN": "People's Republic of China, PRC, P.R. China, PR China, Mainland China",
    "TR": "Turkey, Türkiye, Turkiye, Republic of Türkiye",
    "CI": "Ivory Coast",
    "MM": "Burma, Myanmar",
    "SZ": "Swaziland",
    "MK": "Macedonia, North Macedonia, FYROM",
    "CV": "Cape Verde",
    "TL": "East Timor",
    "IR": "Iran Islamic Republic of, Islamic Republic of Iran",
    "SY": "Syrian Arab Republic",
    "LA": "Lao People's Democratic Republic",
    "MD": "Moldova Republic of, Republic of Moldova",
    "TZ": "Tanzania United Republic of, United Republic of Tanzania",
    "BO": "Bolivia Plurinational State of, Plurinational State of Bolivia",
    "VE": "Venezuela Bolivarian Republic of, Bolivarian Republic of Venezuela",
    "BN": "Brunei Darussalam",
    "PS": "Palestine, State of Palestine, Palestine State of",
    "CD": "DR Congo, DRC, Democratic Republic of the Congo, Congo The Democratic Republic of the",
    "VA": "Holy See, Vatican",
    "FM": "Micronesia Federated States of, Federated States of Micronesia",
    "BA": "Bosnia, Bosnia and Herzegovina, Bosnia & Herzegovina",
    "TT": "Trinidad, Trinidad and Tobago",
}
"""What else people write, beside what the locale data has."""
_HEAD = """\
# What countries are called, by their ISO 3166 code: names as they are looked up, in the languages
# whose headers of columns are known. Made by `python -m tests.files.make_countries` from the locale
# data of Unicode (CLDR). A name of two countries is not among them.
"""


def countries_text() -> str:
    """The whole file."""
    babel = import_module("babel")
    found: defaultdict[str, set[str]] = defaultdict(set)
    regions = sorted(phonenumbers.SUPPORTED_REGIONS)
    for region, language in product(regions, LANGUAGES):
        name = babel.Locale.parse(language).territories.get(region)
        if name is not None:
            found[name_key(name)].add(region)
    for alias, meant in import_module("babel.core").get_global("territory_aliases").items():
        if len(alias) == 3 and alias.isalpha() and len(meant) == 1 and meant[0] in regions:
            found[name_key(alias)].add(meant[0])
    for region, names in OTHERS.items():
        for name in names.split(","):
            found[name_key(name)] = {region}
    for region in regions:
        found[name_key(region)] = {region}
    for name in UNSAID:
        found.pop(name, None)
    lines = [
        f"{region}\t{'|'.join(sorted(key for key, named in found.items() if named == {region}))}\n"
        for region in regions
    ]
    return _HEAD + "".join(lines)


if __name__ == "__main__":
    TARGET.write_text(countries_text(), encoding="utf-8")
