"""Properties of the cleaners hold on a busy machine as well: no example fails for the time it took."""

from __future__ import annotations

from hypothesis import settings

settings.register_profile("cleaners", deadline=None)
settings.load_profile("cleaners")
