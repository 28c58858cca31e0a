"""Where this computer keeps the app's data: local, not roaming, private to the user.

Not by platformdirs (4.14), which names other folders for some people: on macOS it follows
XDG_DATA_HOME, which a terminal has and the Finder does not, so that the way the app is started
would decide which contacts it has; on Windows it asks the shell, not the environment.
"""

import os
import sys
from collections.abc import Mapping
from pathlib import Path

_NAME = "SMS Book"


def default_data_dir(
    platform: str = sys.platform,
    environ: Mapping[str, str] = os.environ,
    home: Path | None = None,
) -> Path:
    """The folder for all local data, unless the person names another one.

    Windows: `%LOCALAPPDATA%` (Known Folders: FOLDERID_LocalAppData, never the roaming one). macOS:
    `~/Library/Application Support`. Elsewhere: `$XDG_DATA_HOME`, which the XDG Base Directory
    Specification says to ignore where it is not absolute, or `~/.local/share`.
    """
    home = home or Path.home()
    if platform == "win32":
        local = environ.get("LOCALAPPDATA")
        return (Path(local) if local else home / "AppData" / "Local") / _NAME
    if platform == "darwin":
        return home / "Library" / "Application Support" / _NAME
    data = Path(environ.get("XDG_DATA_HOME", ""))
    return (data if data.is_absolute() else home / ".local" / "share") / "smsbook"


def default_state_dir(
    platform: str = sys.platform,
    environ: Mapping[str, str] = os.environ,
    home: Path | None = None,
) -> Path:
    """The folder for what is noted of the data folder outside of it, so that copies are noticed.

    It is not inside the data folder, and neither is copied or put back along with the other one:
    `%LOCALAPPDATA%`, `~/Library/Preferences`, `$XDG_STATE_HOME` or `~/.local/state`.
    """
    home = home or Path.home()
    name = f"{_NAME} State"
    if platform == "win32":
        local = environ.get("LOCALAPPDATA")
        return (Path(local) if local else home / "AppData" / "Local") / name
    if platform == "darwin":
        return home / "Library" / "Preferences" / name
    state = Path(environ.get("XDG_STATE_HOME", ""))
    return (state if state.is_absolute() else home / ".local" / "state") / "smsbook"


def state_dir_beside(data_dir: Path) -> Path | None:
    """The same for a data folder that a person named: beside it. None for a whole drive."""
    return data_dir.with_name(f"{data_dir.name}.state") if data_dir.name else None
