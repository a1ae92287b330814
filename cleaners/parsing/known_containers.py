"""Known containers: the elements in which content systems of government portals put the main text."""

from __future__ import annotations

from cleaners.parsing.page_lines import Box
from cleaners.patterns.word_lists import words

# Names of editors and platforms, which stand for the text itself and nothing around it.
_KNOWN = frozenset(
    words(
        "trs_editor trs_ueditor trs_editor_view trs_preappend custom_unionstyle ucap-content ucapcontent zoomcon zoom"
        " vsb_content vsb_content_2 vsb_content_4 vsb_content_100 vsb_content_500 vsb_content_501 vsb_content_1001"
        " v_news_content j-fontcontent ivs_content bt_content wzcon contxt xxgkcont pages_content article_content"
    )
)
# The same for the parser, in few terms: each one costs a look at every element.
SELECTOR = (
    '[class*="TRS_"], [id^="vsb_content"], [id^="zoom"], [id="UCAP-CONTENT"], ucapcontent, [class*="v_news_content"], '
    '[class*="Custom_UnionStyle"], .j-fontContent, #ivs_content, .pages_content, .bt_content, .wzcon'
)


def is_known(box: Box) -> bool:
    """Whether *box* is the container of a known platform or stands between a pair of content markers."""
    return box.node is None or box.node.tag == "ucapcontent" or any(name in _KNOWN for name in box.names)
