"""Many contacts vanished from the service at once: a person says whether that can be right."""

from PySide6.QtCore import QObject, Signal

from smsbook_gui.services.sync.engine import EngineState, SyncEngine
from smsbook_gui.viewmodels.common.banner import Banner, BannerAction, BannerKind, BannerViewModel
from smsbook_gui.viewmodels.common.question import Choice, ChoiceRole, Question
from smsbook_gui.viewmodels.common.text import tr


def gone_text(count: int) -> str:
    """What happened, with how many."""
    return tr("%Ln contacts are no longer at the SMS service", None, count)


class MassDeletionViewModel(QObject):
    """Shows a banner while the question is open; if that is closed, `ask` asks again.

    `asked` carries a Question.
    """

    asked = Signal(object)

    def __init__(
        self, engine: SyncEngine, banner: BannerViewModel, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._engine = engine
        self._banner = banner
        self._count = 0
        self._standing: int | None = None
        self._unsubscribe = engine.subscribe(self._engine_changed)
        self._engine_changed(engine.state)

    def close(self) -> None:
        """Stop following the engine."""
        self._unsubscribe()

    def ask(self) -> None:
        """Put the question as a dialog."""
        if not self._count:
            return
        move = Choice("move", tr("Move to Recently deleted"), ChoiceRole.DESTRUCTIVE)
        keep = Choice("keep", tr("Keep them here"))
        later = Choice("later", tr("Not now"), ChoiceRole.REJECT)
        title = tr("Contacts are missing")
        self.asked.emit(
            Question(
                title,
                f"{gone_text(self._count)}.",
                (move, keep, later),
                self._answered,
                more=gone_why(),
                default=later.key,
            )
        )

    def _answered(self, key: str) -> None:
        if key in {"move", "keep"} and self._count:
            self._answer(right=key == "move")

    def _answer(self, *, right: bool) -> None:
        self._engine.answer_gone(right=right)

    def _engine_changed(self, state: EngineState) -> None:
        if state.gone_question == self._count:
            return
        self._count = state.gone_question
        standing, self._standing = self._standing, None
        if standing is not None:
            self._banner.close(standing)
        if self._count:
            actions = (
                BannerAction(tr("Move to Recently deleted"), lambda: self._answer(right=True)),
                BannerAction(tr("Keep them here"), lambda: self._answer(right=False)),
            )
            self._standing = self._banner.show(
                Banner(
                    " ".join((f"{gone_text(self._count)}.", tr("Can that be right?"))),
                    BannerKind.PROBLEM,
                    actions,
                    details=gone_why(),
                    seconds=None,
                )
            )


def gone_why() -> str:
    """What may be behind it."""
    return tr(
        "So many at once, or the last ones there, may be a mistake. If somebody tidied up "
        "there, they can go here as well. If not, keep them here until you know more, and ask "
        "the person who looks after the service."
    )
