"""What all tests share."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from hypothesis import HealthCheck, settings

if TYPE_CHECKING:
    import pytest

# Nothing is asserted by a clock: a machine that is busy with something else breaks no promise.
# Half as many examples as usual while somebody waits; `.ci/run` tries them all.
_patient = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("podpub", _patient, max_examples=50)
settings.register_profile("thorough", _patient, max_examples=100)
settings.load_profile("podpub")

# Tests read what podpub says in English, whatever the developer speaks.
os.environ["LC_ALL"] = "C.UTF-8"


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Print what tests counted: how much was tried, and how often the flawed variant failed."""
    reports = [one for how in ("passed", "failed") for one in terminalreporter.getreports(how)]
    told = [one for report in reports if report.when == "call" for one in report.user_properties]
    for value in (value for name, value in told if name == "proof"):
        terminalreporter.write_line(f"proof: {value}")
    if walked := [int(str(value)) for name, value in told if name == "walked"]:
        terminalreporter.write_line(f"proof: stopped at {sum(walked)} requests to a bucket")
