"""What a hostile server may cost: headers, chunks, cookies, rules of robots.txt, and all that is asked of one portal.

In: answers of any size.  Out: answers within bounds, or the reason in one line why one, or a whole portal, was left.
"""
