"""The kinds of markup in which the demo's portals are written, by platform; one line each."""

from __future__ import annotations

from crawler.sample.sites.base import Site
from crawler.sample.sites.henan import Henan
from crawler.sample.sites.nfcms import Nfcms
from crawler.sample.sites.suining import Suining

SITES: dict[str, type[Site]] = {"henan": Henan, "nfcms": Nfcms, "suining": Suining}

__all__ = ["SITES", "Site"]
