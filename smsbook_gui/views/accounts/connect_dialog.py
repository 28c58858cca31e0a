"""The dialog "Connect to your SMS service", also used to replace an account's token."""

from PySide6.QtCore import QEvent, QRect, QSize, Qt
from PySide6.QtGui import QAction, QIcon, QKeyEvent, QPalette, QResizeEvent, QShowEvent
from PySide6.QtWidgets import (
    QDialogButtonBox,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QStackedWidget,
    QStyle,
    QVBoxLayout,
    QWidget,
)

from smsbook_gui.domain.errors import CertificateProblem
from smsbook_gui.viewmodels.accounts.connect import (
    ConnectField,
    ConnectPhase,
    ConnectProblem,
    ConnectState,
    ConnectViewModel,
)
from smsbook_gui.viewmodels.common.text import said, tr
from smsbook_gui.viewmodels.help.pages import CONNECTING
from smsbook_gui.views.accounts.portal_picture import PortalPicture
from smsbook_gui.views.dialogs.dialog_widgets import (
    FittingDialog,
    ProblemMark,
    push_button,
)
from smsbook_gui.views.dialogs.scroll_body import ScrollBody
from smsbook_gui.views.looks.icons import sign
from smsbook_gui.views.looks.style import INPUT_HEIGHT, QUIET, UNIT, Severity, beside_text, tone
from smsbook_gui.views.widgets.form_field import ScrollContent
from smsbook_gui.views.widgets.guide_links import GuideLink, explain, set_guide_page
from smsbook_gui.views.widgets.plain_text import Label, set_tip
from smsbook_gui.views.widgets.work_bar import WorkBar
from smsbook_gui.views.widgets.wrapped_label import WrappedLabel

_WIDTH, _LETTERS = 66 * UNIT, 66
"""How wide it is at least, in pixels and in letters."""

_MARGIN = 3 * UNIT


class _Words(QStackedWidget):
    """One of several sentences, in the room that the longest needs: what is below does not move."""

    def add_words(self, label: Label) -> None:
        """One more of them; it begins at the top of the room."""
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(label)
        column.addStretch(1)
        self.addWidget(page)

    def show_words(self, label: Label) -> None:
        """This one, which was added before."""
        page = label.parentWidget()
        assert page is not None, "it was added"
        self.setCurrentWidget(page)

    def minimumSizeHint(self) -> QSize:
        """Qt's own is as high as the sentences are at their least width (see FittingDialog)."""
        return QSize(super().minimumSizeHint().width(), 0)


