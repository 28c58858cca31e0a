"""What the IT department lays down (smsbook_gui/app/platform/policy.py)."""

import asyncio
import plistlib
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLineEdit

from release import settings
from smsbook_gui.app.options import Options
from smsbook_gui.app.platform import policy
from smsbook_gui.app.platform.policy import Policy, read_json, read_plist, read_policy
from smsbook_gui.app.selfcheck.ui_driver import UiDriver
from smsbook_gui.app.wiring import Application
from tests.support.plugins.guards import Expected

ReadFile = Callable[[Path], Mapping[str, object]]


def _laid_down(values: Mapping[str, object]) -> Policy:
    return read_policy(lambda: values)


def test_nothing_laid_down_leaves_everything_to_the_person() -> None:
    assert _laid_down({}) == Policy(api_url="", updates_allowed=True)


def test_the_api_url_is_taken_without_the_blanks_around_it() -> None:
    assert _laid_down({"ApiUrl": " https://sms.example/api "}).api_url == "https://sms.example/api"


@pytest.mark.parametrize("off", [0, "0", False])
def test_the_update_check_is_switched_off(off: object) -> None:
    assert not _laid_down({"UpdateCheck": off}).updates_allowed


@pytest.mark.parametrize("on", [1, "1", True, None])
def test_anything_else_leaves_the_update_check_on(on: object) -> None:
    assert _laid_down({"UpdateCheck": on}).updates_allowed


def test_values_of_the_wrong_kind_count_as_nothing() -> None:
    assert _laid_down({"ApiUrl": 7}).api_url == ""


def test_linux_has_a_json_file(tmp_path: Path) -> None:
    file = tmp_path / "policy.json"
    file.write_text('{"ApiUrl": "https://sms.example", "UpdateCheck": false}', encoding="utf-8")
    found = read_policy(lambda: read_json(file))
    assert found == Policy("https://sms.example", updates_allowed=False)


def test_macos_has_a_property_list(tmp_path: Path) -> None:
    file = tmp_path / "policy.plist"
    file.write_bytes(plistlib.dumps({"ApiUrl": "https://sms.example", "UpdateCheck": 0}))
    found = read_policy(lambda: read_plist(file))
    assert found == Policy("https://sms.example", updates_allowed=False)


@pytest.mark.parametrize("read", [read_json, read_plist])
def test_a_file_that_is_not_there_lays_nothing_down(tmp_path: Path, read: ReadFile) -> None:
    assert read(tmp_path / "none") == {}


@pytest.mark.parametrize("read", [read_json, read_plist])
@pytest.mark.parametrize("content", [b"{", b"[]", b"\xff", b"<plist>"])
def test_a_damaged_file_is_logged_and_lays_nothing_down(
    tmp_path: Path, content: bytes, read: ReadFile, expect_log: Expected
) -> None:
    expect_log("the policy of this computer cannot be read")
    file = tmp_path / "policy"
    file.write_bytes(content)
    assert read_policy(lambda: read(file)) == Policy()


def test_each_system_is_asked_in_its_own_way(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[Path] = []
    monkeypatch.setattr(policy, "read_json", asked.append)
    monkeypatch.setattr(policy, "read_plist", asked.append)
    assert policy._reader("win32") is policy.read_registry
    policy._reader("linux")()
    policy._reader("darwin")()
    assert asked == [policy.LINUX_FILE, policy.MAC_FILE]


@pytest.mark.anyio
async def test_the_connect_dialog_starts_with_the_address_laid_down(tmp_path: Path) -> None:
    application = Application(
        Options(tmp_path), asyncio.get_running_loop(), api_url="https://sms.example/api"
    )
    await application.start()
    try:
        hands = UiDriver()
        await hands.press("Connect to your SMS service")
        field = await hands.find(QLineEdit, "API URL")
        assert field.text() == "https://sms.example/api"
    finally:
        await application.close()


def test_the_mac_is_asked_for_the_identifier_that_is_packaged() -> None:
    assert f"{settings()['app_id']}.plist" == policy.MAC_FILE.name
