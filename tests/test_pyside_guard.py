"""PySide6 must not corrupt reference counts.

PySide6 6.12.0 on Python 3.10 and 3.11 drops a reference of None at every Qt call that returns it,
until the process aborts. Python 3.12 and later are immune (their None is immortal).
"""

import sys

from PySide6.QtCore import QObject


def test_a_thousand_qt_calls_leave_the_count_of_none_alone() -> None:
    thing = QObject()
    before = sys.getrefcount(None)
    for _ in range(1000):
        thing.setObjectName("name")
    assert abs(sys.getrefcount(None) - before) < 100


def test_a_thousand_qt_calls_leave_the_count_of_true_alone() -> None:
    thing = QObject()
    before = sys.getrefcount(True)
    for _ in range(1000):
        thing.blockSignals(True)
    assert abs(sys.getrefcount(True) - before) < 100
