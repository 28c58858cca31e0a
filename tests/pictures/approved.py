"""The approved pictures: half as large, of few colours, and what counts as the same.

Both pictures are made much smaller before they are compared, so that the edges of letters, which
differ by the machine, have no weight, and a word, a colour or a margin has.
"""

from collections import Counter
from collections.abc import AsyncIterator
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QImage, QPainter

from tests.pictures.drawing import Picture

FOLDER = Path(__file__).parent / "approved"
CHANGED = Path(__file__).parents[2] / "build" / "pictures" / "changed"
"""Where what differs is put beside what was approved, when the tests find it."""
_COLOURS = 128
_LEVELS = bytes(round(round(value / 255 * 31) * 255 / 31) for value in range(256))
"""Thirty-two of each primary colour."""
_BLUR = 4
TOLERANCE = 12
"""Of 255, by which an area of eight pixels each way may differ."""


def small(image: QImage) -> QImage:
    """As it is kept."""
    half = image.scaled(
        (image.width() + 1) // 2,
        (image.height() + 1) // 2,
        Qt.AspectRatioMode.IgnoreAspectRatio,
        Qt.TransformationMode.SmoothTransformation,
    ).convertToFormat(QImage.Format.Format_RGB32)
    raw = bytes(half.constBits()).translate(_LEVELS)
    plain = QImage(raw, half.width(), half.height(), QImage.Format.Format_RGB32)
    colours = Counter(memoryview(raw).cast("I"))
    table = [colour for colour, _count in colours.most_common(_COLOURS)]
    return plain.convertToFormat(
        QImage.Format.Format_Indexed8, table, Qt.ImageConversionFlag.AvoidDither
    )


def judge(now: QImage, approved: QImage) -> str:
    """What is wrong with a picture beside the approved one, both as they are kept; "" if nothing.

    The approved one is null where there is none.
    """
    if approved.isNull():
        return "there is no approved picture"
    if now.size() != approved.size():
        return f"{_size(approved)} became {_size(now)}"
    differing = difference(_blurred(now), _blurred(approved))
    raw = bytes(differing.constBits())
    most = max(max(raw[channel::4]) for channel in range(3))
    return "" if most <= TOLERANCE else f"differs by {most} of 255"


def _size(image: QImage) -> str:
    return f"{2 * image.width()} x {2 * image.height()}"


def _blurred(image: QImage) -> QImage:
    return image.convertToFormat(QImage.Format.Format_RGB32).scaled(
        max(image.width() // _BLUR, 1),
        max(image.height() // _BLUR, 1),
        Qt.AspectRatioMode.IgnoreAspectRatio,
        Qt.TransformationMode.SmoothTransformation,
    )


def difference(one: QImage, other: QImage) -> QImage:
    """Black where they are the same."""
    found = one.convertToFormat(QImage.Format.Format_RGB32)
    painter = QPainter(found)
    painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Difference)
    painter.drawImage(0, 0, other)
    painter.end()
    return found.convertToFormat(QImage.Format.Format_RGB32)


def side_by_side(approved: QImage, now: QImage) -> QImage:
    """Approved, now, and white where they differ, for whoever has to say which is right."""
    parts = [approved, now, _amplified(difference(now, approved))]
    height = max(part.height() for part in parts)
    whole = QImage(sum(part.width() for part in parts), height, QImage.Format.Format_RGB32)
    whole.fill(QColor("magenta"))
    painter, left = QPainter(whole), 0
    for part in parts:
        painter.drawImage(left, 0, part)
        left += part.width()
    painter.end()
    return whole


def _amplified(image: QImage) -> QImage:
    raw = bytes(image.constBits()).translate(bytes([0, *[255] * 255]))
    return QImage(raw, image.width(), image.height(), image.format()).copy()


def path_of(picture: Picture) -> Path:
    """Where the approved one lies."""
    return FOLDER / picture.variant.name / f"{picture.scene}.png"


async def approve(pictures: AsyncIterator[Picture], *, whole: bool) -> list[str]:
    """Write those that are new or changed, and say what changed.

    What lies there besides goes if these are the `whole` of them.
    """
    changed, there = [], set()
    async for picture in pictures:
        path, now = path_of(picture), small(picture.image)
        there.add(path)
        if wrong := judge(now, QImage(str(path))):
            changed.append(f"{path.relative_to(FOLDER)}: {wrong}")
            path.parent.mkdir(parents=True, exist_ok=True)
            if not now.save(str(path)):
                raise OSError(f"{path} cannot be written")
    for path in left_over(there) if whole else ():
        changed.append(f"{path.relative_to(FOLDER)}: shows nothing that there is")
        path.unlink()
    return changed


def left_over(there: set[Path]) -> list[Path]:
    """Approved pictures that none of those belongs to."""
    return sorted(set(FOLDER.rglob("*.png")) - there)
