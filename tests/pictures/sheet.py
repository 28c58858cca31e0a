"""The contact sheet: a page with every picture, a row a scene and a column a variant."""

from html import escape
from pathlib import Path

from tests.pictures.drawing import Picture
from tests.pictures.variants import Variant

_PAGE = """<!DOCTYPE html>
<html lang="en"><meta charset="utf-8"><title>SMS Book: contact sheet</title>
<style>
body {{ font: 14px sans-serif; margin: 16px; background: #888; }}
td, th {{ vertical-align: top; padding: 6px; text-align: start; }}
thead th {{ position: sticky; top: 0; background: #888; }}
img {{ width: {width}px; display: block; }}
</style>
<h1>SMS Book: {count} pictures</h1>
<table><thead><tr><th></th>{heads}</tr></thead>
{rows}
</table></html>
"""
_WIDTH = 480


class Sheet:
    """Collects pictures in a folder, and writes the page that shows them."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._shown: dict[str, set[Variant]] = {}

    def add(self, picture: Picture) -> None:
        """Write one picture."""
        path = self._folder / picture.variant.name / f"{picture.scene}.png"
        path.parent.mkdir(parents=True, exist_ok=True)
        if not picture.image.save(str(path)):
            raise OSError(f"{path} cannot be written")
        self._shown.setdefault(picture.scene, set()).add(picture.variant)

    def write(self) -> Path:
        """Write the page; return its path."""
        variants = sorted(set().union(*self._shown.values()))
        rows = "\n".join(
            f"<tr><th>{escape(scene)}</th>{''.join(_cell(scene, each, shown) for each in variants)}"
            "</tr>"
            for scene, shown in self._shown.items()
        )
        page = _PAGE.format(
            width=_WIDTH,
            count=sum(map(len, self._shown.values())),
            heads="".join(f"<th>{each.name}</th>" for each in variants),
            rows=rows,
        )
        path = self._folder / "index.html"
        path.write_text(page, encoding="utf-8")
        return path


def _cell(scene: str, variant: Variant, shown: set[Variant]) -> str:
    if variant not in shown:
        return "<td></td>"
    path = f"{variant.name}/{scene}.png"
    return f'<td><a href="{path}"><img loading="lazy" src="{path}" alt="{scene}"></a></td>'
