"""The folders of people's data: where they are today, they stay."""

from pathlib import Path

import pytest

from smsbook_gui.services.runtime.paths import (
    default_data_dir,
    default_state_dir,
    state_dir_beside,
)

HOME = Path("/home/zoe")
ELSEWHERE = Path("/data").absolute()  # on Windows only with a drive
WINDOWS = {"LOCALAPPDATA": "/local", "APPDATA": "/roaming"}
XDG = {"XDG_DATA_HOME": f"{ELSEWHERE}", "XDG_STATE_HOME": f"{ELSEWHERE}/state"}


@pytest.mark.parametrize(
    ("platform", "environ", "data", "state"),
    [
        ("win32", WINDOWS, "/local/SMS Book", "/local/SMS Book State"),
        (
            "win32",
            {"APPDATA": "/roaming"},
            "/home/zoe/AppData/Local/SMS Book",
            "/home/zoe/AppData/Local/SMS Book State",
        ),
        *(
            (
                "darwin",
                environ,
                "/home/zoe/Library/Application Support/SMS Book",
                "/home/zoe/Library/Preferences/SMS Book State",
            )
            for environ in ({}, XDG)  # from the Finder and from a terminal: the same
        ),
        ("linux", XDG, f"{ELSEWHERE}/smsbook", f"{ELSEWHERE}/state/smsbook"),
        *(
            ("linux", environ, "/home/zoe/.local/share/smsbook", "/home/zoe/.local/state/smsbook")
            for environ in ({}, {"XDG_DATA_HOME": "relative", "XDG_STATE_HOME": "relative"})
        ),
    ],
)
def test_where_the_data_and_the_notes_about_it_are(
    platform: str, environ: dict[str, str], data: str, state: str
) -> None:
    assert default_data_dir(platform, environ, HOME) == Path(data)
    assert default_state_dir(platform, environ, HOME) == Path(state)


def test_notes_about_a_folder_of_the_persons_own_are_beside_it() -> None:
    assert state_dir_beside(Path("/data/Book")) == Path("/data/Book.state")
    assert state_dir_beside(Path("/")) is None
