"""Clean one page: decode, parse once, choose the main text, cut its edges, read what stands around it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import replace
from datetime import datetime
from itertools import pairwise

from selectolax.lexbor import LexborNode

from cleaners import addresses
from cleaners.article import Article, Attachment, Problem, Table
from cleaners.body.edge_elements import without_other_elements
from cleaners.body.edges import find_text, is_caption, links_around
from cleaners.body.glued_lines import part_glued
from cleaners.body.link_lists import with_open_lists
from cleaners.body.list_pages import is_list_page
from cleaners.body.nearby_links import Span, end_of_content, files_around, links_near
from cleaners.body.paging import further_pages
from cleaners.body.scoring import below_title, choose_box, start_of_content
from cleaners.body.short_texts import is_form, says_something_itself, with_short_lines
from cleaners.body.stabilise import stabilise
from cleaners.body.wrapped_lines import join_wrapped
from cleaners.metadata.assemble import Parts, assemble
from cleaners.metadata.attachments import leads_to_file, read_attachments
from cleaners.metadata.breadcrumb import read_breadcrumb
from cleaners.metadata.page_tags import PageTags, read_page_tags
from cleaners.metadata.page_title import article_titles, choose_title, title_key
from cleaners.metadata.placed_title import placed_title
from cleaners.metadata.shown_files import frame_pages, scripted_files, shown_files
from cleaners.metadata.unprinted_values import image_title, unprinted_value
from cleaners.parsing.decode import Decoded, decode_body
from cleaners.parsing.page_lines import Box, Page
from cleaners.parsing.saved.mhtml import is_mhtml, read_mhtml
from cleaners.parsing.script_text import field_article, script_article
from cleaners.parsing.tabs import beside_document
from cleaners.parsing.tree import read_tree, with_hidden
from cleaners.patterns import boilerplate
from cleaners.patterns.dates import read_signed_day
from cleaners.patterns.labels import parted
from cleaners.patterns.line_starts import is_body
from cleaners.patterns.organ_endings import is_organ_name
from cleaners.patterns.possible_dates import answered_at, latest_day
from cleaners.patterns.visitor_lines import is_fold
from cleaners.problem_kinds import ProblemKind
from cleaners.text_dump import clean_text

_LINES_ABOVE = 40  # the text in which its info line stands (chosen)
_LINES_BELOW = 25  # the text in which an info line may stand (chosen)
_STAMP_LINES = 12  # right above the text that may be a date without label (chosen)
_TITLE_LINES = 12  # of the text among which its title may stand (chosen)
_FOLD_LINES = 2  # below a text that may be the button at which it is folded (chosen)
_MIN_TEXT_CHARS = 40  # a page with less is looked at a second time (chosen)
_SHORT_TEXT_CHARS = 200  # a page with a file and no more than this says what it says in the file (chosen)
_SHORT_LINE_CHARS = 40  # of each of its lines (chosen)
_COLUMN_LINES = 3  # at the top of a text among which the name of a column may stand (chosen)
_MAX_COLUMN_CHARS = 16  # of such a name (chosen)
_TITLE_PARTS = re.compile(r"[-_—|｜–]+")
_MIN_FRAME_SIDE = 300  # pixels of a frame that holds the document below a lead (chosen)
_MAX_LEAD_SENTENCES = 2  # of a lead (chosen)
_MIN_SENTENCES = 4  # so many are a text, however short (chosen)
_SURELY_TEXT_CHARS = 1_500  # no furniture is so long (chosen)
_PAGE_BREAKS = ("#PAGE_BREAK#", "[page_break]")


def clean_page(
    body: bytes,
    url: str | None = None,
    headers: Mapping[str, str] | None = None,
    *,
    fetched_at: datetime | None = None,
) -> Article:
    """The Article of one page; pure: the same arguments always give the same Article.

    No date after *fetched_at* (aware; without it the Date of *headers*) is taken for one of the page.
    An MHTML file is the page in it.  Raises EmptyBody for blanks and NotText for a file or an API answer.
    """
    if is_mhtml(body):
        saved = read_mhtml(body)
        body, headers, url = saved.body, saved.headers, url or saved.url
        fetched_at = fetched_at or saved.saved_at
    decoded = decode_body(body, headers)
    fetched_at = fetched_at or answered_at(headers)
    if "<" not in decoded.text:
        return clean_text(decoded.text, url, fetched_at=fetched_at)
    source = body if decoded.encoding == "utf-8" and not decoded.replaced else decoded.text.encode("utf-8", "replace")
    page = read_tree(source)
    tags = read_page_tags(page.metas)
    titles = [tags.title] if tags.title else article_titles(page.titles, tags.site_name)
    page.start = start_of_content(page.texts, titles)
    page.aside = beside_document(page, titles[0] if titles else "")
    box = choose_box(page)
    if _size(page, box) < _MIN_TEXT_CHARS and page.tree is not None:
        page, box = _second_look(decoded, page, box, titles)
    elif box and page.has_hidden and any(map(is_fold, page.texts[box.first : box.end + _FOLD_LINES])):
        page, box = _unfolded(page, box, titles)
    box = below_title(page, with_short_lines(page, box)) if box else Box(None, 0, 0)
    return _article(*with_open_lists(page, box), tags, decoded, url, fetched_at)


def _unfolded(page: Page, box: Box, titles: Sequence[str]) -> tuple[Page, Box]:
    """*page* with what it hides, if that goes on with the text of *box*; else both as they are."""
    whole = with_hidden(page)
    whole.start = start_of_content(whole.texts, titles)
    shown = choose_box(whole)
    lines = set(whole.texts[shown.first : shown.end]) if shown else ()
    if shown and all(text in lines or is_fold(text) for text in page.texts[box.first : box.end]):
        return whole, shown
    return page, box


def _second_look(decoded: Decoded, page: Page, box: Box | None, titles: Sequence[str]) -> tuple[Page, Box | None]:
    """Another reading of a page without text: with what it hides, or what it hands to its scripts."""
    whole = with_hidden(page)
    if whole is not page:
        whole.start = start_of_content(whole.texts, titles)
        shown = choose_box(whole)
        if _size(whole, shown) > max(_MIN_TEXT_CHARS, _size(page, box)):
            return whole, shown
    if page.tree and (html := script_article(page.tree) or field_article(page.tree)):
        scripted = read_tree(html.encode("utf-8", "replace"))
        whole.links += [(line + len(whole.texts), node) for line, node in scripted.links]
        first = len(whole.texts)
        for text, linked, tag in zip(scripted.texts, scripted.linked, scripted.tags, strict=True):
            whole.add(text, linked, tag)
        return whole, Box(None, first, len(whole.texts))
    return page, box


def _article(
    page: Page, box: Box, tags: PageTags, decoded: Decoded, url: str | None, fetched_at: datetime | None
) -> Article:
    texts = page.texts[box.first : box.end]
    remaining = [i for i in find_text(texts) if box.first + i not in page.aside]
    title, how = choose_title(tags.title, page.titles, _near(page, box), _placed(page, box), tags.site_name)
    if not title and (title := image_title(page.tree)):
        how = "image"
    tags_of_title = [] if how == "matching line" else page.tags[box.first : box.end]
    linkless = _without_links(page, box, remaining)
    own = without_other_elements(page, box, linkless)
    body = _without_title(texts, tags_of_title, own, title)
    body = _without_columns(page, box, body, tags)
    lines = join_wrapped([texts[i] for i in body if texts[i] not in _PAGE_BREAKS], page.indents)
    lines = _without_glued_title(lines, title)
    lines = stabilise(lines, is_trimmed=len(lines) == len(remaining))
    if is_form(box, lines):
        lines = []
    first, last = (box.first + remaining[0], box.first + remaining[-1]) if remaining else (box.first, box.first - 1)
    is_short = _is_short(lines)
    base = addresses.join(url, page.base) if url and page.base else url
    span = Span(page.start, page.start) if is_short else Span(box.first, last + 1)
    attachments = _attachments(page, span, base, lines if is_short else None)
    is_list = is_list_page(page, box, [box.first + i for i in remaining], lines, tags)
    is_note = is_short and not says_something_itself(lines, title, len(attachments))
    problems = _problems(page, lines, len(attachments) if is_note else 0, decoded, is_list=is_list)
    in_others = frozenset(linkless) - frozenset(own)
    cut = _cut(page.texts, box, [i for i in remaining if i not in in_others] if in_others else remaining)
    before = page.texts[max(0, box.first - _LINES_ABOVE) : box.first]
    parts = Parts(
        text=lines,
        title=title,
        title_found=how,
        above=_parted(page, [*cut, *before, *page.texts[first : first + 4]]),
        below=_parted(page, page.texts[last + 1 : box.end + _LINES_BELOW]),
        stamps=_parted(page, [*cut, *reversed(before[-_STAMP_LINES:])]),
        breadcrumb_lines=page.texts[:first],
        page_text=page.whole_text,
        url=url,
        latest=latest_day(fetched_at),
        read_elsewhere=lambda label: unprinted_value(label, page.whole_text, page.tree),
        tags=tags,
        attachments=_as_asked(attachments, decoded.encoding),
        further_pages=further_pages(_hrefs(links_near(page, span)), page.whole_text, url, base),
        tables=_tables(lines, [row for i in body if (row := page.rows.get(box.first + i))]),
        problems=problems,
        frames=_in_encoding(_frames(page, lines, url, base), decoded.encoding) if not (attachments or is_list) else (),
    )
    return assemble(_of_its_kind(parts, page, {problem.kind for problem in problems}))


def _as_asked(files: Iterable[Attachment], encoding: str) -> tuple[Attachment, ...]:
    """*files* under the addresses at which a browser would ask for them from a page in *encoding*."""
    return tuple(
        file if file.url.isascii() else replace(file, url=addresses.with_query_in(file.url, encoding)) for file in files
    )


def _in_encoding(urls: Iterable[str], encoding: str) -> tuple[str, ...]:
    return tuple(addresses.with_query_in(url, encoding) for url in urls)


def _near(page: Page, box: Box) -> list[tuple[str, str]]:
    """The lines around the top of *box*, with their tags."""
    near = slice(max(0, box.first - _LINES_ABOVE), box.first + _TITLE_LINES)
    return list(zip(page.texts[near], page.tags[near], strict=True))


def _placed(page: Page, box: Box) -> str | None:
    """The title by its place between the breadcrumb and the first lines of *box*."""
    place = slice(max(page.start, box.first - _LINES_ABOVE), max(page.start, box.first) + _TITLE_LINES)
    return placed_title(page.texts[place], page.linked[place])


def _parted(page: Page, lines: Iterable[str]) -> list[str]:
    """*lines* with a blank before each label or date that begins an element inside them."""
    return [parted(line, page.pieces.get(line, ())) for line in lines]


def _attachments(page: Page, span: Span, base: str | None, note: Sequence[str] | None) -> tuple[Attachment, ...]:
    """The files that links name; where the page says no more than the short *note*, those shown in another way."""
    attachments = read_attachments(files_around(page, span), page.whole_text, base)
    if attachments or note is None or page.tree is None:
        return attachments
    shown = shown_files(page.tree, base)
    return shown or scripted_files(page.tree, base)


def _frames(page: Page, lines: Sequence[str], url: str | None, base: str | None) -> tuple[str, ...]:
    """The pages in frames that may hold what the page has no text for, or only the few unsigned *lines* of a lead."""
    if page.tree is None or sum(map(len, lines)) >= _SHORT_TEXT_CHARS:
        return ()
    if sum(line.count("。") for line in lines) > _MAX_LEAD_SENTENCES or any(map(read_signed_day, lines)):
        return ()
    return frame_pages(page.tree, url, base, least_side=_MIN_FRAME_SIDE if lines else 0)


def _of_its_kind(parts: Parts, page: Page, kinds: Set[ProblemKind]) -> Parts:
    """*parts* as they are; without text, and read from elsewhere, where *kinds* of problems tell that there is none."""
    if ProblemKind.LIST_PAGE in kinds:  # what its rows say is not about the page
        title, how = choose_title(parts.tags.title, page.titles, [], None, parts.tags.site_name)
        parts = replace(parts, title=title, title_found=how, above=[], below=[], stamps=[], breadcrumb_lines=[])
    elif kinds & {ProblemKind.ATTACHMENT_ONLY, ProblemKind.NO_TEXT}:
        # The box may be anything; what counts stands between breadcrumb and footer.
        end = end_of_content(page.texts, page.start)
        around = _parted(page, page.texts[max(0, page.start - _LINES_ABOVE) : end])
        parts = replace(parts, above=around, below=[], stamps=around, breadcrumb_lines=page.texts[:end])
    else:
        return parts
    return replace(parts, text=[], tables=())


def _is_short(lines: Sequence[str]) -> bool:
    """Whether *lines* may be no more than a note that goes with a file."""
    if any(len(line) > _SHORT_LINE_CHARS for line in lines):
        return False
    return sum(map(len, lines)) < _SHORT_TEXT_CHARS and sum(line.count("。") for line in lines) < _MIN_SENTENCES


def _without_links(page: Page, box: Box, remaining: list[int]) -> list[int]:
    """*remaining* without links to other pages around the text, and their captions; those to files stay."""
    texts = page.texts[box.first : box.end]
    links = links_around(texts, page.linked[box.first : box.end], remaining)
    if not links:
        return remaining
    outside = set(links)
    files = {line - box.first for line, node in page.links if line - box.first in outside and leads_to_file(node)}
    outside -= files
    captions = {above for above, i in pairwise(remaining) if i in outside and is_caption(texts[above])}
    return [i for i in remaining if i not in outside and i not in captions]


def _hrefs(anchors: Iterable[LexborNode]) -> Iterator[str]:
    for node in anchors:
        if href := node.attrs.get("href"):
            yield href


def _cut(lines: Sequence[str], box: Box, remaining: Sequence[int]) -> list[str]:
    """The furniture that was cut off above or between the first lines of the text."""
    inside = set(remaining)
    return [lines[box.first + i] for i in range(remaining[-1] if remaining else box.end - box.first) if i not in inside]


def _without_title(texts: Sequence[str], tags: Sequence[str], remaining: list[int], title: str | None) -> list[int]:
    """*remaining* without lines at its top that only print the title again.

    A title broken over several lines of heading elements is the page's; in paragraphs it is the document's own, unless
    there is no other, and *tags* is empty.
    """
    if not title:
        return remaining
    wanted = title_key(title)
    for n, i in enumerate(remaining[:6]):
        if len(texts[i]) < 2 * len(title) and title_key(texts[i]) == wanted:
            return remaining[:n] + remaining[n + 1 :]
    joined = ""
    for n, i in enumerate(remaining[:4]):
        if tags and not tags[i].startswith("h"):
            break
        joined += texts[i]
        if title_key(joined) == wanted:
            return remaining[n + 1 :]
    return remaining


def _without_columns(page: Page, box: Box, remaining: list[int], tags: PageTags) -> list[int]:
    """*remaining* without lines at its top that only name a column or the site, as breadcrumb and <title> do."""
    above: list[int] = []
    for i in remaining[:_COLUMN_LINES]:
        text = page.texts[box.first + i]
        if is_body(text) or len(text) > _MAX_COLUMN_CHARS:
            break
        if not is_organ_name(text):
            above.append(i)
    if not above:
        return remaining
    names = {*read_breadcrumb(page.texts[: box.first + above[0]]), tags.column or "", tags.site_name or ""}
    names.update(piece.strip() for title in page.titles for piece in _TITLE_PARTS.split(title)[1:])
    cut = [i for i in above if page.texts[box.first + i] in names]
    return [i for i in remaining if i not in cut] if cut else remaining


def _without_glued_title(lines: Sequence[str], title: str | None) -> list[str]:
    """*lines* with a title that shares its line with the first sentence parted from it; that of the page goes."""
    parted = part_glued(lines)
    if len(parted) > len(lines) and title and title_key(parted[0]) == title_key(title):
        return parted[1:]
    return parted


def _tables(lines: Sequence[str], rows: Sequence[tuple[str, ...]]) -> tuple[Table, ...]:
    """Consecutive rows as tables, each with the line of the text on which it begins."""
    if not rows:
        return ()
    tables: list[Table] = []
    following = iter(rows)
    row = next(following, None)
    current: list[tuple[str, ...]] = []
    for i, line in enumerate([*lines, ""]):
        if row is not None and line == "\t".join(row).strip("\t"):
            current.append(row)
            row = next(following, None)
        elif current:
            tables.append(Table(i - len(current), tuple(current)))
            current = []
    return tuple(tables)


def _problems(page: Page, lines: Sequence[str], files: int, decoded: Decoded, *, is_list: bool) -> list[Problem]:
    problems = []
    if decoded.replaced:
        problems.append(
            Problem(ProblemKind.BAD_ENCODING, f"{decoded.replaced} characters are none in {decoded.encoding}")
        )
    size = sum(map(len, lines))
    if files:
        problems.append(Problem(ProblemKind.ATTACHMENT_ONLY, f"{files} files, {size} characters of text"))
    elif is_list:
        problems.append(
            Problem(
                ProblemKind.LIST_PAGE,
                f"{sum(page.linked)} of {sum(map(len, page.texts))} characters stand inside links",
            )
        )
    elif size == 0:
        problems.append(Problem(ProblemKind.NO_TEXT, "no element holds more text than links and furniture"))
    return problems


def _size(page: Page, box: Box | None) -> int:
    """The characters of plain text in *box*."""
    if box is None:
        return 0
    plain = sum(map(len, page.texts[box.first : box.end])) - sum(page.linked[box.first : box.end])
    if plain > _SURELY_TEXT_CHARS:
        return plain
    lines = zip(page.texts[box.first : box.end], page.linked[box.first : box.end], strict=True)
    return sum(len(text) - linked for text, linked in lines if not boilerplate.hints_at_furniture(text))
