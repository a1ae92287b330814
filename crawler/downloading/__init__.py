"""How requests go out and answers come in: hosts, robots.txt, names, refusals, back-off, rendering, evidence.

In: requests of the spider.  Out: responses whose bytes are kept, or the reason why there is none.
"""
