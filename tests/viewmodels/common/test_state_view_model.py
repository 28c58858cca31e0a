"""The base of all view-models: a state, and a signal when it became another one."""

from dataclasses import dataclass, replace

from smsbook_gui.viewmodels.common.state_view_model import StateViewModel


@dataclass(frozen=True, slots=True)
class _State:
    text: str = ""
    busy: bool = False


class _ViewModel(StateViewModel[_State]):
    def say(self, text: str) -> None:
        self._set(replace(self._state, text=text))


def test_another_state_is_told_and_an_equal_one_is_not() -> None:
    view_model, told = _ViewModel(_State("a")), list[_State]()
    view_model.state_changed.connect(lambda: told.append(view_model.state))
    view_model.say("a")
    assert told == []
    view_model.say("b")
    view_model.say("b")
    assert told == [_State("b")]
    assert view_model.state == _State("b")
