"""The dialog "Settings"."""

from PySide6.QtCore import QSignalBlocker, Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QFormLayout,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QRadioButton,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from smsbook_gui.domain.phones.phone import SendForm
from smsbook_gui.viewmodels.accounts.settings import (
    KEPT_DAYS,
    Appearance,
    SettingsState,
    SettingsViewModel,
    kept_text,
    send_form_text,
)
from smsbook_gui.viewmodels.common.text import tr
from smsbook_gui.viewmodels.help.pages import PRIVACY
from smsbook_gui.views.looks.hair_line import HairLine
from smsbook_gui.views.looks.style import QUIET, UNIT
from smsbook_gui.views.widgets.card import CardBox
from smsbook_gui.views.widgets.form_field import FormField
from smsbook_gui.views.widgets.guide_links import set_guide_page
from smsbook_gui.views.widgets.plain_text import Label, set_tip
from smsbook_gui.views.widgets.wrapped_label import WrappedLabel

_WIDTH = 76 * UNIT


class SettingsDialog(QDialog):
    """Nothing holds before "OK"."""

    def __init__(
        self,
        model: SettingsViewModel,
        parent: QWidget | None = None,
        *,
        backups: QWidget | None = None,
    ) -> None:
        """`backups` shows which there are, above where they are kept."""
        super().__init__(parent)
        self._kept = backups
        set_guide_page(self, PRIVACY)
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
        self._deleted = _combo(tr("Deleted contacts stay for"), self)
        self._backups = FormField(tr("Put backups here too"), self)
        self._awake = QCheckBox(tr("Keep this computer awake while changes are being sent"), self)
        self._updates = QCheckBox(tr("Look for a new version once a day"), self)
        self._looks = {
            Appearance.SYSTEM: QRadioButton(tr("As the system"), self),
            Appearance.LIGHT: QRadioButton(tr("Light"), self),
            Appearance.DARK: QRadioButton(tr("Dark"), self),
        }
        content = QWidget(self)
        cards = QVBoxLayout(content)
        cards.setContentsMargins(2 * UNIT, 2 * UNIT, 2 * UNIT, 2 * UNIT)
        cards.setSpacing(2 * UNIT)
        for card in self._build_cards():
            cards.addWidget(card)
        cards.addStretch(1)
        area = QScrollArea(self)
        area.setWidget(content)
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        buttons = self._build_buttons()
        buttons.setContentsMargins(2 * UNIT, UNIT, 2 * UNIT, UNIT)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(area, 1)
        column.addWidget(HairLine(self))
        column.addWidget(buttons)
        self._connect()
        self.show_state(model.state)
        needed = max(cards.totalHeightForWidth(_WIDTH), content.sizeHint().height())
        wanted = needed + buttons.sizeHint().height() + UNIT
        # Larger text takes more of the width, too.
        width = max(_WIDTH, content.minimumSizeHint().width() + 4 * UNIT)
        self.resize(width, min(wanted, self.screen().availableSize().height() - 8 * UNIT))
        self._name.edit.setFocus()

    def _build_cards(self) -> list[CardBox]:
        updates = self._build_updates()
        updates.setVisible(self._model.state.updates is not None)
        return [
            *(self._build_account(), self._build_appearance(), self._build_numbers()),
            *(self._build_sending(), self._build_deleted(), self._build_backups()),
            self._build_fields(),
            *(updates, self._build_advanced()),
        ]

    def _build_account(self) -> CardBox:
        card, form = _card(tr("Account"), self)
        _add(form, self._name.label, self._name)
        return card

    def _build_appearance(self) -> CardBox:
        card = CardBox(tr("Appearance"), self)
        row = QHBoxLayout()
        row.setSpacing(3 * UNIT)
        for button in self._looks.values():
            button.setAccessibleName(button.text())
            row.addWidget(button)
        row.addStretch(1)
        card.content.addLayout(row)
        return card

    def _build_numbers(self) -> CardBox:
        card, form = _card(tr("Numbers"), self)
        for region in self._model.state.regions:
            self._region.addItem(region.name, region.code)
        _add(
            form,
            _buddy(self._region),
            self._region,
            tr("Numbers without a country code are taken for numbers of this country."),
        )
        for kind in SendForm:
            self._form.addItem("", kind)
        _add(form, _buddy(self._form), self._form)
        return card

    def _build_sending(self) -> CardBox:
        card = CardBox(tr("Sending"), self)
        self._awake.setAccessibleName(self._awake.text())
        card.content.addWidget(self._awake)
        return card

    def _build_deleted(self) -> CardBox:
        card, form = _card(tr("Recently deleted"), self)
        for days in KEPT_DAYS:
            self._deleted.addItem(kept_text(days), days)
        _add(
            form,
            _buddy(self._deleted),
            self._deleted,
            tr("While they stay there, they can be restored."),
        )
        return card

    def _build_backups(self) -> CardBox:
        card, form = _card(tr("Backups"), self)
        self._choose = QPushButton(tr("Choose…"), self)
        self._choose.setAccessibleName(tr("Choose the folder for backups…"))
        self._choose.setAutoDefault(False)
        row = QWidget(self)
        across = QHBoxLayout(row)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(UNIT)
        across.addWidget(self._backups, 1)
        across.addWidget(self._choose, 0, Qt.AlignmentFlag.AlignTop)
        if self._kept is not None:
            form.addRow(self._kept)
        self._backups.offer(
            "", tr("A folder on another disk keeps the backups if this one breaks.")
        )
        _add(form, self._backups.label, row)
        return card

    def _choose_folder(self) -> None:
        dialog = QFileDialog(self, tr("Folder for backups"), self._model.state.backup_folder)
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(self._model.set_backup_folder)
        dialog.open()

    def _build_fields(self) -> CardBox:
        card, form = _card(tr("Names of the custom fields"), self)
        for field in self._labels:
            _add(form, field.label, field)
        return card

    def _build_updates(self) -> CardBox:
        card = CardBox(tr("Updates"), self)
        self._updates.setAccessibleName(self._updates.text())
        card.content.addWidget(self._updates)
        return card

    def _build_advanced(self) -> CardBox:
        state = self._model.state
        card, form = _card(tr("Advanced"), self)
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
        _add(form, Label(tr("Version"), self), Label(state.version, self))
        return card

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
        self._deleted.currentIndexChanged.connect(self._deleted_chosen)
        self._backups.typed.connect(model.set_backup_folder)
        self._choose.clicked.connect(self._choose_folder)
        self._awake.toggled.connect(model.set_keep_awake)
        for look, button in self._looks.items():
            button.toggled.connect(lambda on, look=look: self._look_toggled(look, on))
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
        self._backups.show_text(
            state.backup_folder,
            message=state.backup_folder_message,
            placeholder=tr("Only in the data folder"),
            serious=True,
        )
        self._awake.setChecked(state.keep_awake)
        self._looks[state.appearance].setChecked(True)
        if state.updates is not None:
            self._updates.setChecked(state.updates)
        with QSignalBlocker(self._deleted):
            self._deleted.setCurrentIndex(self._deleted.findData(state.keep_deleted))
        with QSignalBlocker(self._region), QSignalBlocker(self._form):
            self._region.setCurrentIndex(self._region.findData(state.region))
            for row, kind in enumerate(SendForm):
                self._form.setItemText(row, send_form_text(kind, state.region))
            self._form.setCurrentIndex(self._form.findData(state.send_form))

    # ---- inside ----------------------------------------------------------------------------

    def _state_changed(self) -> None:
        self.show_state(self._model.state)

    def _look_toggled(self, look: Appearance, on: bool) -> None:
        if on:
            self._model.set_appearance(look)

    def _region_chosen(self, index: int) -> None:
        if index >= 0:
            self._model.set_region(self._region.itemData(index))

    def _deleted_chosen(self, index: int) -> None:
        if index >= 0:
            self._model.set_keep_deleted(self._deleted.itemData(index))

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


