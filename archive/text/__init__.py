"""Chinese text made comparable and searchable: compatibility forms, simplified characters, tokens for FTS5.

In: text as printed.  Out: a folded copy for matching; what is stored is never replaced by it.  Pure: no SQLite.
"""
