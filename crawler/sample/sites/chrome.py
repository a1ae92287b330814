"""What stands around the text of a page: templates, page tags, breadcrumb, header and footer."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache
from html import escape
from pathlib import Path
from string import Template

from crawler.sample.portal_model import Portal

Link = tuple[str, str]  # text and URL


@cache
def _template(path: Path) -> Template:
    return Template(path.read_text("utf-8"))


def render(template: str | Path, /, **values: object) -> str:
    """The template with its $placeholders filled; KeyError if one has no value.

    *template*: a file, or the name of one that lies here, without its ending.
    """
    path = template if isinstance(template, Path) else Path(__file__).with_name(f"{template}.html")
    return _template(path).substitute(values)


def page(
    template: str,
    portal: Portal,
    title: str,
    tags: Iterable[tuple[str, str]],
    /,
    charset: str = "utf-8",
    **values: object,
) -> str:
    """A whole page of the portal: the template with page tags, header and footer; *charset* is what it claims."""
    return render(
        template,
        **values,
        html_head=html_head(title, [*site_tags(portal), *tags], charset),
        header=header(portal),
        footer=footer(portal),
        site=portal.name,
        host=portal.host,
    )


def html_head(title: str, tags: Iterable[tuple[str, str]], charset: str) -> str:
    """The head of a page with its page tags; *charset* is what it claims."""
    return render("head", charset=charset, title=escape(title), tags=metas(tags))


def metas(tags: Iterable[tuple[str, str]]) -> str:
    """Meta tags, one a line."""
    return "\n".join(f'<meta name="{name}" content="{escape(content)}">' for name, content in tags)


def site_tags(portal: Portal) -> list[tuple[str, str]]:
    """The site's page tags of 国办发〔2017〕47号."""
    return [("SiteName", portal.name), ("SiteDomain", portal.host), ("SiteIDCode", portal.site_id_code)]


def breadcrumb(trail: Sequence[Link], separator: str, label: str = "") -> str:
    """The way from the home page, as links."""
    return label + separator.join(f'<a href="{url}">{escape(name)}</a>' for name, url in trail)


def links(items: Iterable[Link], tag: str = "li") -> str:
    """Links, one an element."""
    return "\n".join(f'<{tag}><a href="{url}">{escape(text)}</a></{tag}>' for text, url in items)


def header(portal: Portal) -> str:
    """Tools, logo, search box and navigation."""
    nav = links([(name, portal.url(path)) for name, path in portal.trail])
    return render("header", site=portal.name, nav=nav)


def footer(portal: Portal) -> str:
    """Who runs the site, and its records."""
    owner = portal.name.removesuffix("门户网站")
    record = f"{portal.site_id_code[:6]}02000{portal.site_id_code[-3:]}"
    return render(
        "footer", owner=owner, place=portal.place.name, code=portal.site_id_code, icp=portal.icp, record=record
    )


def error_page(status: str, words: str) -> str:
    """A short page that says that something is wrong; with an empty *status* it does not say so in its title."""
    return render("error", title=status or "提示信息", status=status, words=words)


def front_page(portal: Portal, name: str, items: Iterable[Link]) -> str:
    """The home page, or a column above the section: navigation and the way to the section."""
    return page("front", portal, f"{name}_{portal.name}", (), name=name, links=links(items))
