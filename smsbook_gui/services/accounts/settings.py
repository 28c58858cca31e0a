"""The app's settings: one small JSON file in the data folder.

Window state, the region, the list of accounts. Never a secret, never a contact.
"""

import copy
import json
import logging
import os
import threading
from pathlib import Path

from smsbook_gui.atomic_file import put_in_place
from smsbook_gui.domain.disk_errors import disk_problem
from smsbook_gui.domain.errors import FolderProblem
from smsbook_gui.domain.texts.text_marker import Text
from smsbook_gui.store.db.private_files import private_dir

_log = logging.getLogger(__name__)

Json = None | bool | int | float | str | list["Json"] | dict[str, "Json"]

FILE_NAME = "settings.json"
DAMAGED_NAME = "settings.json.damaged"
COPY_NAME = "settings.json.copy"


class Settings:
    """Values by key, kept in `folder/settings.json`. Safe to use from any thread.

    `set` returns at once; a thread writes the newest state and ends when nothing is left to write,
    so a hundred changes in a row cost a write or two. Every write leaves a copy beside the file:
    without the list of accounts nobody would find their contacts again. A file that cannot be read
    is put aside as `settings.json.damaged` and the copy holds, or else the defaults; if even that
    fails, the file is left as it is and nothing is written over it.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._path = folder / FILE_NAME
        self._lock = threading.Lock()
        self._writable = True
        self._dirty = False
        self._failed: OSError | None = None
        self._may_make_folder = True
        """Made once a run: a folder that vanishes later may come back, and must not find
        another."""
        self._writer: threading.Thread | None = None
        self._values = self._load()

    # --- values --------------------------------------------------------------------------------

    def get(self, key: str, default: Json = None) -> Json:
        """The value of `key`; changing what is returned changes nothing here."""
        with self._lock:
            return copy.deepcopy(self._values.get(key, default))

    def text(self, key: str, default: str = "") -> str:
        """The value of `key` if it is a text, else `default`."""
        value = self.get(key)
        return value if isinstance(value, str) else default

    def flag(self, key: str, default: bool = False) -> bool:
        """The value of `key` if it is true or false, else `default`."""
        value = self.get(key)
        return value if isinstance(value, bool) else default

    def set(self, key: str, value: Json) -> None:
        """Set `key`, or forget it with None. Raises TypeError for what JSON cannot hold."""
        kept = json.loads(json.dumps(value))
        with self._lock:
            if self._values.get(key) == kept:
                return
            if kept is None:
                del self._values[key]
            else:
                self._values[key] = kept
            self._dirty = True
            self._start_writer()

    # --- the file ------------------------------------------------------------------------------

    def flush(self) -> None:
        """Wait until everything set so far is on the disk: milliseconds, but not on the GUI thread.

        A write that failed before is tried once more. Raises StoreProblem if it still cannot
        be done.
        """
        self._wait_for_writer()  # It may yet fail for a reason that is over by now.
        with self._lock:
            if self._dirty:
                self._start_writer()
        self._wait_for_writer()
        with self._lock:
            if self._failed is not None:
                raise disk_problem(self._failed) from self._failed
            if self._dirty and not self._writable:
                raise FolderProblem(
                    Text("The settings of SMS Book cannot be saved on this computer.")
                )

    def save_again(self) -> None:
        """Write the file although nothing was set: its folder is new."""
        with self._lock:
            self._may_make_folder = self._dirty = True
            self._start_writer()

    def _load(self) -> dict[str, Json]:
        try:
            values = json.loads(self._path.read_bytes())
        except FileNotFoundError:
            return {}
        except (OSError, ValueError, RecursionError) as error:
            return self._put_aside(type(error).__name__)
        if not isinstance(values, dict):
            return self._put_aside(type(values).__name__)
        return values

    def _put_aside(self, reason: str) -> dict[str, Json]:
        try:
            self._path.replace(self._folder / DAMAGED_NAME)
        except OSError as error:
            self._writable = False
            _log.warning("settings unreadable (%s) and not movable (%s)", reason, error.errno)
        else:
            _log.warning("settings unreadable (%s), put aside as %s", reason, DAMAGED_NAME)
        return self._read_copy()

    def _read_copy(self) -> dict[str, Json]:
        try:
            values = json.loads((self._folder / COPY_NAME).read_bytes())
        except (OSError, ValueError, RecursionError):
            return {}
        return values if isinstance(values, dict) else {}

    def _start_writer(self) -> None:
        """Called with the lock held. Not a daemon: the interpreter's exit waits for the write."""
        if self._writer is None and self._writable:
            self._writer = threading.Thread(target=self._write_all, name="settings")
            self._writer.start()

    def _wait_for_writer(self) -> None:
        with self._lock:
            writer = self._writer
        if writer is not None:
            writer.join()

    def _write_all(self) -> None:
        while True:
            with self._lock:
                if not self._dirty:
                    self._writer = None
                    return
                self._dirty = False
                text = json.dumps(self._values, indent=1, sort_keys=True, ensure_ascii=False)
            try:
                self._replace(text)
            except OSError as error:
                _log.warning("settings not written (error %s)", error.errno)
                with self._lock:
                    self._failed, self._dirty = error, True
                    self._writer = None
                return
            with self._lock:
                self._failed = None

    def _replace(self, text: str) -> None:
        """Write beside the file, then move into place: at any moment one whole file is there."""
        if self._may_make_folder:
            private_dir(self._folder)
            self._may_make_folder = False
        for name in (COPY_NAME, FILE_NAME):
            self._write(self._folder / name, text)

    def _write(self, path: Path, text: str) -> None:
        temporary = path.with_name(FILE_NAME + ".new")
        with open(temporary, "w", encoding="utf-8", opener=_private) as file:
            file.write(text)
        put_in_place(temporary, path)


def _private(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)
