"""One run of the program, from the QApplication to the last thread."""

import asyncio
import contextlib
import logging
import shutil
import sys
from collections.abc import Callable
from functools import partial
from importlib.resources import as_file
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QFileOpenEvent, QIcon
from PySide6.QtWidgets import QApplication, QMessageBox

from smsbook_gui import __version__
from smsbook_gui.app.crash import CrashHandler
from smsbook_gui.app.logs import Logs
from smsbook_gui.app.loop import QtEventLoop, make_loop
from smsbook_gui.app.options import Options
from smsbook_gui.app.platform.core_dumps import forbid_core_dumps
from smsbook_gui.app.platform.instance import AlreadyRunning, Instance, PerhapsRunning
from smsbook_gui.app.platform.memory import Collector, settle_memory
from smsbook_gui.app.platform.policy import read_policy
from smsbook_gui.app.shutdown import Shutdown, SignalWatch, watch_session, way_out
from smsbook_gui.domain.disk_errors import disk_problem
from smsbook_gui.domain.errors import SmsBookError
from smsbook_gui.domain.texts.text_marker import Text
from smsbook_gui.files.passing import use_private_folder
from smsbook_gui.resources import resource
from smsbook_gui.viewmodels.common.text import error_text, said, speak, tr
from smsbook_gui.views.looks import appearance

if TYPE_CHECKING:
    from smsbook_gui.app.wiring import Application

_log = logging.getLogger(__name__)

_ICON_SIZES = (16, 24, 32, 48, 64, 128, 256)


class SmsBookApplication(QApplication):
    """Qt's application object; makes signals of what the platform asks for instead of obeying."""

    quit_requested = Signal()
    file_opened = Signal(str)

    def event(self, event: QEvent) -> bool:
        """Qt's. Quitting goes through the ordered shutdown, which is asynchronous."""
        if event.type() == QEvent.Type.Quit:
            event.ignore()
            self.quit_requested.emit()
            return True
        if isinstance(event, QFileOpenEvent):  # macOS: a file dropped on the app's icon
            self.file_opened.emit(event.file())
            return True
        return super().event(event)


def run(options: Options) -> int:
    """Run until the end and return the exit code."""
    forbid_core_dumps()
    app = make_application()
    Collector(app)
    with contextlib.ExitStack() as stack:
        if options.temporary_data:
            stack.callback(shutil.rmtree, options.data_dir, ignore_errors=True)
        try:
            instance = Instance(options.data_dir)
            stack.callback(instance.close)
            if not instance.claim() and _hand_over(app, instance, options):
                return 0
            logs = _start_in(options.data_dir)
        except SmsBookError as error:
            return _tell_and_end(app, error)
        stack.callback(logs.close)
        crash = CrashHandler(logs.folder, None if options.needs_display else _stay_quiet)
        stack.callback(crash.close)
        crash.install()
        _log.info("SMS Book %s starts (%s)", __version__, sys.platform)
        code = _run_loop(options, app, instance, crash)
        _log.info("SMS Book ends with %d", code)
    return code


def make_application() -> SmsBookApplication:
    """Qt's application as people see it: its name, language, icon, style and colours."""
    QCoreApplication.setApplicationName("SMS Book")
    QCoreApplication.setApplicationVersion(__version__)
    app = SmsBookApplication(sys.argv[:1])
    speak(app)
    app.setDesktopFileName("smsbook")
    app.setWindowIcon(_icon())
    appearance.prepare(app)
    return app


def _icon() -> QIcon:
    icon = QIcon()
    with as_file(resource("icons", "smsbook.svg")) as path:
        drawn = QIcon(str(path))
        for size in _ICON_SIZES:
            icon.addPixmap(drawn.pixmap(size))
    return icon


def _hand_over(app: SmsBookApplication, instance: Instance, options: Options) -> bool:
    """Whether the running copy has it now; False: there is none, and this one starts.

    Raises AlreadyRunning where there is one that cannot be asked.
    """
    if not options.needs_display:
        raise AlreadyRunning(Text("Another SMS Book is running with this data folder."))
    try:
        instance.hand_over(options.import_file)
    except PerhapsRunning as error:
        if _nobody_looks():
            raise
        loop = make_loop(app)
        anyway = loop.run_until_complete(_may_start(error))
        loop.close()
        if anyway:
            instance.claim_anyway()
        return not anyway
    return True


def _start_in(data_dir: Path) -> Logs:
    """The folder is ours: begin to write there."""
    try:
        use_private_folder(data_dir)
        return Logs(data_dir)
    except OSError as error:
        raise disk_problem(error) from error


def _stay_quiet(details: str) -> None:
    """Nobody sees a dialog without a display; the exit code tells."""
    sys.stderr.write(details + "\n")


def _run_loop(
    options: Options, app: SmsBookApplication, instance: Instance, crash: CrashHandler
) -> int:
    loop = make_loop(app)
    crash.watch(loop)
    shutdown = Shutdown()
    signals = SignalWatch(shutdown.force)
    code = 1
    try:
        if options.self_check:
            from smsbook_gui.app.selfcheck.self_check import run as self_check

            code = loop.run_until_complete(self_check(options))
        elif options.screenshot:
            from smsbook_gui.app.selfcheck.screenshot import paint

            code = loop.run_until_complete(paint(options, options.screenshot))
        else:
            code = loop.run_until_complete(_live(options, app, instance, shutdown, crash))
    finally:
        signals.close()
        with way_out(code):
            _close_loop(loop)
    return 1 if crash.count and not options.needs_display else code


