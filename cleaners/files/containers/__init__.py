"""Containers that office files come in, opened under limits: ZIP, compound files (OLE2), XML parts.

In: bytes of a file and the account of what it may cost.  Out: named parts and hardened XML trees.
"""
