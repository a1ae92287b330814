"""Problem kinds: the one table of what can go wrong with a page, a file, a portal or the archive.

A kind is a member of ProblemKind, and is the plain string of its value in the archive, in JSON and on the command
line.  Code names the member, so that a slip of the pen fails; a new kind is a new member, and no more: the lists of
`fazhi health`, the words of the reading pages and ``docs/problems.md`` follow from it.

One family has no members, since its kinds are many: ``http_<status>``, made by http_status_kind().

markdown() gives ``docs/problems.md``.
"""

from __future__ import annotations

from enum import Enum, StrEnum
from typing import Literal, NewType

Writer = Literal["page", "file", "crawl", "archive"]
WRITERS: dict[Writer, str] = {
    "page": "the cleaners of pages (`Article.problems`)",
    "file": "the readers of files (`FileText.problems`)",
    "crawl": "`scrapy crawl`, `ingest` and `reclean`",
    "archive": "the archive itself",
}


class InHealth(Enum):
    """How `fazhi health` tells of a problem of the last crawl; of any kind it says so when it was never seen before."""

    EACH = "each one, as a finding of its portal"
    IF_MANY = "as `template_changed`, if half of a portal's pages have such a problem"
    COUNTED = "as `refusing`, with their number"
    CRASHED = "as `crash`, with the number of pages still unread"
    DAMAGE = "as `damage`, for 30 days, whichever command wrote it"
    NO = "no"


