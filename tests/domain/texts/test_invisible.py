"""What nobody sees is taken away once, and nothing else."""

from hypothesis import example, given
from hypothesis import strategies as st

from smsbook_gui.domain.texts.invisible import has_invisible, made_visible, without_invisible
from smsbook_gui.domain.texts.text import ZERO_WIDTH

TEXTS = st.lists(st.sampled_from([*ZERO_WIDTH, *"aک์ษक1❤👩 ", "م"])).map("".join)


@given(TEXTS)
@example("\u061c\u034f")
def test_once_is_enough(text: str) -> None:
    rest = without_invisible(text)
    assert without_invisible(rest) == rest
    assert not has_invisible(rest)
    seen = [each for each in text if each not in ZERO_WIDTH]
    assert [each for each in rest if each not in ZERO_WIDTH] == seen


def test_a_joiner_keeps_its_letter_where_a_mark_between_them_goes() -> None:
    assert without_invisible("می\u061c\u200cخواهم") == "می\u200cخواهم"


def test_a_box_stands_for_each() -> None:
    assert made_visible("\u200fAn\u200b\u00adna") == "□An□□na"
