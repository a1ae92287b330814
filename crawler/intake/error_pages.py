"""Pages sent with status 200 in the place of an article: not there, an error of the server, bytes that are no text."""

from __future__ import annotations

import re

from w3lib.html import remove_tags, remove_tags_with_content

from archive import Fetch
from cleaners import Article, ProblemKind
from crawler.page_text import page_text

# Only where little else is said: reports may quote such words.
_NOT_THERE = re.compile(
    r"页面不存在|您访问的页面|页面(?:未|没有)找到|找不到(?:该|您)?.{0,6}页面|内容已(?:被)?删除"
    r"|404\s*(?:错误|Not Found)",
    re.IGNORECASE,
)
_ERROR = re.compile(
    r"403 Forbidden|Internal Server Error|Bad Gateway|Service (?:Temporarily )?Unavailable|Gateway Time-?out"
    r"|Access Denied|拒绝访问|(?:系统|服务器|网站)(?:内部)?(?:错误|出错|繁忙|异常|正?在?(?:升级)?维护)"
    r"|访问(?:过于)?频繁|请输入验证码|登录(?:已)?超时",
    re.IGNORECASE,
)
_MAX_ERROR_CHARS = 100  # a notice of maintenance says more, and is an article
_MAX_CHARS = 300
_MAX_BYTES = 100_000  # with menus and scripts; where more is sent, only what the cleaners found is looked at
_NO_CHARACTER = re.compile("[\ufffd\ue000-\uf8ff]")  # undecodable, private use: icons, a rare name now and then
_MOST_ODD = 0.05  # of a text; random bytes read as GB18030 have 0.12


def error_page(article: Article, fetch: Fetch) -> tuple[ProblemKind, str] | None:
    """Return the kind of error page that *fetch* shows, with the detail; None if it may be an article."""
    odd = len(_NO_CHARACTER.findall(article.text))
    if odd > _MOST_ODD * len(article.text):
        found = f"{odd} of {len(article.text)} characters stand for nothing"
        return ProblemKind.BAD_ENCODING, f"{found}; expected a page, found bytes that are none"
    if len(article.text) > _MAX_CHARS or article.attachments:
        return None
    said = f"{article.title}\n{article.text}"
    page = page_text(fetch.body, None)[1] if len(fetch.body) <= _MAX_BYTES else ""
    words = remove_tags(remove_tags_with_content(page, ("script", "style")))
    if match := _NOT_THERE.search(f"{said}\n{remove_tags(page)}"):
        return ProblemKind.SOFT_404, f"answered 200, but the page says {match[0]!r}"
    if len("".join(words.split())) <= _MAX_ERROR_CHARS:  # what the cleaners take for furniture speaks as well
        said += words
    if len(article.text) <= _MAX_ERROR_CHARS and (match := _ERROR.search(said)):
        return ProblemKind.ERROR_PAGE, f"answered 200, but the page says {match[0]!r}"
    return None