class ProblemKind(StrEnum):
    """A kind of problem: its value, who writes it, how health tells it, its name in two languages, what it means.

    *chinese_meaning* is there for the kinds that health tells one by one.
    """

    writers: tuple[Writer, ...]
    in_health: InHealth
    english: str
    chinese: str
    meaning: str
    chinese_meaning: str

    def __new__(
        cls,
        value: str,
        writers: str,
        in_health: InHealth,
        english: str,
        chinese: str,
        meaning: str,
        chinese_meaning: str = "",
    ) -> ProblemKind:
        """Return the member; *writers* are keys of WRITERS with blanks between."""
        member = str.__new__(cls, value)
        member._value_ = value
        member.writers = tuple(known for known in WRITERS if known in writers.split())
        member.in_health = in_health
        member.english, member.chinese = english, chinese
        member.meaning, member.chinese_meaning = meaning, chinese_meaning
        return member

    # --- what a page says -----------------------------------------------------------------------
    NO_TEXT = (
        "no_text", "page file archive", InHealth.IF_MANY, "no text", "没有正文",
        "the page holds no main text and offers no file, or the file was read and holds no text",
    )  # fmt: skip
    ATTACHMENT_ONLY = (
        "attachment_only", "page", InHealth.NO, "says all in its files", "内容全在附件",
        "the page holds no main text; what it says stands in its files",
    )  # fmt: skip
    LIST_PAGE = (
        "list_page", "page", InHealth.IF_MANY, "a list page", "实为列表页",
        "the page is a list of links or a home page, not an article; the text is empty",
    )  # fmt: skip
    BAD_DATE = (
        "bad_date", "page", InHealth.NO, "unreadable date", "日期读不出",
        "a date label is there, its value is no date",
    )  # fmt: skip
    YEAR_CONFLICT = (
        "year_conflict", "page", InHealth.NO, "two report years", "年份前后不一",
        "title and first heading name different report years, the title's is kept; or the title of a page names another"
        " year than that of another page with the same text, which tells its year: one document",
    )  # fmt: skip
    BAD_ENCODING = (
        "bad_encoding", "page file crawl", InHealth.NO, "broken encoding", "编码有误",
        "bytes that are no character in the encoding that fits best, or glyphs that stand for none, were replaced by "
        "U+FFFD or left out",
    )  # fmt: skip
    EMPTY_BODY = (
        "empty_body", "crawl", InHealth.IF_MANY, "empty page", "空白页",
        "the answer holds nothing but blanks",
    )  # fmt: skip
    NOT_TEXT = (
        "not_text", "crawl", InHealth.NO, "no page", "不是网页",
        "the bytes are neither a page nor a file that a report may come as",
    )  # fmt: skip
    CLEAN_ERROR = (
        "clean_error", "crawl", InHealth.NO, "unreadable page", "网页读不出",
        "the bytes could not be read as a page for another reason, which the detail gives",
    )  # fmt: skip
    SOFT_404 = (
        "soft_404", "crawl", InHealth.IF_MANY, "no page (status 200)", "页面不存在（状态 200）",
        "answered with status 200, and the page says that it is not there",
    )  # fmt: skip
    ERROR_PAGE = (
        "error_page", "crawl", InHealth.IF_MANY, "error page (status 200)", "出错页（状态 200）",
        "answered with status 200, and the page says that the server failed or wants something first",
    )  # fmt: skip
    CRASH = (
        "crash", "crawl archive", InHealth.CRASHED, "the program failed on it", "程序出错，未能读取",
        "the program failed on the page, a defect of ours; its bytes are kept",
    )  # fmt: skip

    # --- what a file says -----------------------------------------------------------------------
    PAGE_FOR_FILE = (
        "page_for_file", "file crawl", InHealth.NO, "page in place of a file", "附件实为网页",
        "a web page came instead of a file: an expired link, a captcha, a login",
    )  # fmt: skip
    WRONG_TYPE = (
        "wrong_type", "file", InHealth.NO, "other type than named", "类型不符",
        "the bytes are of another kind than the name (or else the media type) says; they are read as what they are",
    )  # fmt: skip
    NO_READER = (
        "no_reader", "file", InHealth.NO, "file type not read", "此类文件未读",
        "files of this kind are not read, or not without the extra [attachments]",
    )  # fmt: skip
    NEEDS_OCR = (
        "needs_ocr", "file crawl", InHealth.NO, "scan without text", "扫描件，没有文字",
        "pages are pictures, or their glyphs stand for no character: their text is to be had from a text recognition "
        "only; the detail names the pages",
    )  # fmt: skip
    OCR = (
        "ocr", "crawl", InHealth.NO, "text recognised", "文字由识别得出",
        "the text was seen by a text recognition; the detail names pages and confidence",
    )  # fmt: skip
    CUT_OFF = (
        "cut_off", "file crawl", InHealth.NO, "not read to its end", "未读完",
        "the file goes on after what was read and kept: a limit was reached",
    )  # fmt: skip
    LEFT_OUT = (
        "left_out", "file", InHealth.NO, "read without a part of it", "有部分内容未读",
        "a page, a sheet, a slide or a part of the file was left out, because it took too much or could not be read; "
        "the detail names it, and the rest was read",
    )  # fmt: skip
    BROKEN_FILE = (
        "broken_file", "file", InHealth.NO, "broken file", "文件损坏",
        "the file is cut off or damaged",
    )  # fmt: skip
    ENCRYPTED = (
        "encrypted", "file", InHealth.NO, "file under a password", "文件加密",
        "the file wants a password",
    )  # fmt: skip
    BEYOND_LIMITS = (
        "beyond_limits", "file", InHealth.NO, "file beyond limits", "文件超限",
        "the file is larger, deeper or more than the limits allow",
    )  # fmt: skip
    MEMBER = (
        "member", "file", InHealth.NO, "problem inside a ZIP file", "压缩包内文件有问题",
        "a member of the ZIP file has a problem of its own, which stands with the member",
    )  # fmt: skip
    FILE_TIMEOUT = (
        "file_timeout", "file crawl", InHealth.NO, "file not read in time", "文件读取超时",
        "the file was not read in the processor time that one may take",
    )  # fmt: skip
    FILE_CRASH = (
        "file_crash", "file crawl", InHealth.NO, "file reader failed", "文件读取失败",
        "the process that read the file ended without an answer",
    )  # fmt: skip

    # --- what a list says -----------------------------------------------------------------------
    NO_ROWS = (
        "no_rows", "crawl", InHealth.EACH, "list without rows", "列表无行",
        "no rows were found in a list; its template may have changed",
        "列表里没有读到条目，模板可能已变。",
    )  # fmt: skip
    PAGE_REPEATS = (
        "page_repeats", "crawl", InHealth.EACH, "list repeats", "列表重复",
        "a list repeats itself; the rows that follow are not known",
        "列表翻页后内容重复，其后的条目没有读到。",
    )  # fmt: skip
    TOO_MANY_PAGES = (
        "too_many_pages", "crawl", InHealth.EACH, "list too long", "列表过长",
        "a list is longer than what is walked; the rows that follow are not known",
        "列表页数超过上限，其后的条目没有读到。",
    )  # fmt: skip
    LIST_BEYOND_LIMITS = (
        "list_beyond_limits", "crawl", InHealth.EACH, "list page beyond limits", "列表页超限",
        "a list page is larger, deeper or longer than what is read of one; rows in it are not known",
        "列表页过大、嵌套过深或条目过多，其中部分条目没有读到。",
    )  # fmt: skip
    ENCRYPTED_PAGING = (
        "encrypted_paging", "crawl", InHealth.EACH, "encrypted paging", "翻页加密",
        "further pages of a list are asked with encrypted parameters, which are not imitated; their rows are not known",
        "列表后续页的请求参数加密，程序不予模拟，其后的条目没有读到。",
    )  # fmt: skip

    # --- what a portal says ---------------------------------------------------------------------
    FLOOR = (
        "floor", "crawl", InHealth.EACH, "below floor", "低于下限",
        "fewer detail pages than the portal must have; the template of its lists may have changed",
        "找到的详情页少于该网站应有的下限，列表模板可能已变。",
    )  # fmt: skip
    UNREADABLE_PORTAL = (
        "unreadable_portal", "crawl", InHealth.EACH, "unreadable", "网站读不出",
        "none of its lists could be read",
        "这个网站没有一个列表读得出来。",
    )  # fmt: skip
    PORTAL_MOVED = (
        "portal_moved", "crawl", InHealth.EACH, "moved?", "疑已迁址",
        "many of its pages, or all its lists, lead to one host that is not the portal's",
        "多数页面或全部列表转到了不属于该网站的同一主机。",
    )  # fmt: skip
    BACKED_OFF = (
        "backed_off", "crawl", InHealth.EACH, "backed off", "已退避",
        "refused again and again; the hosts of the city were left alone for this run",
        "连续被拒，本次抓取不再访问该市的网站。",
    )  # fmt: skip
    BUDGET = (
        "budget", "crawl", InHealth.EACH, "budget spent", "超出抓取限额",
        "more was asked of a portal than one crawl may take; it was left for this run, and the next one goes on",
        "一次抓取对这个网站的访问量超过限额，本次不再访问，下次继续。",
    )  # fmt: skip
    ROBOTS_UNKNOWN = (
        "robots_unknown", "crawl", InHealth.EACH, "robots.txt unknown", "robots 不明",
        "a robots.txt could not be fetched, so nothing was",
        "取不到 robots.txt，因此没有访问。",
    )  # fmt: skip
    TLS = (
        "tls", "crawl", InHealth.EACH, "TLS not accepted", "证书或加密不合要求",
        "a host's certificate does not hold, or its TLS is too old; the detail says why, and what the portal's table "
        "can accept",
        "网站证书无效或加密协议过旧，因此没有访问。",
    )  # fmt: skip

    # --- what became of a request ---------------------------------------------------------------
    ROBOTS = (
        "robots", "crawl", InHealth.NO, "forbidden by robots.txt", "robots.txt 不许",
        "robots.txt does not let us fetch the page",
    )  # fmt: skip
    OFF_PORTAL = (
        "off_portal", "crawl", InHealth.NO, "on another site", "在别的网站",
        "an address on a host that is not the portal's; it is not fetched",
    )  # fmt: skip
    REDIRECT_SHELL = (
        "redirect_shell", "crawl", InHealth.NO, "nothing but a redirect", "只有跳转",
        "the page is nothing but a redirect that is not followed",
    )  # fmt: skip
    FETCH_FAILED = (
        "fetch_failed", "crawl", InHealth.NO, "not fetched", "没有取回",
        "no answer: no connection, a timeout, a broken answer",
    )  # fmt: skip
    NOT_RENDERED = (
        "not_rendered", "crawl", InHealth.NO, "could not be rendered", "未能渲染",
        "no browser ran the scripts of the page; it was read as it was served",
    )  # fmt: skip
    REFUSED_403 = (
        "refused_403", "crawl", InHealth.COUNTED, "refused (403)", "拒绝访问（403）",
        "status 403",
    )  # fmt: skip
    REFUSED_RUISHU = (
        "refused_ruishu", "crawl", InHealth.COUNTED, "refused (瑞数)", "拒绝访问（瑞数）",
        "the challenge of 瑞数: status 412, or 202 with its script",
    )  # fmt: skip
    REFUSED_JIASULE = (
        "refused_jiasule", "crawl", InHealth.COUNTED, "refused (加速乐)", "拒绝访问（加速乐）",
        "the challenge of 加速乐 or 创宇盾: status 512, 521, or its cookies",
    )  # fmt: skip
    REFUSED_WZWS = (
        "refused_wzws", "crawl", InHealth.COUNTED, "refused (WZWS)", "拒绝访问（网站卫士）",
        "the challenge of 网站卫士 (WZWS)",
    )  # fmt: skip
    REFUSED_WAF = (
        "refused_waf", "crawl", InHealth.COUNTED, "refused (firewall)", "拒绝访问（防火墙）",
        "another firewall",
    )  # fmt: skip
    REFUSED_RATE = (
        "refused_rate", "crawl", InHealth.COUNTED, "refused (too often)", "拒绝访问（过于频繁）",
        "status 429: asked too often",
    )  # fmt: skip
    REFUSED_REGION = (
        "refused_region", "crawl", InHealth.COUNTED, "refused (region)", "拒绝访问（地域）",
        "the server answers other regions only",
    )  # fmt: skip
    REFUSED_COOKIE_SHELL = (
        "refused_cookie_shell", "crawl", InHealth.COUNTED, "refused (cookie shell)", "拒绝访问（Cookie 校验）",
        "a page that sets a cookie by script and loads itself again",
    )  # fmt: skip

    # --- what became of a page in time ----------------------------------------------------------
    GONE = (
        "gone", "crawl", InHealth.NO, "gone", "已撤下",
        "missing in two visits far enough apart; marked as gone, its documents stay",
    )  # fmt: skip
    CAME_BACK = (
        "came_back", "crawl", InHealth.NO, "came back", "重新出现",
        "a page that was gone is there again",
    )  # fmt: skip
    REUSED_URL = (
        "reused_url", "archive", InHealth.NO, "address shows another report", "网址改登他文",
        "the page shows another report than before; both are kept",
    )  # fmt: skip

    # --- what an ingest was given ---------------------------------------------------------------
    DAMAGED_INPUT = (
        "damaged_input", "crawl", InHealth.NO, "damaged input file", "输入文件残损",
        "a file that was to be ingested could not be read to its end; what could be read of it was",
    )  # fmt: skip

    CLOCK = (
        "clock", "archive", InHealth.EACH, "clock ahead or behind", "时钟有误",
        "pages or runs are of moments that have not come yet when a run begins; such pages are asked again at once",
        "抓取开始时，库中有尚未到来的时刻；相应网页立即重新抓取。",
    )  # fmt: skip

    # --- what became of the evidence ------------------------------------------------------------
    KEPT_UNREAD = (
        "kept_unread", "archive", InHealth.NO, "kept, not read yet", "已存未读",
        "the page was kept when its run was ended, and nobody has read it since; shown until the next crawl, ingest or "
        "reclean has",
    )  # fmt: skip
    TORN_RECORD = (
        "torn_record", "archive", InHealth.NO, "torn record", "记录残缺",
        "the last record of a WARC file was cut off when a run was killed; its bytes are put aside",
    )  # fmt: skip
    LOST_RECORDS = (
        "lost_records", "archive", InHealth.DAMAGE, "evidence lost", "证据缺失",
        "a WARC file lacks records that the archive knows",
    )  # fmt: skip


