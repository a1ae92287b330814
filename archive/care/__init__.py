"""Care of an archive by its operator: check, backup, compact, upgrade, health.

In: an archive.  Out: findings, a copy, or the same archive in better shape.
"""
