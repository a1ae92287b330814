"""The kinds of markup of the whole sample world, by platform: those of the demo, and one line for each further one."""

from __future__ import annotations

from crawler.sample.sites import SITES as DEMO_SITES
from tests.sample_world.sites.epoint import Epoint
from tests.sample_world.sites.gkmlpt import Gkmlpt
from tests.sample_world.sites.hanweb_jpaas import HanwebJpaas
from tests.sample_world.sites.hanweb_jpage import HanwebJpage
from tests.sample_world.sites.hanweb_xxgk import HanwebXxgk
from tests.sample_world.sites.jeecms import Jeecms
from tests.sample_world.sites.lonsun import Lonsun
from tests.sample_world.sites.own import Own
from tests.sample_world.sites.scripted import Scripted
from tests.sample_world.sites.shaanxi import Shaanxi
from tests.sample_world.sites.showlist import ShowList
from tests.sample_world.sites.trs import Trs
from tests.sample_world.sites.ucap import Ucap
from tests.sample_world.sites.ucap_cloud import UcapCloud
from tests.sample_world.sites.vsb import Vsb
from tests.sample_world.sites.whole import WholeSite

SITES: dict[str, type[WholeSite]] = {
    **{platform: type(site.__name__, (WholeSite, site), {}) for platform, site in DEMO_SITES.items()},
    "epoint": Epoint,
    "generic": Own,
    "gkmlpt": Gkmlpt,
    "hanweb_jpaas": HanwebJpaas,
    "hanweb_jpage": HanwebJpage,
    "hanweb_xxgk": HanwebXxgk,
    "jeecms": Jeecms,
    "lonsun": Lonsun,
    "scripted": Scripted,
    "shaanxi": Shaanxi,
    "showlist": ShowList,
    "trs": Trs,
    "ucap": Ucap,
    "ucap_cloud": UcapCloud,
    "vsb": Vsb,
}
