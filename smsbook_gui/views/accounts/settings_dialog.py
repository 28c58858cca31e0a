"""The dialog "Settings"."""

from PySide6.QtCore import QSignalBlocker, Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QGroupBox,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from smsbook_gui.domain.phone import SendForm
from smsbook_gui.viewmodels.accounts.settings import (
    SettingsState,
    SettingsViewModel,
    send_form_text,
)
from smsbook_gui.viewmodels.common.text import tr
from smsbook_gui.views.widgets.form_field import FormField, fit
from smsbook_gui.views.widgets.plain_text import Label, set_tip
from smsbook_gui.views.widgets.style import UNIT


class SettingsDialog(QDialog):
    """Nothing holds before "OK"."""

    def __init__(self, model: SettingsViewModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self.setWindowTitle(tr("Settings"))
        self.setAccessibleName(tr("Settings"))
        self._name = FormField(tr("Account name"), self)
        self._labels = [
            FormField(tr("Custom field {number}").format(number=index + 1), self)
            for index in range(4)
        ]
        self._region = _combo(tr("Country of phone numbers"), self)
        self._form = _combo(tr("Numbers are sent"), self)
        self._awake = QCheckBox(tr("Keep this computer awake while changes are being sent"), self)
        self._updates = QCheckBox(tr("Look for a new version once a day"), self)
        column = QVBoxLayout(self)
        column.setContentsMargins(2 * UNIT, 2 * UNIT, 2 * UNIT, 2 * UNIT)
        column.setSpacing(2 * UNIT)
        column.addWidget(self._build_account())
        column.addWidget(self._build_numbers())
        column.addWidget(self._build_general())
        column.addStretch(1)
        column.addWidget(self._build_buttons())
        self._connect()
        self.show_state(model.state)
        fit(self, 60 * UNIT)

    def _build_account(self) -> QGroupBox:
        group, form = _group(tr("Account"), self)
        _add(form, self._name.label, self._name)
        for field in self._labels:
            _add(form, field.label, field)
        return group

    def _build_numbers(self) -> QGroupBox:
        group, form = _group(tr("Phone numbers"), self)
        for region in self._model.state.regions:
            self._region.addItem(region.name, region.code)
        _add(form, _buddy(self._region), self._region)
        for kind in SendForm:
            self._form.addItem("", kind)
        _add(form, _buddy(self._form), self._form)
        return group

    def _build_general(self) -> QGroupBox:
        state = self._model.state
        group, form = _group(tr("This computer"), self)
        folder = QLineEdit(state.folder, self)
        folder.setReadOnly(True)
        folder.setAccessibleName(tr("Data folder"))
        folder.setCursorPosition(0)
        folder.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        set_tip(folder, state.folder)
        self._open = QPushButton(tr("Open folder"), self)
        self._open.setAccessibleName(tr("Open folder"))
        self._open.setAutoDefault(False)
        row = QWidget(self)
        across = QHBoxLayout(row)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(UNIT)
        across.addWidget(folder, 1)
        across.addWidget(self._open)
        _add(form, Label(tr("Data folder"), self), row)
        self._awake.setAccessibleName(self._awake.text())
        form.addRow(self._awake)
        self._updates.setAccessibleName(self._updates.text())
        form.addRow(self._updates)
        form.setRowVisible(self._updates, state.updates is not None)
        version = Label(state.version, self)
        _add(form, Label(tr("Version"), self), version)
        return group

    def _build_buttons(self) -> QDialogButtonBox:
        ok, cancel = QDialogButtonBox.StandardButton.Ok, QDialogButtonBox.StandardButton.Cancel
        buttons = QDialogButtonBox(ok | cancel, self)
        for which, text in ((ok, tr("OK")), (cancel, tr("Cancel"))):
            button = buttons.button(which)
            button.setText(text)
            button.setAccessibleName(text)
        buttons.accepted.connect(self._model.apply)
        buttons.rejected.connect(self.reject)
        return buttons

    def _connect(self) -> None:
        model = self._model
        self._name.typed.connect(model.set_name)
        for index, field in enumerate(self._labels):
            field.typed.connect(lambda text, index=index: model.set_label(index, text))
        self._region.currentIndexChanged.connect(self._region_chosen)
        self._form.currentIndexChanged.connect(self._form_chosen)
        self._awake.toggled.connect(model.set_keep_awake)
        self._updates.toggled.connect(model.set_updates)
        self._open.clicked.connect(self._open_folder)
        model.state_changed.connect(self._state_changed)
        model.applied.connect(self._applied)

    def show_state(self, state: SettingsState) -> None:
        """Show `state`."""
        self._name.show_text(state.name, message=state.name_message, serious=True)
        for index, field in enumerate(self._labels):
            placeholder = tr("Custom {number}").format(number=index + 1)
            field.show_text(state.labels[index], placeholder=placeholder)
        self._awake.setChecked(state.keep_awake)
        if state.updates is not None:
            self._updates.setChecked(state.updates)
        with QSignalBlocker(self._region), QSignalBlocker(self._form):
            self._region.setCurrentIndex(self._region.findData(state.region))
            for row, kind in enumerate(SendForm):
                self._form.setItemText(row, send_form_text(kind, state.region))
            self._form.setCurrentIndex(self._form.findData(state.send_form))

    # ---- inside ----------------------------------------------------------------------------

    def _state_changed(self) -> None:
        self.show_state(self._model.state)

    def _region_chosen(self, index: int) -> None:
        if index >= 0:
            self._model.set_region(self._region.itemData(index))

    def _form_chosen(self, index: int) -> None:
        if index >= 0:
            self._model.set_send_form(SendForm(self._form.itemData(index)))

    def _open_folder(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(self._model.state.folder))

    def _applied(self) -> None:
        self.accept()


def _combo(name: str, parent: QWidget) -> QComboBox:
    combo = QComboBox(parent)
    combo.setAccessibleName(name)
    combo.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
    return combo


def _buddy(combo: QComboBox) -> QLabel:
    label = Label(combo.accessibleName(), combo.parentWidget())
    label.setBuddy(combo)
    return label


def _group(title: str, parent: QWidget) -> tuple[QGroupBox, QFormLayout]:
    group = QGroupBox(title, parent)
    group.setAccessibleName(title)
    form = QFormLayout(group)
    form.setContentsMargins(2 * UNIT, 2 * UNIT, 2 * UNIT, 2 * UNIT)
    form.setHorizontalSpacing(2 * UNIT)
    form.setVerticalSpacing(UNIT)
    form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
    form.setLabelAlignment(Qt.AlignmentFlag.AlignLeading)
    return group, form


def _add(form: QFormLayout, label: QLabel, widget: QWidget) -> None:
    label.setMinimumWidth(20 * UNIT)
    form.addRow(label, widget)
