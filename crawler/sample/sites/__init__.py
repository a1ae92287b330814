"""The platforms that the sample world simulates; one line each."""

from __future__ import annotations

from crawler.sample.sites.base import Site
from crawler.sample.sites.epoint import Epoint
from crawler.sample.sites.gkmlpt import Gkmlpt
from crawler.sample.sites.hanweb_jpaas import HanwebJpaas
from crawler.sample.sites.hanweb_jpage import HanwebJpage
from crawler.sample.sites.hanweb_xxgk import HanwebXxgk
from crawler.sample.sites.henan import Henan
from crawler.sample.sites.jeecms import Jeecms
from crawler.sample.sites.lonsun import Lonsun
from crawler.sample.sites.nfcms import Nfcms
from crawler.sample.sites.own import Own
from crawler.sample.sites.scripted import Scripted
from crawler.sample.sites.shaanxi import Shaanxi
from crawler.sample.sites.showlist import ShowList
from crawler.sample.sites.suining import Suining
from crawler.sample.sites.trs import Trs
from crawler.sample.sites.ucap import Ucap
from crawler.sample.sites.ucap_cloud import UcapCloud
from crawler.sample.sites.vsb import Vsb

SITES: dict[str, type[Site]] = {
    "trs": Trs,
    "hanweb_jpage": HanwebJpage,
    "hanweb_xxgk": HanwebXxgk,
    "hanweb_jpaas": HanwebJpaas,
    "gkmlpt": Gkmlpt,
    "nfcms": Nfcms,
    "ucap": Ucap,
    "ucap_cloud": UcapCloud,
    "vsb": Vsb,
    "lonsun": Lonsun,
    "henan": Henan,
    "shaanxi": Shaanxi,
    "epoint": Epoint,
    "suining": Suining,
    "showlist": ShowList,
    "jeecms": Jeecms,
    "generic": Own,
    "scripted": Scripted,
}

__all__ = ["SITES", "Site"]
