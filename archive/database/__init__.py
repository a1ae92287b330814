"""The SQLite file: connections, schema and migrations, the lock of the one writer, transactions, full-text index.

In: a path.  Out: a connection to a file that is known to be an archive of a schema that we can read.
"""