HttpStatusKind = NewType("HttpStatusKind", str)  # http_404, http_500 ...
AnyKind = ProblemKind | HttpStatusKind

_BY_VALUE = {kind.value: kind for kind in ProblemKind}
HTTP_STATUS_NAMES = {  # English, Chinese; other statuses are shown as they are
    HttpStatusKind("http_404"): ("no page (404)", "页面不存在（404）"),
    HttpStatusKind("http_500"): ("server error (500)", "服务器出错（500）"),
}


def http_status_kind(status: int) -> HttpStatusKind:
    """Return the kind of problem that an answer with the error *status* is, as long as it is no refusal.

    >>> http_status_kind(404)
    'http_404'
    """
    return HttpStatusKind(f"http_{status}")


def problem_kind(value: str) -> ProblemKind:
    """Return the kind with this *value*, as it stands in JSON.

    Raises KeyError if there is none.
    """
    return _BY_VALUE[value]


def kinds_in_health(*ways: InHealth) -> tuple[ProblemKind, ...]:
    """Return the kinds that `fazhi health` tells in one of *ways*, in the order of the table."""
    return tuple(kind for kind in ProblemKind if kind.in_health in ways)


def kinds_written_by(writer: Writer) -> dict[str, str]:
    """Return what the kinds that *writer* writes mean."""
    return {kind.value: kind.meaning for kind in ProblemKind if writer in kind.writers}


def markdown() -> str:
    """Return the page of the documentation that lists all kinds."""
    http = "answered with that status, which is an error and no refusal"
    rows = [("http_<status>", http, "crawl", InHealth.NO.value)]
    rows += [(kind.value, kind.meaning, ", ".join(kind.writers), kind.in_health.value) for kind in ProblemKind]
    return "\n".join([_HEAD, *(f"| `{kind}` | {' | '.join(cells)} |" for kind, *cells in rows), ""])


_HEAD = f"""\
# Problem kinds

Generated from `cleaners/problem_kinds.py` by its `markdown()`; do not edit.

What went wrong is a row of the table [`problems`](schema.md#problems), whose `kind` is one of these; `fazhi problems`
prints the rows of a run. [`fazhi health`](portals.md#on-a-schedule) tells what needs a person, and any kind that no
earlier crawl had (`new_kind`).

Written by {"; ".join(f"*{writer}*: {words}" for writer, words in WRITERS.items())}.

| kind | means | written by | told by `fazhi health` |
|---|---|---|---|"""
