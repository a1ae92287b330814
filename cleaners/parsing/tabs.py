"""Tabs of a page: a document and its interpretation in panes of one page, of which one is shown at a time.

Their labels stand above, one a pane: 文件正文 | 部门解读.  The text is what stands in the pane of the document.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from cleaners.parsing.page_lines import Box, Page

_DOCUMENT = r"(?:文件|政策|公文|公告|通知|报告|信息|新闻|决定|意见)?(?:正文|原文|全文|内容)|政策文件|文件|报告|年度报告"
_OTHER = (
    r"(?:政策|文件|部门|相关|专家|媒体|图文|图片|视频|音频|文字|动漫|官方|权威|关联)?(?:解读|图解|问答)(?:材料|信息|文件)?|一图(?:读懂|看懂)|图说"
    r"|起草说明|政策简明问答|(?:附件|文件|文档|全文)下载|(?:相关)?附件|相关(?:文件|政策|信息|新闻|链接)|历史沿革|征求意见|意见反馈|新闻发布会?"
)
_LABEL = re.compile(rf"\s{{0,9}}(?:(?P<document>{_DOCUMENT})|(?P<other>{_OTHER}))(?=[\s|｜/]|$)[\s|｜/]{{0,20}}")
_GLUED = re.compile(rf"\s{{0,9}}(?:(?P<document>{_DOCUMENT})|(?P<other>{_OTHER}))[\s|｜/]{{0,20}}")
_SAID_OF_IT = re.compile("解读|图解|问答|读懂|附件|下载|说明")
# A character of no label: a cheap look that spares most lines the patterns.
_FOREIGN = re.compile(rf"[^\s|｜/{''.join(sorted({*_DOCUMENT, *_OTHER} - {*'(?:|)'}))}]")
_MAX_GAP_LINES = 3  # between the labels and the first pane (chosen)
_MAX_LABELS = 6
_MAX_LABEL_CHARS = 60  # of a line of labels (chosen)


def beside_document(page: Page, title: str) -> frozenset[int]:
    """The lines of *page* that are labels of tabs, and of the panes that are not the document's.

    None where no tab holds a document beside what is said of it, nor where *title* says that the page is the latter.
    """
    if _SAID_OF_IT.search(title):
        return frozenset()
    for i in range(page.start, len(page.texts)):
        if not _may_be_labels(page.texts[i]):
            continue
        labels, end = _labels_at(page, i)
        are_tabs = len(labels) > 1 and {"document", "other"} <= {*labels} and not _lead_away(page, i, end)
        if are_tabs and _SAID_OF_IT.search(page.whole_text):
            shown = labels.index("document")
            named = _named_panes(page, i, end)
            panes = named if len(named) == len(labels) and named[shown] else _panes(page, end, len(labels))
            aside = [pane for n, pane in enumerate(panes) if pane and n != shown]
            return frozenset(range(i, end)).union(*(range(pane.first, pane.end) for pane in aside))
    return frozenset()


def _lead_away(page: Page, first: int, end: int) -> bool:
    """Whether the lines from *first* to *end* are a menu: links to other pages."""
    nodes = [node for line, node in page.links if first <= line < end]
    anchors = [anchor for node in nodes for anchor in ([node] if node.tag == "a" else node.css("a"))]
    return any(not (anchor.attrs.get("href") or "#").lower().startswith(("#", "javascript:")) for anchor in anchors)


def _named_panes(page: Page, first: int, end: int) -> list[Box | None]:
    """The panes whose ids the links on the lines from *first* to *end* name, None for one without text."""
    boxes = {name: box for box in page.boxes if box.node is not None and (name := box.node.attrs.get("id"))}
    nodes = [node for line, node in page.links if first <= line < end]
    anchors = [anchor for node in nodes for anchor in ([node] if node.tag == "a" else node.css("a"))]
    return [boxes.get((anchor.attrs.get("href") or "").removeprefix("#")) for anchor in anchors]


def _labels_at(page: Page, first: int) -> tuple[list[str], int]:
    """The kinds of the labels of tabs that stand on line *first* and right below it, and the line after them."""
    labels: list[str] = []
    i = first
    while i < len(page.texts) and len(labels) < _MAX_LABELS:
        own = _labels_of(page.texts[i])
        if not own:
            break
        labels += own
        i += 1
    return labels, i


def _may_be_labels(line: str) -> bool:
    return len(line) <= _MAX_LABEL_CHARS and not _FOREIGN.search(line)


def _labels_of(line: str) -> list[str]:
    """The kinds of the labels that *line* is made of; [] if it is anything else."""
    if not _may_be_labels(line):
        return []
    for pattern in (_LABEL, _GLUED):
        at, labels = 0, []
        while at < len(line) and (found := pattern.match(line, at)):
            labels.append(found.lastgroup or "")
            at = found.end()
        if at == len(line):
            return labels
    return []


def _panes(page: Page, first: int, count: int) -> Sequence[Box | None]:
    """*count* boxes, alike and side by side in one element, the first near line *first*; [] if there are none."""
    beside: dict[int, list[Box]] = {}
    for box in page.boxes:
        if box.node is not None and box.first >= first and (parent := box.node.parent) is not None:
            beside.setdefault(parent.mem_id, []).append(box)
    groups = [sorted(group, key=lambda box: box.first) for group in beside.values() if len(group) >= count]
    begins = min((group[0].first for group in groups), default=0)
    for group in sorted(groups, key=lambda group: group[0].first - group[-1].end):
        panes = group[:count]
        if group[0].first == begins <= first + _MAX_GAP_LINES and all(_is_alike(panes[0], pane) for pane in panes[1:]):
            return panes
    return []


def _is_alike(box: Box, other: Box) -> bool:
    if box.node is None or other.node is None or box.node.tag != other.node.tag:
        return False
    names, others = ({*(each.node.attrs.get("class") or "").split()} for each in (box, other) if each.node)
    return bool(names & others) or not (names or others)
