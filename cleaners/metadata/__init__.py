"""What a page says of itself: title, dates, issuer, labels, breadcrumb, attachments, footer marks, signature.

In: the lines and tags of a page, or the lines of a text dump.  Out: the fields of an `Article`, each with
how it was found.
A field about which the page says nothing is None; nothing is guessed from the address or the clock.
"""
