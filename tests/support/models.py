"""Qt's own tester watches every model of the program, through all that a test does with it.

After each change it asks the model for everything, and warns where an answer breaks what views rely
on: an index without a row, a change that was not announced. A warning of Qt's fails the test
(`guards`). For tests of few rows: it looks at all of them each time. Not watched are the long ones
and those marked `unwatched`, which count what is asked of a model.
"""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from PySide6.QtCore import QAbstractItemModel
from PySide6.QtTest import QAbstractItemModelTester

_WARNS = QAbstractItemModelTester.FailureReportingMode.Warning


def models_of(package: str) -> Iterator[type[QAbstractItemModel]]:
    """The classes of models in a package, as far as they are imported."""
    waiting: list[type[QAbstractItemModel]] = [QAbstractItemModel]
    while waiting:
        kind = waiting.pop()
        waiting += kind.__subclasses__()
        if kind.__module__.partition(".")[0] == package and "__init__" in vars(kind):
            yield kind


def watch(kind: type[QAbstractItemModel], monkeypatch: pytest.MonkeyPatch) -> None:
    """Have each model of this class watched from when it is made."""
    plain: Callable[..., None] = kind.__init__

    def watched(self: QAbstractItemModel, *args: Any, **named: Any) -> None:
        plain(self, *args, **named)
        if type(self).__init__ is watched:  # else the class below is not ready yet
            QAbstractItemModelTester(self, _WARNS, self)

    monkeypatch.setattr(kind, "__init__", watched)


@pytest.fixture(autouse=True)
def watched_models(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """All that the test makes are watched."""
    if not any(map(request.node.get_closest_marker, ("unwatched", "long"))):
        for kind in models_of("smsbook_gui"):
            watch(kind, monkeypatch)
