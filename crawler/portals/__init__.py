"""The portals that are crawled: the tables of settings/portals, and a look at a portal that no table names yet.

In: TOML files, or the address of a section.  Out: `Portal` objects, or a table to be looked over by a person.
"""
