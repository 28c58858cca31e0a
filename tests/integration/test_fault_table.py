"""Every row of fault_table.md: API.md's outcomes and DESIGN.md's rules as they are seen.

DNS, TLS and proxies are in test_troubles_on_the_way.py, time limits in tests/api.
"""

import pytest

from tests.integration.fault_table import SECTIONS, Entry, expected, line

pytestmark = [pytest.mark.anyio, pytest.mark.long]

LINES = expected()
ROWS = [
    pytest.param(row, said, id=f"{number} {said[2:].partition(' | ')[0]}")
    for section in SECTIONS
    for number, (row, said) in enumerate(
        zip(section.rows, LINES[section.title], strict=True), start=1
    )
]


@pytest.mark.parametrize(("row", "said"), ROWS)
async def test_what_comes_of_a_fault(row: Entry, said: str) -> None:
    assert line(await row.cells()) == said


async def test_the_document_has_every_section() -> None:
    assert list(LINES) == [section.title for section in SECTIONS]
