"""Pages of an invented portal: frame, breadcrumb, title block, content, and what stands beside it."""

from __future__ import annotations

from collections.abc import Sequence

REPORT = [
    "县委、县政府：",
    "2024年，我局认真落实法治政府建设各项任务，现将有关情况报告如下。",
    "一、主要工作",
    "（一）规范执法。全年开展检查126次，立案查处违法案件9件，均已办结。",
    "二、下一步打算",
    "健全制度机制，加强队伍建设，不断提升依法履职能力。",
    "云溪县林业局",
    "2025年1月16日",
]
TITLE = "云溪县林业局2024年法治政府建设年度报告"
SITE = "云溪县人民政府"
NAV = "".join(f'<a href="/{n}/">{name}</a>' for n, name in enumerate(("首页", "要闻动态", "政务公开", "办事服务")))
FOOTER = f"<div class=foot><p>主办单位：{SITE}办公室　网站标识码：4300000000　湘ICP备00000000号</p></div>"
DATE = "<div class=xx>发布时间：2025-01-20 10:05　来源：县林业局</div>"


def paragraphs(lines: Sequence[str]) -> str:
    """*lines*, each as a paragraph."""
    return "".join(f"<p>{line}</p>" for line in lines)


def portal_page(
    content: str,
    title: str = TITLE,
    *,
    info: str = DATE,
    column: str = "法治政府建设",
    beside: str = "",
    after: str = "",
    head: str = "",
) -> bytes:
    """A page of the portal with *content* in its box, *beside* below the box, *after* below the footer."""
    path = f'<div class=pos>当前位置：<a href="/">首页</a> &gt; <a href="/gk/">政务公开</a> &gt; <a href="./">{column}</a></div>'
    main = f"<div class=main><h1>{title}</h1>{info}<div class=nr>{content}</div></div>"
    whole = f"<div class=nav>{NAV}</div>{path}{main}{beside}{FOOTER}{after}"
    return f"<html><head><meta charset=utf-8><title>{title}_{SITE}</title>{head}</head><body>{whole}</body></html>".encode()
