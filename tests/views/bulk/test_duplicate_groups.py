"""The list of groups, where they are thousands."""

from typing import Any

import pytest

from smsbook_gui.domain.contacts.duplicates import DuplicateGroup, DuplicateReason
from smsbook_gui.services.contacts.duplicates import FoundGroup
from smsbook_gui.views.bulk.duplicate_groups import AT_ONCE, GroupList
from tests.support.qt import until

pytestmark = pytest.mark.anyio

MANY = tuple(
    FoundGroup(DuplicateGroup((2 * place, 2 * place + 1), DuplicateReason.CHOSEN), f"Ann {place}")
    for place in range(10 * AT_ONCE)
)


@pytest.fixture(scope="module")
def anyio_backend(qt_backend: Any) -> Any:
    return qt_backend


@pytest.mark.unwatched
async def test_thousands_get_their_places_little_by_little(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    groups = GroupList()
    groups.resize(300, 400)
    groups.show()
    asked: list[int] = []
    model, row_count = groups._model, groups._model.rowCount

    def counted(*parent: Any) -> int:
        asked.append(1)
        return row_count(*parent)

    monkeypatch.setattr(model, "rowCount", counted)
    groups.show_groups(MANY, 9 * AT_ONCE)
    assert len(asked) < 4 * AT_ONCE, "each row is asked about twice, and all of them would be"
    area = groups.viewport().rect()
    await until(lambda: area.contains(groups.visualRect(groups.currentIndex())))
    assert groups.currentIndex().row() == 9 * AT_ONCE
    groups.show_groups(MANY[1:], 0)
    assert area.contains(groups.visualRect(groups.currentIndex()))
    groups.hide()
    groups.deleteLater()
