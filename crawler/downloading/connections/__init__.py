"""How a host is connected with: Scrapy's download handlers with our own TLS, and what a table accepts of a portal's.

In: a request.  Out: its answer, or the reason in one line why there is none.
"""
