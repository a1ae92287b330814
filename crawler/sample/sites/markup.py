"""Blocks of a report as HTML, in the several ways in which editors leave them."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from crawler.sample.reports import Block

_INDENT = "　　"


def body_html(blocks: Iterable[Block], style: str) -> str:
    """The blocks as HTML.

    *style*: ``plain`` = paragraphs with two full-width blanks; ``word`` = pasted from a word processor, spans
    and styles; ``div`` = one div a paragraph; ``br`` = lines split by <br> in one block.
    """
    shown = [_table(block) if block.rows else _FORMS[style](block) for block in blocks]
    return f"<div>{''.join(shown)}</div>" if style == "br" else "\n".join(shown)


def _plain(block: Block) -> str:
    text = escape(block.text, quote=False)
    if block.kind in ("signature", "date"):
        return f'<p style="text-align: right;">{text}{_INDENT}</p>'
    if block.kind == "salutation":
        return f"<p>{text}</p>"
    return f"<p>{_INDENT}<strong>{text}</strong></p>" if block.kind == "h1" else f"<p>{_INDENT}{text}</p>"


def _word(block: Block) -> str:
    text = escape(block.text, quote=False)
    style = "text-indent: 32pt; line-height: 28pt; margin: 0pt"
    font = "font-family: 仿宋_GB2312; font-size: 16pt"
    if block.kind in ("signature", "date"):
        pad = "&nbsp;" * (46 if block.kind == "signature" else 60)
        return f'<p style="{style}"><span style="{font}">{pad}{text}</span></p>'
    if block.kind in ("h1", "h2"):
        return f'<p style="{style}"><span style="font-family: 黑体; font-size: 16pt">{text}</span></p>'
    half = len(block.text) // 2  # a word processor breaks runs where nothing is to be seen
    first, second = escape(block.text[:half], quote=False), escape(block.text[half:], quote=False)
    return (
        f'<p style="{style}"><span style="{font}">{first}</span><span lang="EN-US" style="{font}">{second}</span></p>'
    )


def _div(block: Block) -> str:
    align = ' align="right"' if block.kind in ("signature", "date") else ""
    text = escape(block.text, quote=False)
    return f"<div{align}>&nbsp;&nbsp;&nbsp;&nbsp;{f'<b>{text}</b>' if block.kind in ('h1', 'h2') else text}</div>"


def _br(block: Block) -> str:
    pad = "&nbsp;" * 40 if block.kind in ("signature", "date") else _INDENT
    return f"{pad}{escape(block.text, quote=False)}<br>\n"


def _table(block: Block) -> str:
    rows = ("".join(f"<td><p>{escape(cell)}</p></td>" for cell in row) for row in block.rows)
    return f'<table border="1" cellspacing="0"><tbody>{"".join(f"<tr>{row}</tr>" for row in rows)}</tbody></table>'


_FORMS = {"plain": _plain, "word": _word, "div": _div, "br": _br}
STYLES = tuple(_FORMS)
