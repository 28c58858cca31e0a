"""Characters that nobody sees, and that came along by mistake.

Joiners are part of how Persian, Hindi and the like are written, and of pictures that are put
together from several ("👩‍🚒"): where one of those stands before them they are meant.
"""

import re

from smsbook_gui.domain.texts.text import ZERO_WIDTH, clean

_JOINERS = "\u034f\u180e\u200c\u200d"
_LOOKS = "\ufe0e\ufe0f"
"""Choose between a sign and a picture."""
_WORD_END = "\u200b"
_ALWAYS = "".join(each for each in ZERO_WIDTH if each not in _JOINERS + _LOOKS + _WORD_END)

_JOINED = (
    "\u0590-\u109f\u1780-\u18af\u1900-\u1cff\ua800-\uabff\ufb1d-\ufdff\ufe70-\ufefc"
    "\U00010a00-\U00011fff\U0001e900-\U0001e95f"
)
"""Scripts whose letters are joined or kept apart: from Hebrew and Arabic to Mongolian."""
_PICTURES = (
    "#*0-9\u00a9\u00ae\u203c\u2049\u2122-\u2bff\u3030\u303d\u3297\u3299\U0001f000-\U0001faff"
)
_WITHOUT_BLANKS = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff"
"""Thai, Lao, Burmese and Khmer, whose words may be parted by it."""

_INVISIBLE = re.compile(
    f"[{_ALWAYS}]"
    f"|(?<![{_JOINED}{_PICTURES}])(?<![{_PICTURES}][{_LOOKS}])[{_JOINERS}]"
    f"|(?<![{_PICTURES}])[{_LOOKS}]"
    f"|(?<![{_WITHOUT_BLANKS}]){_WORD_END}"
)


def has_invisible(text: str) -> bool:
    """Whether there are any within; at the ends they are no more than blanks are."""
    return not text.isascii() and _INVISIBLE.search(clean(text)) is not None


def without_invisible(text: str) -> str:
    """The text that is to be seen. Idempotent.

    What one of them stands before is looked at anew without it: a mark is no letter to be joined.
    """
    while (rest := _INVISIBLE.sub("", text)) != text:
        text = rest
    return text


def made_visible(text: str) -> str:
    """The text with a box for each of them."""
    return _INVISIBLE.sub("□", text)
