"""What all tests share."""

from __future__ import annotations

from hypothesis import HealthCheck, settings

# Nothing is asserted by a clock: a machine that is busy with something else breaks no promise.
settings.register_profile("podpub", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("podpub")
