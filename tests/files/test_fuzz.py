"""Files damaged at random; `python -m tests.files.fuzz --minutes 60` does it for longer."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from smsbook_gui.domain.imports.tabular import FileFormat, SourceRow
from smsbook_gui.files.readers.reading import rows
from tests.files import mutation
from tests.files.mutation import CORPUS, KINDS, TOKENS, Edit, check, corpus_files, damaged, is_slow
from tests.support.plugins.long import examples

CONTENTS = {
    path.name: content
    for path in corpus_files()
    if path.stat().st_size < 1 << 17 and not is_slow(path, content := path.read_bytes())
}
EDITS = st.builds(
    Edit,
    st.sampled_from(KINDS),
    st.floats(0, 1, exclude_max=True),
    st.integers(1, 1000),
    st.sampled_from(TOKENS) | st.binary(min_size=1, max_size=8),
)


@settings(
    max_examples=examples(1200),
    database=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(
    name=st.sampled_from(sorted(CONTENTS)),
    part=st.floats(0, 1, exclude_max=True),
    edits=st.lists(EDITS, min_size=1, max_size=10),
)
def test_damaged_files_are_read_or_refused(
    tmp_path: Path, name: str, part: float, edits: list[Edit]
) -> None:
    path = tmp_path / name
    path.write_bytes(damaged(CONTENTS[name], part, edits))
    check(path)


@pytest.mark.parametrize(
    "break_it",
    [
        lambda row: row._replace(cells=row.cells[:1]),
        lambda row: row._replace(cells=tuple(cell[:-1] for cell in row.cells)),
        lambda row: row._replace(number=7 - row.number),
    ],
    ids=["fewer cells", "shorter cells", "order"],
)
def test_the_check_sees_faults(
    monkeypatch: pytest.MonkeyPatch, break_it: Callable[[SourceRow], SourceRow]
) -> None:
    def broken(path: Path, file_format: FileFormat, *, start: int = 0) -> Iterator[SourceRow]:
        return map(break_it, rows(path, file_format, start=start))

    check(CORPUS / "mixed-line-ends.csv")
    monkeypatch.setattr(mutation, "rows", broken)
    with pytest.raises(AssertionError):
        check(CORPUS / "mixed-line-ends.csv")
