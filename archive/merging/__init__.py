"""Two archives into one: what both hold is held once, as if one writer had written all of it.

Everything has an id made of what it is, so that most rows simply meet their like.  Where two rows
of one thing say different things, a rule chooses and a conflict tells of it.
"""

from archive.merging.merge import Conflict, Merged, merge

__all__ = ["Conflict", "Merged", "merge"]
