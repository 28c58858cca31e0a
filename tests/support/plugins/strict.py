"""`--no-skips`: a test that was skipped fails the run.

For machines that must really run every test, such as those of continuous integration.
"""

from typing import Any

import pytest

_SKIPPED = "smsbook-skipped-modules"


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--no-skips", action="store_true", help="fail if a test was skipped")


def pytest_configure(config: pytest.Config) -> None:
    if config.getoption("--no-skips"):
        config.pluginmanager.register(_Strict(), "smsbook-no-skips")


class _Strict:
    """Takes note of what was skipped, and turns a good end into a bad one."""

    def __init__(self) -> None:
        self._skipped: list[str] = []
        self._modules: list[str] = []

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if report.skipped and not hasattr(report, "wasxfail"):
            self._skipped.append(report.nodeid)

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        if report.skipped:  # a whole module that skips itself makes no test's report
            self._modules.append(report.nodeid)

    @pytest.hookimpl(optionalhook=True)
    def pytest_testnodedown(self, node: Any) -> None:
        """A process of a run on several cores tells of the modules that it skipped."""
        told = getattr(node, "workeroutput", {}).get(_SKIPPED, [])
        self._modules += [name for name in told if name not in self._modules]

    @pytest.hookimpl(trylast=True)
    def pytest_sessionfinish(self, session: pytest.Session) -> None:
        if (output := getattr(session.config, "workeroutput", None)) is not None:
            output[_SKIPPED] = self._modules
            return
        self._skipped += self._modules
        if self._skipped and session.exitstatus == pytest.ExitCode.OK:
            session.exitstatus = pytest.ExitCode.TESTS_FAILED

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        if self._skipped:
            terminalreporter.section("skipped, which --no-skips forbids", red=True)
            for nodeid in self._skipped:
                terminalreporter.line(nodeid)
