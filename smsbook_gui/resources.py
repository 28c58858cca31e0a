"""The one way to files that ship with the app: icons, translations, sample data.

The top-level folder `resources/` is packed into the wheel and the frozen program as
`smsbook_gui/resources`; an editable install reads it in place.
"""

from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path


def resource(*parts: str) -> Traversable:
    """The file or folder of that name under `resources/`, wherever the app runs from.

    Raises FileNotFoundError where it does not exist: a broken installation.
    """
    packed = files("smsbook_gui").joinpath("resources")
    root = packed if packed.is_dir() else Path(__file__).parent.parent / "resources"
    found = root.joinpath(*parts)
    if not (found.is_file() or found.is_dir()):
        raise FileNotFoundError(f"resource {'/'.join(parts)} is missing from this installation")
    return found
