"""What stands at the addresses of files: their bytes, a page instead of them, or nothing."""

from __future__ import annotations

from urllib.parse import quote

from crawler.sample.answers import Answer, html
from crawler.sample.files import write_file
from crawler.sample.model import Entry, File

UNNAMED = "application/octet-stream"  # of a file whose address has no ending
_CAPTCHA = "<html><head><meta charset='utf-8'><title>附件下载</title></head><body><p>请输入验证码</p></body></html>"


def own_name(file: File) -> str:
    """The name that Content-Disposition gives to a file whose link says something else."""
    return f"{file.name.rpartition('.')[0] or file.name}（正式稿）.{file.form}"


def stored(entry: Entry, file: File) -> Answer | None:
    """What stands at the address of a file; None where that is nothing."""
    if file.fault:
        return html(_CAPTCHA) if file.fault == "html" else None
    body, media_type = write_file(file)
    if file.naming == "ending":
        return Answer(body, media_type=media_type, modified=entry.published)
    name = own_name(file)
    value = f"filename*=UTF-8''{quote(name)}" if file.naming == "utf8" else f'filename="{_bytes_as_header(name)}"'
    return Answer(body, media_type=UNNAMED, headers=(("Content-Disposition", f"attachment; {value}"),))


def _bytes_as_header(name: str) -> str:
    """The name so that a header, which is sent as Latin-1, carries its GBK bytes."""
    return name.encode("gbk").decode("latin-1")
