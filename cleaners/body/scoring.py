"""Scores of boxes: choose the box that holds the main text.

Every line has a weight: the characters of plain text count for it, characters inside links and
lines of furniture against it.  The weight of a box is the sum over its lines, so a box that takes
in a menu, a related list or the footer loses against the one that does not.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import accumulate, islice

from selectolax.lexbor import LexborNode

from cleaners.body.other_voices import start_of_other_voices
from cleaners.body.short_texts import spare_files, spare_names
from cleaners.parsing.known_containers import is_known
from cleaners.parsing.page_lines import Box, Page
from cleaners.patterns import boilerplate
from cleaners.patterns.line_starts import is_body
from cleaners.patterns.visitor_lines import is_address, is_to_visitor

_LINK_COST = 2.0  # for each character inside a link (chosen)
_FURNITURE_COST = 1.0  # for each character of a line of furniture (chosen)
_LINE_COST = 8  # a short line is more likely a label than a sentence
_SENTENCE_GAIN = 10  # for each of ，。；
_INNER_SHARE = 0.9  # an outer known container must hold clearly more than one inside it
_MIN_KNOWN_SHARE = 0.4  # of the weight of the best box that a known container must hold (chosen)
_MAX_CAPTIONS = 50  # no portal has so many
_MAX_BOXES = 20  # no article is spread over so many
_CHAPTER = re.compile(r"^(?:[一二三四五六七八九十]{1,3}\s?、|[（(][一二三四五六七八九十]{1,3}[)）])")
_PARAGRAPH_WEIGHT = 60  # of a line that is a paragraph (chosen)
_TOP_SHARE = 4  # a footer does not stand in the first quarter of a page (chosen)
_HEAD_LINES = 60  # below the title among which a head table stands (chosen)
_MIN_TEASERS = 3  # that follow each other (chosen)
_TEASER_CHARS = 20  # of a paragraph that announces another article (chosen)
_VOICES_COST = 0.2  # of the weight of the text, for a box that reaches into comments and other articles (chosen)
_BLOCK_LINES = 6  # below a title, with its date and source (chosen)
_LIST_LINES = 40  # below a caption that are looked at (chosen)
_MIN_TITLES = 4  # lines among them that are but a link (chosen)
_MIN_TITLE_CHARS = 8  # of such a line (chosen)
_MIN_BETWEEN = 2  # lines between a title and a breadcrumb that may be a text (chosen)
_MIN_ABOVE_CHARS = 20  # of sentences above a breadcrumb that are one (chosen)
_ABOVE_TIMES = 2  # as many of them as below it (chosen)


def line_weight(text: str, linked: int) -> float:
    """How much a line speaks for the box it stands in; below 0 against it."""
    length = len(text)
    if linked * 2 > length:
        return length - (1 + _LINK_COST) * linked - _LINE_COST
    if length < 9:
        return length - _LINE_COST
    marks = text.count("，") + text.count("。") + text.count("；") + text.count(",")
    if (
        (marks < 2 and boilerplate.hints_at_furniture(text))
        or ("转载" in text and boilerplate.is_legal_notice(text))
        or is_to_visitor(text)
        or (marks < 2 and is_address(text))
        or boilerplate.is_summary_row(text)
    ):
        return -_FURNITURE_COST * length
    return length - linked + _SENTENCE_GAIN * marks - _LINE_COST


def choose_box(page: Page) -> Box | None:
    """The box of the main text; None if no box has more text than furniture.

    What stands above the breadcrumb or the title counts against a box, however much text it has: menus
    hold whole paragraphs on some portals.  So does what stands below the caption of a list of other articles,
    which some portals print with their first paragraphs.  A known container of a platform wins if it holds most of what
    the best box holds.
    """
    start = page.start
    weights = list(map(line_weight, page.texts, page.linked))
    spare_names(page, weights)
    spare_files(page, weights)
    weights[:start] = [-abs(weight) for weight in weights[:start]]
    for i in (*_summaries(page), *_teasers(page), *page.aside):
        weights[i] = -abs(weights[i])
    footers = boilerplate.mandatory_footers(page.texts)
    voices = start_of_other_voices(page, footers)
    cost = _VOICES_COST * sum(weight for weight in weights[start:voices] if weight > 0)
    weights[voices:] = [-cost, *[0.0] * len(weights)][: len(weights) - voices]  # they are cut off any box
    foot = _start_of_footer(page, footers)
    weights[foot:] = [-abs(weight) for weight in weights[foot:]]
    best, known, sums = _strongest(page, weights)
    if best is None:  # a short text in one box with its title
        for i in _title_block(page):
            weights[i] = 0.0
        best, known, sums = _strongest(page, weights)
    if best is not known and (end := _start_of_lists(page, weights)):
        weights[end:] = [-abs(weight) for weight in weights[end:]]
        best, known, sums = _strongest(page, weights)
    chosen = best if known is None or (best is not known and _goes_on(page, known, best, sums)) else known
    return chosen._replace(end=voices) if chosen and chosen.first < voices < chosen.end else chosen


def below_title(page: Page, box: Box) -> Box:
    """*box* from the line below breadcrumb and title on, where it holds a menu above them: tags closed too early."""
    if not box.first < page.start < box.end:
        return box
    above = range(box.first, page.start)
    if not any(page.tags[i] == "menu" or boilerplate.is_breadcrumb(page.texts[i]) for i in above):
        return box
    plain = [len(text) - linked for text, linked in zip(page.texts, page.linked, strict=True)]
    is_most = sum(plain[page.start : box.end]) > sum(plain[box.first : page.start])
    return Box(box.node, page.start, box.end) if is_most else box


def _strongest(page: Page, weights: Sequence[float]) -> tuple[Box | None, Box | None, list[float]]:
    """The box with the largest sum of *weights*, the best known container if it holds most of that, the running sums.

    Both are the same box where a known container is nearly as strong.
    """
    sums = list(accumulate(weights, initial=0.0))
    best, known = None, None
    best_score = known_score = 0.0
    for box in page.boxes:
        score = sums[box.end] - sums[box.first]
        if score > best_score and not _is_paragraph(page, box):
            best, best_score = box, score
        if score > known_score / _INNER_SHARE and is_known(box):
            known, known_score = box, score
    if known is None or known_score < _MIN_KNOWN_SHARE * best_score:
        return best, None, sums
    return (known if known_score >= _INNER_SHARE * best_score else best), known, sums


def _is_paragraph(page: Page, box: Box) -> bool:
    """Whether *box* is one paragraph among others, a ``<div>`` where others write ``<p>``: no text of its own."""
    if box.end - box.first > 1 or box.node is None:
        return False
    siblings = {node.tag for node in (_element_beside(box.node, -1), _element_beside(box.node, 1)) if node}
    beside = [i for i in (box.first - 1, box.end) if 0 <= i < len(page.texts)]
    return box.node.tag in siblings and any(
        page.tags[i] == page.tags[box.first]
        and not page.linked[i]
        and not boilerplate.hints_at_furniture(page.texts[i])
        for i in beside
    )


def _element_beside(node: LexborNode, step: int) -> LexborNode | None:
    """The nearest element before (-1) or after (1) *node* in its parent."""
    beside = node.next if step > 0 else node.prev
    while beside is not None and not beside.is_element_node:
        beside = beside.next if step > 0 else beside.prev
    return beside


def _goes_on(page: Page, known: Box, best: Box | None, sums: Sequence[float]) -> bool:
    """Whether the text of the container *known* goes on in *best*: in a second one of its kind, or with headings."""
    if best is None or not best.first <= known.first <= known.end <= best.end:
        return False
    own = set(page.texts[known.first : known.end])
    beside = (
        box
        for box in page.boxes
        if best.first <= box.first <= box.end <= known.first or known.end <= box.first <= box.end <= best.end
    )
    strong = (box for box in beside if sums[box.end] - sums[box.first] > _PARAGRAPH_WEIGHT and is_known(box))
    if any(not _repeats(own, page, box) for box in islice(strong, _MAX_BOXES)):
        return True
    end = next((i for i in range(known.end, best.end) if boilerplate.is_end(page.texts[i])), best.end)
    outside = [*range(max(best.first, page.start), known.first), *range(known.end, end)]
    chapters = [page.texts[i] for i in outside if page.linked[i] * 2 < len(page.texts[i])]
    return any(text not in own and _CHAPTER.match(text) for text in chapters)


def _repeats(own: Collection[str], page: Page, box: Box) -> bool:
    """Whether *box* prints the lines *own* again, for another kind of screen."""
    texts = page.texts[box.first : box.end]
    return sum(text in own for text in texts) * 2 > len(texts)


def _start_of_lists(page: Page, weights: Sequence[float]) -> int:
    """The line of the first caption such as 相关阅读 that has a text above it and a list of links below; else 0."""
    first = next((i for i in range(page.start, len(weights)) if weights[i] > _PARAGRAPH_WEIGHT), len(weights))
    lines = enumerate(page.texts[first:], first)
    captions = (i for i, text in lines if text[0] in boilerplate.CAPTION_BEGINS and boilerplate.opens_afterwards(text))
    for i in islice(captions, _MAX_CAPTIONS):
        below = list(zip(page.texts[i + 1 : i + _LIST_LINES], page.linked[i + 1 : i + _LIST_LINES], strict=True))
        titles = sum(linked == len(text) > _MIN_TITLE_CHARS for text, linked in below)
        if titles >= _MIN_TITLES and titles * 6 > len(below):
            return i
    return 0


def _title_block(page: Page) -> Iterator[int]:
    """The lines of the title and of what is printed right below it: they stand in its box or beside it."""
    title = page.start - 1
    if title < 0 or page.linked[title] or boilerplate.is_breadcrumb(page.texts[title]):
        return
    yield title
    for i in range(page.start, min(page.start + _BLOCK_LINES, len(page.texts))):
        if page.linked[i] * 2 > len(page.texts[i]) or not (
            boilerplate.is_info(page.texts[i]) or boilerplate.is_tool(page.texts[i])
        ):
            return
        yield i


def _summaries(page: Page) -> Iterator[int]:
    """The lines below a label for summaries, in the head table."""
    for i in range(page.start, min(len(page.texts) - 1, page.start + _HEAD_LINES)):
        if boilerplate.is_summary_label(page.texts[i]):
            yield i + 1


def _teasers(page: Page) -> list[int]:
    """The paragraphs that stand one by one below the titles, all links, of the articles that they announce."""
    teasers: list[int] = []
    run: list[int] = []
    after_title = False
    for i, text in enumerate(page.texts):
        length, linked = len(text), page.linked[i]
        if i == page.start:  # the menu above is the title of nothing
            after_title = False
        if length < _MIN_TITLE_CHARS or (linked and linked * 10 < length * 9 and linked * 2 > length):
            continue  # a date, a button, a title with its date
        if linked * 10 >= length * 9:
            after_title = True
        elif length >= _TEASER_CHARS:
            if not after_title:  # the paragraph before this one was the first of several
                teasers += run[:-1] if len(run) > _MIN_TEASERS else []
                run = []
            else:
                run.append(i)
            after_title = False
    return teasers + (run if len(run) >= _MIN_TEASERS else [])


def _start_of_footer(page: Page, footers: Iterable[int]) -> int:
    """The first of *footers*, lines with a mandatory mark: dialogues and hints stand below it, but no text.

    Without a title above it, it may be a banner at the top, and does not count there.
    """
    least = page.start or len(page.texts) // _TOP_SHARE
    return next((i for i in footers if i >= least), len(page.texts))


def start_of_content(texts: Sequence[str], titles: Sequence[str]) -> int:
    """The line after the breadcrumb and the first title; 0 without either.

    A breadcrumb that is printed only below a text, with the menu, begins nothing.
    """
    start = 0
    for i, text in enumerate(texts):
        if ("位置" in text or "首" in text) and boilerplate.is_breadcrumb(text):
            start = i + 1
            break
    end = next((end for title in titles if (end := _end_of(title, texts))), 0)
    if start - end > _MIN_BETWEEN and _has_text_above(texts[end : start - 1], texts[start:]):
        return end
    return max(start, end)


def _has_text_above(above: Sequence[str], below: Sequence[str]) -> bool:
    """Whether the sentences *above* a breadcrumb are a text, and next to nothing of one stands *below* it."""
    sizes = [sum(len(text) for text in lines if "。" in text and is_body(text)) for lines in (above, below)]
    return sizes[0] > _MIN_ABOVE_CHARS and sizes[0] > _ABOVE_TIMES * sizes[1]


def _end_of(title: str, texts: Sequence[str]) -> int:
    """The line after the one, or the up to four broken ones, that first print *title*; 0 if none do."""
    bare = title.replace(" ", "")
    for i, text in enumerate(texts):
        if text[:4] != title[:4]:
            continue
        joined = ""
        for n in range(i, min(i + 4, len(texts))):
            joined += texts[n].replace(" ", "")
            if joined == bare:
                return n + 1
            if not bare.startswith(joined):
                break
    return 0
