"""The pages of the plugin, and what each reads from an archive to show.

In: a request and a connection to an archive.  Out: a response, or the values that a template shows.
"""
