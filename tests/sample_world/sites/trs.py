"""TRS WCM: ``index.html``, ``index_1.html`` … beside the details ``./YYYYMM/tYYYYMMDD_<id>.html``, files ``./P0….pdf``.

The pager is a call in a script whose arguments differ from portal to portal; so do the rows, the bodies and what
comes past the end (DIALECTS).  The date in an address is the day on which the record was made, not that of
publication.  A second row leads to the elder mode of its page (``?slb=true``).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from functools import cached_property
from html import escape
from posixpath import dirname, relpath
from random import Random

from crawler.sample.portal_model import Column
from crawler.sample.sites import chrome
from tests.sample_world.expected import End
from tests.sample_world.model import Entry, File, Portal
from tests.sample_world.sites.article import ArticleSite

_ELDER = "?slb=true"
_ROW = '<li><a href="{href}" title="{title}" target="_blank">{shown}</a><span>{day}</span></li>'
_SCRIPTED = """<li><script>
var url="{href}";var title="{title}";var FILENUM="";
document.write('<a href="'+url+'" target="_blank">'+title+'</a>');
</script><b>{day}</b></li>"""
_COUNT_PAGE = """
var currentPage = {index};
var nextPage = currentPage+1;
var countPage = {count};
if(nextPage<countPage){{document.write("<a href=\\"{stem}"+"_"+nextPage+".{ending}\\">下一页</a>");}}
"""
_ONE_PAGE = "$list=$('.list_box li');$('#page').pagination({{total:$list.length,pageSize:{size}}});"


@dataclass(frozen=True, slots=True)
class Dialect:
    """How a portal writes its lists and details; *second* is the number in the name of page 2."""

    call: str
    stem: str = "index"
    ending: str = "html"
    second: int = 1
    row: str = _ROW
    day_form: str = "%Y-%m-%d"
    detail: str = "trs_detail"
    info: str = "发布日期：{date}"
    past_end: End = "404"


DIALECTS = {
    "pages_first": Dialect('createPageHTML({count}, {index}, "{stem}", "{ending}");'),
    "records_first": Dialect(
        'createPageHTML({records}, {count}, {index}, "{stem}", "{ending}");',
        ending="shtml",
        row=_SCRIPTED,
        detail="trs_old_detail",
        info="日期:{date}    来源:{source}",
        past_end="first",
    ),
    "quoted": Dialect(
        "createPageHTML('page_div', {count}, {number}, '{stem}', '{ending}', {records});",
        stem="zwgklist",
        ending="shtml",
        second=2,
        row=_ROW.replace("<span>", '<p class="date">').replace("</span>", "</p>"),
        day_form="发布时间：%Y-%m-%d",
        past_end="stub",
    ),
    "count_page": Dialect(
        _COUNT_PAGE,
        ending="htm",
        row=_ROW.replace("span>", "small>"),
        day_form="%Y年%m月%d日",
        past_end="first",
    ),
    "no_call": Dialect("", stem="list", second=2, row=_ROW.replace("title=", "itle=")),  # as an editor misspelt it
    "one_page": Dialect(_ONE_PAGE),  # all rows; its script hides what is not on the page shown
    "plain": Dialect('createPageHTML({count}, {index}, "{stem}", "{ending}");', past_end="stub"),
}


class Trs(ArticleSite):
    """A TRS portal; portal.look is its dialect."""

    listing = "trs_list"
    splits = True

    def __init__(self, portal: Portal, day: int) -> None:
        super().__init__(portal, day)
        self.dialect = DIALECTS[portal.look]
        self.detail, self.row, self.info = self.dialect.detail, self.dialect.row, self.dialect.info
        self.day_form, self.past_end = self.dialect.day_form, self.dialect.past_end

    def list_path(self, column: Column, number: int) -> str:
        name = self.dialect.stem if number == 1 else f"{self.dialect.stem}_{number - 2 + self.dialect.second}"
        return f"{column.path}{name}.{self.dialect.ending}"

    def list_aliases(self, column: Column) -> tuple[str, ...]:
        return (column.path,) if self.dialect.stem == "index" else (self.list_path(column, 1),)

    def pager(self, column: Column, number: int, count: int) -> str:
        call = self.dialect.call.format(
            count=count,
            number=number,
            index=number - 1,
            records=len(self.listed(column)),
            size=15,
            stem=self.dialect.stem,
            ending=self.dialect.ending,
        )
        return f"<script>{call}</script>" if call else ""

    def detail_path(self, column: Column, entry: Entry) -> str:
        made = entry.published - timedelta(days=2)
        return f"{entry.folder or column.path}{made:%Y%m}/t{made:%Y%m%d}_{entry.key}.{self.dialect.ending}"

    def href(self, column: Column, entry: Entry, here: str) -> str:
        """The address relative to the list; that of a second row by a detour."""
        if entry.url:
            return entry.url
        path = self.row_url(column, entry).removeprefix(self.portal.url(""))
        if entry.again:
            return f"../../{relpath(path, dirname(dirname(here)))}"
        found = relpath(path, here)
        return found if found.startswith("..") else f"./{found}"

    def row_url(self, column: Column, entry: Entry) -> str:
        url = super().row_url(column, entry)
        return url + _ELDER if entry.again else url

    def folded(self, column: Column, entry: Entry) -> tuple[str, ...]:
        return (self.page_url(column, entry) + _ELDER,) if entry.pinned else ()

    @cached_property
    def homes(self) -> dict[str, Column]:
        """The column of each entry, by its key."""
        return {entry.key: column for column, _ in self.portal.walk() for entry in column.entries}

    def file_path(self, entry: Entry, file: File) -> str:
        if file.naming != "ending":
            return f"/was5/web/download?fileid={entry.key}{entry.files.index(file)}"
        digits = Random(f"{entry.key}/{file.name}").randrange(10**15)
        folder = dirname(self.detail_path(self.homes[entry.key], entry))
        return f"{folder}/P0{entry.published:%Y%m%d}{digits:015d}.{file.form}"

    def file_href(self, column: Column, entry: Entry, file: File) -> str:
        path = self.file_path(entry, file)
        return f"./{path.rpartition('/')[2]}" if file.naming == "ending" else path

    def files_html(self, column: Column, entry: Entry) -> str:
        items = [(file.name, escape(self.file_href(column, entry, file))) for file in entry.files]
        if self.portal.look == "records_first":
            links = "".join(f'<a href="{url}">{escape(name)}</a><br>' for name, url in items)
            write = 'if(file_appendix!="")document.write("附件："+file_appendix);'
            return f"<script>var file_appendix='{links}';{write}</script>"
        shown = f'<div class="fj"><p>附件：</p><ul>\n{chrome.links(items)}\n</ul></div>' if items else ""
        return f'{shown}<p id="infoSource">信息来源： {entry.source or ""}</p>'
