"""The desktop session and its driver, tried on a small window of their own."""

import sys
from pathlib import Path

import pytest

from tests.support.desktop import Desktop, NotFound

pytestmark = pytest.mark.desktop

_WINDOW = """
import sys
from PySide6.QtCore import QAbstractTableModel, Qt
from PySide6.QtWidgets import *

class Model(QAbstractTableModel):
    def rowCount(self, parent=None): return 100_000
    def columnCount(self, parent=None): return 3
    def data(self, index, role=0):
        if role == Qt.ItemDataRole.DisplayRole:
            return f"cell {index.row()}/{index.column()}"
    def headerData(self, section, orientation, role=0):
        if role == Qt.ItemDataRole.DisplayRole and orientation == Qt.Orientation.Horizontal:
            return f"Column {section}"

app = QApplication(sys.argv)
window = QMainWindow(windowTitle="Small window")
body = QWidget()
layout = QVBoxLayout(body)
field = QLineEdit()
field.setAccessibleName("Name")
label = QLabel("nothing yet", objectName="label")
button = QPushButton("Greet")
button.clicked.connect(lambda: label.setText("Hello " + field.text()))
table = QTableView()
table.setAccessibleName("Contacts")
table.setSelectionBehavior(QTableView.SelectionBehavior.SelectRows)
table.setModel(Model())
names = QListWidget()
names.setAccessibleName("Address books")
names.addItems(["All contacts", "Family"])
names.currentTextChanged.connect(lambda text: label.setText("List " + text))
combo = QComboBox()
caption = QLabel("Address &book")
caption.setBuddy(combo)
combo.addItems(["One", "Two"])
combo.currentTextChanged.connect(lambda text: label.setText("Combo " + text))
for widget in (field, button, label, caption, combo, names, table):
    layout.addWidget(widget)
window.setCentralWidget(body)
action = window.menuBar().addMenu("&File").addAction("Close")
action.triggered.connect(window.close)
window.resize(700, 600)
window.show()
app.exec()
"""


@pytest.fixture
def program(tmp_path: Path) -> list[str]:
    path = tmp_path / "window.py"
    path.write_text(_WINDOW)
    return [sys.executable, str(path)]


def test_fields_buttons_and_keys(desktop: Desktop, program: list[str], tmp_path: Path) -> None:
    window = desktop.run(program).window("Small window")
    field = window.find("text", "Name")
    field.set_text("Zoë")
    window.find("push button", "Greet").press()
    assert window.find("label", "Hello Zoë").text == "Hello Zoë"
    field.click()
    desktop.until(lambda: "focused" in field.states)
    desktop.keys("ctrl+a")
    desktop.type("Bob O'Neil")
    field.wait_text("Bob O'Neil")
    window.find("push button", "Greet").click()
    window.find("label", "Hello Bob O'Neil")
    picture = desktop.screenshot(tmp_path / "screen.png")
    assert picture.read_bytes().startswith(b"\x89PNG")


def test_a_table_of_any_size(desktop: Desktop, program: list[str]) -> None:
    window = desktop.run(program).window("Small window")
    table = window.find("table", "Contacts")
    assert table.size == (100_000, 3)
    assert table.headers() == ["Column 0", "Column 1", "Column 2"]
    assert table.rows(50_000, 2) == [
        ["cell 50000/0", "cell 50000/1", "cell 50000/2"],
        ["cell 50001/0", "cell 50001/1", "cell 50001/2"],
    ]
    table.select_row(1)
    table.select_row(3, add=True)
    assert table.selected_rows() == [1, 3]
    table.cell(2, 1).click()
    desktop.until(lambda: table.selected_rows() == [2])
    table.cell(4, 1).click(keys=["ctrl"])
    desktop.until(lambda: table.selected_rows() == [2, 4])


def test_lists_combo_boxes_and_menus(desktop: Desktop, program: list[str]) -> None:
    app = desktop.run(program)
    window = app.window("Small window")
    window.find("list item", "Family").click()
    window.find("label", "List Family")
    combo = window.find("combo box", "Address book")
    combo.choose("Two")
    window.find("label", "Combo Two")
    window.find("menu item", "File").press()
    app.root.find("menu item", "Close").press()
    assert app.wait() == 0


def test_what_is_not_there_is_said_with_what_is(desktop: Desktop, program: list[str]) -> None:
    window = desktop.run(program).window("Small window")
    with pytest.raises(NotFound, match="push button 'Greet'"):
        window.find("push button", "Nobody", timeout=0.1)


def test_the_secret_service_is_real_and_private(desktop: Desktop, tmp_path: Path) -> None:
    code = (
        "import keyring\n"
        "keyring.set_password('smsbook-test', 'me', 'tok')\n"
        "assert keyring.get_password('smsbook-test', 'me') == 'tok'\n"
        "print(type(keyring.get_keyring()).__module__)\n"
        "keyring.delete_password('smsbook-test', 'me')\n"
    )
    app = desktop.run([sys.executable, "-c", code])
    assert app.wait() == 0, app.output
    assert "SecretService" in app.output
