"""The registry of a Wine prefix, read from the files that Wine keeps it in.

Asking Windows' own `reg` starts all of Wine for each question. The files hold what was there when
the last process of the prefix ended.
"""

import re
from pathlib import Path

_HIVES = {"HKLM": "system.reg", "HKCU": "user.reg"}
_KEY = re.compile(r"\[(.*)\] \d+")
_VALUE = re.compile(r'(?:@|"((?:[^"\\]|\\.)*)")=(?:"(.*)"|dword:(\w+)|(.*))')
_ESCAPE = re.compile(r"\\(?:x([0-9a-f]{1,4})|(.))")


class Registry:
    """A snapshot. Keys are written as in `HKLM\\Software\\SMS Book`; case does not matter."""

    def __init__(self, prefix: Path) -> None:
        self._keys: dict[str, dict[str, str]] = {}
        for hive, name in _HIVES.items():
            self._read(hive, (prefix / name).read_text(encoding="utf-8"))

    def value(self, key: str, name: str = "") -> str | None:
        """A value as text, a number as eight hexadecimal digits; None if it is not there.

        The name "" is that of the key's default value.
        """
        return self._keys.get(key.lower(), {}).get(name)

    def has(self, key: str) -> bool:
        """Whether that key is there."""
        return key.lower() in self._keys or bool(self.inside(key))

    def inside(self, key: str) -> list[str]:
        """The keys below that one, at any depth, in lower case."""
        return [known for known in self._keys if known.startswith(key.lower() + "\\")]

    def _read(self, hive: str, text: str) -> None:
        values: dict[str, str] = {}
        for line in text.splitlines():
            key = _KEY.match(line)
            value = _VALUE.match(line)
            if key is not None:
                values = self._keys.setdefault(f"{hive}\\{_plain(key[1])}".lower(), {})
            elif value is not None:
                name, words, number, other = value.groups()
                values[_plain(name or "")] = number or other or _plain(words or "")


def _plain(text: str) -> str:
    return _ESCAPE.sub(lambda found: chr(int(found[1], 16)) if found[1] else found[2], text)