class _Field(QWidget):
    """An input with its help below it, and a sign in it where something is wrong with it.

    `name` is what the portal and assistive technology call it, `words_for_it` what an office does.
    """

    def __init__(self, name: str, help_text: str, *, words_for_it: str = "") -> None:
        super().__init__()
        self.words_for_it = words_for_it or name
        self.input = QLineEdit()
        self.input.setAccessibleName(name)
        self.help = WrappedLabel(help_text)
        self.help.setForegroundRole(QUIET)
        self.words = _Words()
        self.words.add_words(self.help)
        self._sign = QAction(tr("Something is wrong here"), self)
        self._sign.setVisible(False)
        self.input.addAction(self._sign, QLineEdit.ActionPosition.TrailingPosition)
        self.row = QHBoxLayout()
        self.row.setSpacing(UNIT)
        self.row.addWidget(self.input, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(UNIT // 2)
        layout.addLayout(self.row)
        layout.addWidget(self.words)
        self._apply_palette()

    def render_problem(self, problem: ConnectProblem | None) -> None:
        """Mark the input, and tell a screen reader that stands on it what is wrong."""
        self._sign.setVisible(problem is not None)
        set_tip(self._sign, "" if problem is None else problem.text)
        self.input.setAccessibleDescription(self.help.text() if problem is None else problem.text)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.PaletteChange:
            self._apply_palette()

    def _apply_palette(self) -> None:
        colour = tone(Severity.BAD, self.palette())
        self._sign.setIcon(QIcon(sign("attention", colour, self)))


class _Messages(QScrollArea):
    """What the dialog has to say, one below the other, in a place that never changes its size."""

    def __init__(self) -> None:
        super().__init__()
        content = ScrollContent()
        self.column = QVBoxLayout(content)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(UNIT)
        self.setWidget(content)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        # The dialog's own ground, not that of a list.
        self.viewport().setAutoFillBackground(False)
        content.setAutoFillBackground(False)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """By its own width: what a scroll bar leaves of it would bring the bar and take it again,
        for ever."""
        super().resizeEvent(event)
        self.reserve(self.width())

    def reserve(self, width: int) -> None:
        """Take the room of the longest message with its buttons, at that width and now's font."""
        longest = f"{said(CertificateProblem.message)} {said(CertificateProblem.remedy)}"
        metrics = self.fontMetrics()
        room = QRect(0, 0, width - beside_text(metrics) - UNIT, 10_000)
        text = metrics.boundingRect(room, Qt.TextFlag.TextWordWrap, longest)
        details = metrics.lineSpacing() + UNIT
        self.setFixedHeight(text.height() + details + UNIT + max(INPUT_HEIGHT, details))


class ConnectDialog(FittingDialog):
    """Renders ConnectState. Shown with `open()`; accepted when the account is there."""

    def __init__(self, view_model: ConnectViewModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        set_guide_page(self, CONNECTING)
        self._view_model = view_model
        self._phase = ConnectPhase.EDITING
        self._said: object = None
        """What the messages were about when they were scrolled to."""
        self.setWindowTitle(tr("Connect to your SMS service"))
        self._build_fields()
        self._build_rest()
        self._lay_out()
        self._connect_signals()
        state = view_model.state
        self._name.input.setText(state.name)
        self._url.input.setText(state.url)
        self._choose_width()
        self.render_state(state)
        (self._token if state.replacing else self._name).input.setFocus()

    # --- what it shows -------------------------------------------------------------------------

    def render_state(self, state: ConnectState) -> None:
        """Show the state; closes the dialog when it is done."""
        if state.phase is ConnectPhase.DONE:
            self.accept()
            return
        editing = state.phase is ConnectPhase.EDITING
        for each in self._fields.values():
            each.input.setEnabled(editing)
        self._name.input.setReadOnly(state.replacing)
        self._show_token.setEnabled(editing)
        self._connect.setEnabled(editing)
        self._practice.setVisible(not state.replacing)
        self._practice.setEnabled(not state.busy)
        self._keyring.setVisible(state.phase is ConnectPhase.KEYRING)
        self._render_progress(state)
        self._render_problems(state)
        self._token.words.show_words(self._tidied if state.token_tidied else self._token.help)
        self._hint.setVisible(not state.busy and not state.problems)
        self.fit()
        self._move_focus(state)
        self._scroll_to_messages(state)

    def _render_progress(self, state: ConnectState) -> None:
        self._progress.setVisible(state.busy)
        # An indeterminate bar animates for as long as it exists, so it is one only while needed.
        self._bar.setRange(0, 0 if state.busy else 1)
        self._doing.setText(
            tr("Waiting for the password store of this computer…")
            if state.phase is ConnectPhase.STORING
            else tr("Checking the address and the access key…")
        )
        self._bar.setAccessibleName(self._doing.text())

    def _render_problems(self, state: ConnectState) -> None:
        by_place = {problem.at: problem for problem in state.problems}
        for place, each in self._fields.items():
            each.render_problem(by_place.get(place))
        for place, mark in self._problems.items():
            mark.show_problem(*_words(by_place.get(place)))

    def _move_focus(self, state: ConnectState) -> None:
        """Put the focus where the person goes on, once for each change of phase."""
        if state.phase is self._phase:
            return
        self._phase = state.phase
        if state.busy:
            self._cancel.setFocus()
        elif state.phase is ConnectPhase.KEYRING:
            self._for_session.setFocus()
        else:
            self._focus_problem(state)

    def _scroll_to_messages(self, state: ConnectState) -> None:
        """Where not all fits on the screen, what there is to say does, once it changes."""
        said = state.phase, state.problems
        if said != self._said:
            self._said = said
            if state.busy or state.problems:
                self._body.ensureWidgetVisible(self._messages)

    def _focus_problem(self, state: ConnectState) -> None:
        wrong = [self._fields[p.at].input for p in state.problems if p.at in self._fields]
        (wrong[0] if wrong else self._connect).setFocus()

    # --- what the person does ------------------------------------------------------------------

    def reject(self) -> None:
        """Close, and stop whatever runs: nothing was stored."""
        self._view_model.cancel()
        super().reject()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self._cancel_or_close()
            return
        super().keyPressEvent(event)

    def _cancel_or_close(self) -> None:
        if not self._view_model.cancel():
            self.reject()

    def _connect_clicked(self) -> None:
        self._view_model.connect_account(
            self._name.input.text(), self._url.input.text(), self._token.input.text()
        )
        if self._view_model.state.problems:
            self._focus_problem(self._view_model.state)

    def _token_changed(self, typed: str) -> None:
        tidy = self._view_model.tidied_token(typed)
        if tidy != typed:
            self._token.input.setText(tidy)
        self._view_model.edited(ConnectField.TOKEN)

    def _token_shown(self, shown: bool) -> None:
        mode = QLineEdit.EchoMode.Normal if shown else QLineEdit.EchoMode.Password
        self._token.input.setEchoMode(mode)
        self._show_token.setText(tr("Hide") if shown else tr("Show"))

    # --- the system ----------------------------------------------------------------------------

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._choose_pictures()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.FontChange and self.isVisible():
            self._choose_width()
            self._choose_pictures()
            self.render_state(self._view_model.state)

    def _choose_width(self) -> None:
        """Wide enough for the size of the text."""
        wish = max(_WIDTH, _LETTERS * self.fontMetrics().averageCharWidth())
        self.setMinimumWidth(min(wish, self.screen().availableGeometry().width()))

    def _choose_pictures(self) -> None:
        """Pictures of the portal where the screen is high enough for them."""
        layout = self.layout()
        assert layout is not None
        self._portal.show()
        self._messages.reserve(self.width() - 2 * _MARGIN)  # before it has that width
        layout.activate()
        high = layout.totalHeightForWidth(self.width())
        self._portal.setVisible(high <= self.screen().availableGeometry().height() - 6 * UNIT)
        self.fit()

    # --- building ------------------------------------------------------------------------------

    def _build_fields(self) -> None:
        replacing = self._view_model.state.replacing
        self._name = _Field(
            tr("Account name"),
            tr("Your own name for this account on this computer.")
            if replacing
            else tr("Your own name for this account, for example “Office”. It may stay empty."),
        )
        self._url = _Field(
            tr("API URL"),
            tr("In your service's web portal: Account Settings, “API URL”."),
            words_for_it=tr("Web address"),
        )
        self._token = _Field(
            tr("Access token"),
            tr("In your service's web portal: Service Settings > Generate API Key."),
            words_for_it=tr("Access key"),
        )
        self._fields = {
            ConnectField.NAME: self._name,
            ConnectField.URL: self._url,
            ConnectField.TOKEN: self._token,
        }
        for each in (self._url, self._token):
            each.input.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        self._url.input.setPlaceholderText("https://")
        explain(
            self._url.input,
            tr("Where your SMS service answers. The portal shows it under Account Settings."),
        )
        explain(
            self._token.input,
            tr(
                "Like a password for your contacts. The portal makes one under Service Settings. "
                "It is kept in the password store of this computer."
            ),
        )
        self._url.input.setInputMethodHints(
            Qt.InputMethodHint.ImhUrlCharactersOnly | Qt.InputMethodHint.ImhNoPredictiveText
        )
        self._token.input.setEchoMode(QLineEdit.EchoMode.Password)
        self._token.input.setInputMethodHints(
            Qt.InputMethodHint.ImhSensitiveData
            | Qt.InputMethodHint.ImhNoPredictiveText
            | Qt.InputMethodHint.ImhHiddenText
        )
        self._show_token = QPushButton(tr("Show"))
        self._show_token.setAccessibleName(tr("Show access token"))
        set_tip(self._show_token, tr("Show access token"))
        self._show_token.setCheckable(True)
        self._show_token.setAutoDefault(False)
        self._token.row.addWidget(self._show_token)
        self._tidied = WrappedLabel(
            tr(
                "Spaces, line breaks or the word “Bearer” were copied with the access key, "
                "and were removed."
            )
        )
        self._tidied.setForegroundRole(QPalette.ColorRole.Accent)
        self._token.words.add_words(self._tidied)

    def _build_rest(self) -> None:
        replacing = self._view_model.state.replacing
        self._portal = QWidget()
        pages = QHBoxLayout(self._portal)
        pages.setContentsMargins(0, 0, 0, 0)
        pages.setSpacing(2 * UNIT)
        if not replacing:
            pages.addWidget(PortalPicture(tr("Account Settings"), tr("API URL"), "https://…"))
        pages.addWidget(PortalPicture(tr("Service Settings"), tr("Generate API Key")))
        self._intro = WrappedLabel(
            tr("Enter the new access key (“Access token”) for this account.")
            if replacing
            else tr(
                "SMS Book needs two things from your SMS service. You find both in its web portal."
            )
        )
        self._hint = WrappedLabel(
            tr("The contacts stay as they are.")
            if replacing
            else tr(
                "To look around first, choose practice mode: it has sample contacts, and nothing "
                "leaves this computer."
            )
        )
        self._hint.setForegroundRole(QUIET)
        self._bar = WorkBar("")
        self._doing = Label()
        self._progress = QWidget()
        self._problems = {place: ProblemMark(self) for place in ConnectField}
        self._for_session = push_button(tr("Use for this session only"))
        self._again = push_button(tr("Try again"))
        self._keyring = QWidget()
        self._practice = push_button(tr("Practice mode"))
        self._connect = push_button(tr("Connect"))
        self._cancel = push_button(tr("Cancel"))
        self._connect.setDefault(True)

    def _lay_out(self) -> None:
        form = QGridLayout()
        form.setHorizontalSpacing(2 * UNIT)
        form.setVerticalSpacing(2 * UNIT)
        form.setColumnStretch(1, 1)
        hint = QStyle.StyleHint.SH_FormLayoutLabelAlignment
        side = (
            Qt.AlignmentFlag(self.style().styleHint(hint)) & Qt.AlignmentFlag.AlignHorizontal_Mask
        )
        for row, each in enumerate(self._fields.values()):
            # The label stands beside the input, its second line beside the help.
            caption = QVBoxLayout()
            caption.setSpacing(UNIT // 2)
            label = Label(each.words_for_it)
            label.setBuddy(each.input)
            label.setAlignment(side | Qt.AlignmentFlag.AlignVCenter)
            label.setMinimumHeight(each.row.sizeHint().height())
            caption.addWidget(label)
            if each.words_for_it != each.input.accessibleName():
                portal = Label(each.input.accessibleName(), alignment=side)
                portal.setForegroundRole(QUIET)
                caption.addWidget(portal)
            caption.addStretch(1)
            form.addLayout(caption, row, 0)
            form.addWidget(each, row, 1)
        self._lay_out_messages()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(_MARGIN, _MARGIN, _MARGIN, _MARGIN)
        layout.setSpacing(2 * UNIT)
        self._body = ScrollBody()
        self._body.column.setSpacing(2 * UNIT)
        self._body.column.addWidget(self._intro)
        where = GuideLink(tr("Where do I find them?"), CONNECTING)
        self._body.column.addWidget(where, 0, Qt.AlignmentFlag.AlignLeading)
        self._body.column.addWidget(self._portal)
        self._body.column.addLayout(form)
        self._body.column.addWidget(self._messages)
        self._body.column.addStretch(1)
        layout.addWidget(self._body, 1)
        layout.addWidget(self._build_buttons())

    def _build_buttons(self) -> QDialogButtonBox:
        buttons = QDialogButtonBox()
        buttons.addButton(self._practice, QDialogButtonBox.ButtonRole.ResetRole)
        buttons.addButton(self._connect, QDialogButtonBox.ButtonRole.AcceptRole)
        buttons.addButton(self._cancel, QDialogButtonBox.ButtonRole.RejectRole)
        return buttons

    def _lay_out_messages(self) -> None:
        progress = QVBoxLayout(self._progress)
        progress.setContentsMargins(0, 0, 0, 0)
        progress.setSpacing(UNIT // 2)
        progress.addWidget(self._doing)
        progress.addWidget(self._bar)
        keyring = QHBoxLayout(self._keyring)
        keyring.setContentsMargins(beside_text(self.fontMetrics()) + UNIT, 0, 0, 0)
        keyring.setSpacing(UNIT)
        keyring.addWidget(self._for_session)
        keyring.addWidget(self._again)
        keyring.addStretch(1)
        self._messages = _Messages()
        for message in (self._hint, self._progress, *self._problems.values(), self._keyring):
            self._messages.column.addWidget(message)
        self._messages.column.addStretch(1)

    def _connect_signals(self) -> None:
        self._view_model.state_changed.connect(self._state_changed)
        self._name.input.textChanged.connect(lambda: self._view_model.edited(ConnectField.NAME))
        self._url.input.textChanged.connect(lambda: self._view_model.edited(ConnectField.URL))
        self._token.input.textChanged.connect(self._token_changed)
        self._show_token.toggled.connect(self._token_shown)
        self._connect.clicked.connect(self._connect_clicked)
        self._practice.clicked.connect(self._view_model.start_practice)
        self._cancel.clicked.connect(self._cancel_or_close)
        self._for_session.clicked.connect(self._view_model.use_for_this_session)
        self._again.clicked.connect(self._view_model.try_keyring_again)

    def _state_changed(self) -> None:
        self.render_state(self._view_model.state)


def _words(problem: ConnectProblem | None) -> tuple[str, str]:
    return ("", "") if problem is None else (problem.text, problem.details)
