"""What lists call a country, and what is none beyond doubt."""

import phonenumbers
import pytest

from smsbook_gui.domain.phones.countries import name_key, region_named
from smsbook_gui.resources import resource


@pytest.mark.parametrize(
    ("text", "region"),
    [
        *[("DE", "DE"), (" de ", "DE"), ("DEU", "DE"), ("Germany", "DE"), ("GERMANY", "DE")],
        *[("Deutschland", "DE"), ("Allemagne", "DE"), ("Alemania", "DE"), ("Niemcy", "DE")],
        *[("Duitsland", "DE"), ("Tyskland", "DE"), ("Saksa", "DE"), ("Németország", "DE")],
        *[
            ("Германия", "DE"),
            ("ドイツ", "DE"),
            ("Γερμανία", "DE"),
            ("\U0001f1e9\U0001f1ea Germany", "DE"),
        ],
        *[("49", "DE"), ("+49", "DE"), ("0049", "DE"), ("49.0", "DE"), ("Germany (+49)", "DE")],
        *[("UK", "GB"), ("England", "GB"), ("the Netherlands", "NL"), ("Holland", "NL")],
        *[("U.S.A.", "US"), ("Korea, Republic of", "KR"), ("Côte d’Ivoire", "CI")],
        *[("Osterreich", "AT"), ("Namibia", "NA"), ("1", "US")],
        *[("", ""), ("NA", ""), ("N/A", ""), ("-", ""), ("DACH", ""), ("Congo", ""), ("EU", "")],
        *[
            ("Europe", ""),
            ("NSW", ""),
            ("800", ""),
            ("0", ""),
            ("Germany (+43)", ""),
            ("x" * 99, ""),
        ],
        *[("Germany or Austria", ""), ("DE/AT", ""), ("German", "")],
    ],
)
def test_a_country_is_known_beyond_doubt_or_not_at_all(text: str, region: str) -> None:
    assert region_named(text) == region


def test_every_name_is_that_of_one_country_and_every_country_has_its_code() -> None:
    lines = resource("countries.txt").read_text("utf-8").splitlines()
    named = [line.split("\t") for line in lines if not line.startswith("#")]
    assert {region for region, _ in named} == phonenumbers.SUPPORTED_REGIONS
    names = [name for _, listed in named for name in listed.split("|")]
    assert len(names) == len(set(names)) > 4_000
    assert all(name == name_key(name) for name in names)
    assert all(region_named(region) == region for region, _ in named if region != "NA")
