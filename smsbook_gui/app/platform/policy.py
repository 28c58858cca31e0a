r"""What the IT department has laid down for this computer. A person cannot change it.

Two values, under the same names everywhere: `ApiUrl`, the address that the connect dialog starts
with, and `UpdateCheck`, which switches the look for new versions off with 0 (or false).

Windows: `HKEY_LOCAL_MACHINE\Software\SMS Book`, where the MSI package's properties APIURL and
UPDATECHECK land and where group policy preferences can put them. Linux: the JSON object in
`/etc/smsbook/policy.json`. macOS: the preferences that device management hands out for the app's
bundle identifier.
"""

import json
import logging
import plistlib
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from xml.parsers.expat import ExpatError

_log = logging.getLogger(__name__)

KEY = r"Software\SMS Book"
LINUX_FILE = Path("/etc/smsbook/policy.json")
MAC_FILE = Path("/Library/Managed Preferences/io.github.smsbook.SMSBook.plist")

_NAMES = ("ApiUrl", "UpdateCheck")

Read = Callable[[], Mapping[str, object]]
"""The values of this computer; empty if there are none. Raises OSError or ValueError."""


@dataclass(frozen=True, slots=True)
class Policy:
    """`api_url` is "" where nothing is laid down."""

    api_url: str = ""
    updates_allowed: bool = True


def read_policy(read: Read | None = None) -> Policy:
    """What is laid down here. What cannot be read is logged and counts as nothing."""
    try:
        values = (read or _reader())()
    except (OSError, ValueError) as error:
        _log.warning("the policy of this computer cannot be read: %s", type(error).__name__)
        return Policy()
    url, check = (values.get(name) for name in _NAMES)
    return Policy(
        api_url=url.strip() if isinstance(url, str) else "",
        updates_allowed=check not in (0, "0", False),
    )


def _reader(platform: str = sys.platform) -> Read:
    if platform == "win32":
        return read_registry
    if platform == "darwin":
        return lambda: read_plist(MAC_FILE)
    return lambda: read_json(LINUX_FILE)


def read_json(path: Path) -> Mapping[str, object]:
    """The object in a JSON file. Raises OSError, or ValueError if it holds something else."""
    try:
        found = json.loads(path.read_bytes())
    except FileNotFoundError:
        return {}
    return _object(found)


def read_plist(path: Path) -> Mapping[str, object]:
    """The dictionary in a property list. Raises OSError, or ValueError if it holds no such."""
    try:
        found = plistlib.loads(path.read_bytes())
    except FileNotFoundError:
        return {}
    except ExpatError as error:
        raise ValueError("no property list") from error
    return _object(found)


def read_registry() -> Mapping[str, object]:
    """The values in the registry of Windows. Raises OSError if they may not be read."""
    found: dict[str, object] = {}
    if sys.platform == "win32":
        import winreg

        access = winreg.KEY_READ | winreg.KEY_WOW64_64KEY
        try:
            with winreg.OpenKey(winreg.HKEY_LOCAL_MACHINE, KEY, access=access) as key:
                for name in _NAMES:
                    try:
                        found[name], _kind = winreg.QueryValueEx(key, name)
                    except FileNotFoundError:
                        continue
        except FileNotFoundError:
            return {}
    return found


def _object(found: object) -> Mapping[str, object]:
    if not isinstance(found, dict):
        raise ValueError("no object of names and values")
    return found
