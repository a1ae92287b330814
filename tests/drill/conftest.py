"""The table that ends the drill."""

from __future__ import annotations

import pytest


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Write a line for each fault: what was injected, what the archive says, and what the crawl took.

    A test passes only if nothing was lost, doubled or wrong; of one that fails, pytest tells.
    """
    reports = [report for report in terminalreporter.getreports("passed") if report.when == "call"]
    told = {report.nodeid: dict(report.user_properties) for report in reports}
    rows = [(name.rpartition("[")[2].rstrip("]"), said) for name, said in told.items() if "said" in said]
    if rows:
        terminalreporter.write_line("| injected | the archive says | lost / doubled / wrong | the crawl took |")
        terminalreporter.write_line("|---|---|---|---|")
    for injected, said in rows:
        terminalreporter.write_line(f"| {injected} | {said['said']} | 0 / 0 / 0 | {said.get('took', '')} |")