def _card(title: str, parent: QWidget) -> tuple[CardBox, QFormLayout]:
    card, form = CardBox(title, parent), QFormLayout()
    form.setHorizontalSpacing(2 * UNIT)
    form.setVerticalSpacing(UNIT)
    form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
    form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
    form.setLabelAlignment(Qt.AlignmentFlag.AlignLeading)
    card.content.addLayout(form)
    return card, form


def _add(form: QFormLayout, label: QLabel, widget: QWidget, words: str = "") -> None:
    """A row, with a quiet line under the input where its name does not say all of it."""
    label.setMinimumWidth(21 * UNIT)
    buddy: QWidget | None = label.buddy()
    beside = widget if buddy is None else buddy  # what stands under it is not counted
    label.setFixedHeight(max(beside.sizeHint().height(), label.sizeHint().height()))
    form.addRow(label, _told(widget, words) if words else widget)


def _told(widget: QWidget, words: str) -> QWidget:
    """The input with the words below it, which a screen reader says with its name."""
    both = QWidget(widget.parentWidget())
    line = WrappedLabel(words)
    line.setForegroundRole(QUIET)
    line.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)
    widget.setAccessibleDescription(words)
    column = QVBoxLayout(both)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(UNIT // 2)
    column.addWidget(widget)
    column.addWidget(line)
    return both
