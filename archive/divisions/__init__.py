"""Divisions and organs: which place and which kind of office stand behind the name of an issuer.

>>> from archive.divisions import Divisions, resolve
>>> [each.name for each in Divisions.load().path("440105")]
['广东省', '广州市', '海珠区']
>>> resolve("广州市海珠区人民政府昌岗街道办事处", site_id_code="4401050003").division_code
'440105'
"""

from archive.divisions.organs import OrganType, organ_types, read_organ
from archive.divisions.resolve import Resolution, resolve
from archive.divisions.table import LAST_YEAR, Division, Divisions

__all__ = [
    "LAST_YEAR",
    "Division",
    "Divisions",
    "OrganType",
    "Resolution",
    "organ_types",
    "read_organ",
    "resolve",
]
