#!/usr/bin/env python3
"""Draw the program's icon for the desktops: smsbook-SIZE.png and smsbook.icns.

    build/venv/bin/python packaging/icons.py FOLDER

Needs PySide6, which packaging/freeze.py has put into build/venv; works without a display.
"""

import argparse
import struct
import sys
from pathlib import Path

from release import ROOT

DRAWING = ROOT / "resources" / "icons" / "smsbook.svg"
PNG_SIZES = (16, 24, 32, 48, 64, 128, 256, 512, 1024)
# Apple's types for PNG pictures by their width in pixels; "retina" ones show half of it in points.
ICNS_TYPES = {
    "icp4": 16,
    "icp5": 32,
    "ic07": 128,
    "ic08": 256,
    "ic09": 512,
    "ic10": 1024,
    "ic11": 32,
    "ic12": 64,
    "ic13": 256,
    "ic14": 512,
}
APPLE_MARGIN = 0.08  # macOS icons keep some room around them


def main() -> int:
    """Write the files; 0."""
    parser = argparse.ArgumentParser(description="Draw the program's icon.")
    parser.add_argument("folder", type=Path)
    folder: Path = parser.parse_args().folder
    folder.mkdir(parents=True, exist_ok=True)
    for size in PNG_SIZES:
        (folder / f"smsbook-{size}.png").write_bytes(draw(size))
    (folder / "smsbook.icns").write_bytes(icns())
    return 0


def draw(size: int, margin: float = 0.0) -> bytes:
    """A PNG of size × size pixels; `margin` is a part of the size."""
    from PySide6.QtCore import QBuffer, QIODevice, QRectF
    from PySide6.QtGui import QImage, QPainter
    from PySide6.QtSvg import QSvgRenderer

    image = QImage(size, size, QImage.Format.Format_ARGB32)
    image.fill(0)
    painter = QPainter(image)
    room = size * margin
    QSvgRenderer(str(DRAWING)).render(painter, QRectF(room, room, size - 2 * room, size - 2 * room))
    painter.end()
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")  # type: ignore[call-overload]  # Qt takes a device, the stubs do not
    return bytes(buffer.data().data())


def icns() -> bytes:
    """An Apple icon: "icns", the whole length, then type, length and PNG of each picture."""
    pictures = {size: draw(size, APPLE_MARGIN) for size in set(ICNS_TYPES.values())}
    parts = [
        kind.encode("ascii") + struct.pack(">I", len(pictures[size]) + 8) + pictures[size]
        for kind, size in ICNS_TYPES.items()
    ]
    body = b"".join(parts)
    return b"icns" + struct.pack(">I", len(body) + 8) + body


if __name__ == "__main__":
    sys.exit(main())
