"""List pages that hold no rows, only the address of the data: known ones are passed by until they are due."""

from __future__ import annotations

from dataclasses import replace

from crawler.platforms import ListPage, PageRequest
from crawler.portals.tables import Portal
from crawler.walking import walk as walks
from crawler.walking.visits import Visits
from crawler.walking.walk import Walk


def past_shells(
    request: PageRequest, walk: Walk, first: str, portal: Portal, visits: Visits
) -> tuple[PageRequest, Walk]:
    """Return where the rows of the list are that begins with *request*, and the walk that begins there.

    The root of a section is asked in every run, since new rows stand on it.  A shell shows none: until it is due, its
    copy in the archive leads on.  Where it leads to nothing any more, the walk turns to the shell itself.
    """
    if "list" in portal.render or not visits.ended_well(first):
        return request, walk
    root = request
    while request.method == "GET" and (held := visits.not_due(portal.page_url(request.url))):
        content_type = next((value for name, value in held.headers if name.lower() == "content-type"), None)
        page = ListPage(held.url, held.body, content_type, request=request, origin=walk.origin)
        read_by, reading = walks.read(walk, page)
        if reading.instead is None:
            break
        step = walks.after_page(read_by, reading)
        if step.request is None or step.walk is None:
            break
        request, walk = step.request, step.walk
    return (request, walk) if request is root else (request, replace(walk, hops=0, others=(root,)))
