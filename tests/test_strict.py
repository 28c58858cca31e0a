"""`--no-skips` fails a run that skipped something."""

import os
from pathlib import Path

import pytest

pytestmark = pytest.mark.long

_ROOT = Path(__file__).parent.parent


@pytest.mark.parametrize(
    ("code", "option", "expected"),
    [
        ("def test_a(): ...", True, pytest.ExitCode.OK),
        ("import pytest\ndef test_a(): pytest.skip('no')", True, pytest.ExitCode.TESTS_FAILED),
        ("import pytest\ndef test_a(): pytest.skip('no')", False, pytest.ExitCode.OK),
        (
            "import pytest\n@pytest.mark.skip\ndef test_a(): ...\ndef test_b(): ...",
            True,
            pytest.ExitCode.TESTS_FAILED,
        ),
        ("import pytest\ndef test_a(): pytest.xfail('known')", True, pytest.ExitCode.OK),
        ("import pytest\ndef test_a(): assert False", True, pytest.ExitCode.TESTS_FAILED),
    ],
)
def test_exit_code(
    pytester: pytest.Pytester,
    monkeypatch: pytest.MonkeyPatch,
    code: str,
    option: bool,
    expected: pytest.ExitCode,
) -> None:
    paths = [str(_ROOT), os.environ.get("PYTHONPATH", "")]
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join(path for path in paths if path))
    pytester.makeconftest("pytest_plugins = ['tests.support.plugins.strict']")
    pytester.makepyfile(code)
    arguments = ["-q", "-p", "no:cacheprovider", "-p", "no:pytest-qt", "."]
    result = pytester.runpytest_subprocess(*arguments, *(["--no-skips"] if option else []))
    assert result.ret == expected


@pytest.mark.parametrize("cores", [0, 2])
def test_a_module_that_skips_itself_counts(
    pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch, cores: int
) -> None:
    monkeypatch.setenv("PYTHONPATH", str(_ROOT))
    pytester.makeconftest("pytest_plugins = ['tests.support.plugins.strict']")
    pytester.makepyfile(
        test_one="import pytest\npytest.importorskip('no_such_thing_at_all')",
        test_two="def test_b(): ...",
    )
    result = pytester.runpytest_subprocess(
        "-q", "-p", "no:cacheprovider", "-p", "no:pytest-qt", "--no-skips", "-n", str(cores), "."
    )
    assert result.ret == pytest.ExitCode.TESTS_FAILED
    result.stdout.fnmatch_lines(["*which --no-skips forbids*", "test_one.py"])
