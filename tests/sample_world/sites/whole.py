"""What a site of the whole world has beside its pages: odd rows, misfortunes, and what the truth asks of it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from urllib.parse import quote

from crawler.sample.answers import Answer, Pages, Reply, html
from crawler.sample.portal_model import Column
from crawler.sample.sites.base import Site
from tests.sample_world.expected import ExpectedEnd
from tests.sample_world.files import write_file
from tests.sample_world.mishaps import behind_a_cookie, mishap, sends_on
from tests.sample_world.model import Entry, File

UNNAMED = "application/octet-stream"  # of a file whose address has no ending
_CAPTCHA = "<html><head><meta charset='utf-8'><title>附件下载</title></head><body><p>请输入验证码</p></body></html>"


@dataclass(frozen=True, slots=True)
class Asked:
    """How a list page is asked for."""

    url: str
    method: str = "GET"
    body: str = ""
    headers: tuple[tuple[str, str], ...] = ()


class WholeSite(Site):
    """A site whose rows may be odd; the markup of the demo's portals becomes one by being mixed with it."""

    charset = "utf-8"  # of the list pages, as declared

    # -- what the truth asks ---------------------------------------------------------------------------------------

    def section_url(self, section: Column) -> str:
        """The address of a section as it stands in the portal table."""
        return self.portal.url((*self.list_aliases(section), section.path)[0])

    def asked(self, column: Column, number: int) -> Asked:
        """How the list page with that number is asked for."""
        return Asked(self.list_url(column, number))

    def printed_day(self, entry: Entry) -> str | None:
        """The day of a row as the list prints it, where that is not its ISO form."""
        return None

    def ends(self, column: Column) -> tuple[ExpectedEnd, ...]:
        """What comes for the page after the last one."""
        return ()

    def stated_source(self, entry: Entry) -> str | None:
        """The source of an entry, if its page names it."""
        return entry.source

    def part_paths(self, column: Column, entry: Entry) -> tuple[str, ...]:
        """The paths of the further pages of an article that is split."""
        return ()

    def folded(self, column: Column, entry: Entry) -> tuple[str, ...]:
        """Further addresses of the page of an entry."""
        return ()

    # -- odd rows --------------------------------------------------------------------------------------------------

    def row_url(self, column: Column, entry: Entry) -> str:
        if entry.file_row:
            return self.portal.url(self.file_path(entry, entry.files[0]))
        return super().row_url(column, entry)

    def report_url(self, column: Column, entry: Entry) -> str:
        """Where the report of an entry stands: behind its row, or behind the page that this one sends on to."""
        if not entry.hop:
            return self.page_url(column, entry)
        return self.portal.url(self.detail_path(column, replace(entry, key=str(int(entry.key) + 1))))

    def entry_pages(self, column: Column, entry: Entry) -> Pages:
        if entry.again:
            return {}
        if entry.file_row:
            file = entry.files[0]
            answer = self.stored(entry, file)
            return {self.portal.url(self.file_path(entry, file)): answer} if answer else {}
        pages = super().entry_pages(column, entry)
        if entry.hop:
            page, target = self.page_url(column, entry), self.report_url(column, entry)
            pages |= {page: sends_on(entry.hop, target), target: pages[page]}
        return pages

    def stored(self, entry: Entry, file: File) -> Answer | None:
        """The file; instead of it a page or nothing, where it has a fault."""
        if file.fault:
            return html(_CAPTCHA) if file.fault == "html" else None
        body, media_type = write_file(file)
        if file.naming == "ending":
            return Answer(body, media_type=media_type, modified=entry.published)
        name = own_name(file)
        value = f"filename*=UTF-8''{quote(name)}" if file.naming == "utf8" else f'filename="{_bytes_as_header(name)}"'
        headers = (("Content-Disposition", f"attachment; {value}"),)
        return Answer(body, media_type=UNNAMED, headers=headers)

    def reply(self, entry: Entry, whole: Answer) -> Reply:
        """The page as its server gives it: at once, slowly, at the second request, to who brings a cookie, or not."""
        if entry.why:
            return mishap(entry.why, whole) or super().reply(entry, whole)
        if entry.slow_seconds:
            return replace(whole, delay_seconds=entry.slow_seconds)
        return behind_a_cookie(whole) if entry.cookie else super().reply(entry, whole)

    def page_answer(self, text: str) -> Answer:
        return html(text) if self.charset == "utf-8" else html(text, encoding="gbk", charset=None)


def own_name(file: File) -> str:
    """The name that Content-Disposition gives to a file whose link says something else."""
    return f"{file.name.rpartition('.')[0] or file.name}（正式稿）.{file.form}"


def _bytes_as_header(name: str) -> str:
    """The name so that a header, which is sent as Latin-1, carries its GBK bytes."""
    return name.encode("gbk").decode("latin-1")