def _close_loop(loop: QtEventLoop) -> None:
    loop.run_until_complete(loop.shutdown_asyncgens())
    loop.close()


async def _live(
    options: Options,
    app: SmsBookApplication,
    instance: Instance,
    shutdown: Shutdown,
    crash: CrashHandler,
) -> int:
    """The normal run: start, stay until somebody wants to quit, close."""
    from smsbook_gui.app.update_notice import packaged_source
    from smsbook_gui.app.wiring import Application

    policy = read_policy()
    application = Application(
        options,
        asyncio.get_running_loop(),
        opened=settle_memory,
        folder_made=instance.renew,
        update_source=packaged_source() if policy.updates_allowed else None,
        api_url=policy.api_url,
        last_errors=lambda: tuple(crash.last_errors.lines),
    )
    startup = _StartupQueue()
    instance.raise_requested.connect(lambda: startup.take(application.raise_window))
    instance.import_requested.connect(
        lambda path: startup.take(partial(_import, application, Path(path)))
    )
    app.file_opened.connect(lambda path: startup.take(partial(_import, application, Path(path))))
    app.quit_requested.connect(shutdown.request)
    watch_session(app, shutdown)
    if options.import_file is not None:
        startup.take(partial(application.open_import, options.import_file))
    problem = await _start(application, shutdown, crash)
    if problem is None:
        startup.release()
    else:
        await _tell(problem)
        shutdown.force("it could not start")
    await shutdown.wait()
    return 0 if problem is None else 1


class _StartupQueue:
    """Keeps what is asked for while the program starts, and does it once it has."""

    def __init__(self) -> None:
        self._waiting: list[Callable[[], object]] | None = []

    def take(self, request: Callable[[], object]) -> None:
        if self._waiting is None:
            request()
        else:
            self._waiting.append(request)

    def release(self) -> None:
        waiting, self._waiting = self._waiting or [], None
        for request in waiting:
            request()


def _import(application: "Application", path: Path) -> None:
    application.raise_window()
    application.open_import(path)


async def _start(
    application: "Application", shutdown: Shutdown, crash: CrashHandler
) -> SmsBookError | None:
    """Start it, unless somebody wants to quit before it is done. The problem, if there was one."""
    shutdown.attach(application)
    watching = QTimer()
    watching.timeout.connect(lambda: _watch_window(application, shutdown, watching))
    watching.start(10)  # milliseconds: nobody closes a window faster
    starting = asyncio.ensure_future(application.start())
    leaving = asyncio.ensure_future(shutdown.asked())
    await asyncio.wait({starting, leaving}, return_when=asyncio.FIRST_COMPLETED)
    leaving.cancel()
    if not starting.done():
        starting.cancel()
    [outcome] = await asyncio.gather(starting, return_exceptions=True)
    _watch_window(application, shutdown, watching)
    watching.stop()
    if isinstance(outcome, Exception) and not isinstance(outcome, SmsBookError):
        crash.report(outcome)
        return CouldNotStart()
    return outcome if isinstance(outcome, SmsBookError) else None


def _watch_window(application: "Application", shutdown: Shutdown, timer: QTimer) -> None:
    """Catch the closing of the window as soon as there is one, also while it still starts."""
    if application.main_window is not None:
        shutdown.watch(application.main_window)
        timer.stop()


class CouldNotStart(SmsBookError):
    """A bug met while starting."""

    message = Text("SMS Book could not start because of an unexpected problem.")
    remedy = Text(
        "Start it again. If that does not help, tell your IT support; the log has the details."
    )


def _tell_and_end(app: SmsBookApplication, error: SmsBookError) -> int:
    """For what goes wrong before there is a loop."""
    loop = make_loop(app)
    loop.run_until_complete(_tell(error))
    loop.close()
    return 1


async def _tell(error: SmsBookError) -> None:
    """Say on standard error, and in a dialog where somebody can see one, why it does not start."""
    if sys.stderr is not None:
        sys.stderr.write(error_text(error) + "\n")
    if not _nobody_looks():
        await _closed(_box(error))


async def _may_start(error: PerhapsRunning) -> bool:
    """Whether a person says that nobody else has the data folder."""
    box = _box(error)
    anyway = box.addButton(tr("Start anyway"), QMessageBox.ButtonRole.DestructiveRole)
    close = box.addButton(tr("Close"), QMessageBox.ButtonRole.RejectRole)
    box.setDefaultButton(close)
    await _closed(box)
    return box.clickedButton() is anyway


def _nobody_looks() -> bool:
    return QApplication.platformName() in {"offscreen", "minimal"}


def _box(error: SmsBookError) -> QMessageBox:
    box = QMessageBox(QMessageBox.Icon.Warning, "SMS Book", said(error.message))
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setInformativeText(" ".join(said(part) for part in (error.effect, error.remedy) if part))
    if error.details:
        box.setDetailedText(error.details)
    return box


async def _closed(box: QMessageBox) -> None:
    closed = asyncio.Event()
    box.finished.connect(closed.set)
    box.open()
    await closed.wait()
    box.deleteLater()
