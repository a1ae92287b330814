"""The rules of a robots.txt that concern us: cut at 500 KiB, other robots' groups left out, few with wildcards.

Protego, Scrapy's parser, copies each rule to all robots that a group names and tries rule after rule; a file of a few
hundred kB can make that hundreds of millions of steps.  So it is given what concerns us alone, each rule once.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

MAX_ROBOTS_BYTES = 500 * 1024  # RFC 9309, 2.5: at least so much is read; Google reads as much and no more
MAX_WILDCARD_RULES = 500  # of one robots.txt; each is tried at each address; chosen
_MAX_RULE_CHARS = 2000  # addresses that we ask are no longer
_MAX_FIELD_CHARS = 40
_TOKEN = re.compile(r"[a-z0-9_-]{1,100}")
_AGENTS = {"user-agent", "useragent", "user agent"}
_OF_THE_SITE = {"sitemap", "sitemaps", "site-map", "host"}  # they end no group
_RULES = {"allow", "disallow", "dissallow", "dissalow", "disalow", "diasllow", "disallaw"}  # as Protego knows them


def rules_for(body: bytes, agent: str) -> tuple[bytes, str]:
    """Return the part of a robots.txt that holds the rules for the robot *agent*, and in words what was left unread.

    The words are empty if all was read.  A rule with wildcards beyond MAX_WILDCARD_RULES counts as far as its first
    wildcard if it forbids, and not at all if it allows: we ask rather less than more.
    """
    left = []
    if len(body) > MAX_ROBOTS_BYTES:
        left.append(f"of {len(body)} bytes the first {MAX_ROBOTS_BYTES} were read")
        body = body[: body.rfind(b"\n", 0, MAX_ROBOTS_BYTES) + 1 or MAX_ROBOTS_BYTES]
    groups: dict[str, dict[str, None]] = {}
    token = _token(agent)
    for name, field, value in _lines_for(body.decode("utf-8-sig", "ignore"), token):
        rules = groups.setdefault(name, {})
        if field:
            rules[f"{'Allow' if field == 'allow' else 'Disallow'}: {value}"] = None
    chosen = groups.get(token, groups.get("*"))
    if chosen is None:
        return b"", "; ".join(left)
    plain, shortened = _bounded(list(chosen))
    if shortened:
        left.append(f"{shortened} of its rules with wildcards are more than the {MAX_WILDCARD_RULES} that are tried")
    return "\n".join(["User-agent: *", *plain]).encode(), "; ".join(left)


def _lines_for(text: str, agent: str) -> Iterator[tuple[str, str, str]]:
    """Yield (name of the group, field, value) of the rules in groups for *agent* or for all; field "" begins one."""
    current: set[str] = set()
    is_head = False
    for line in text.splitlines():
        field, value = _field(line.partition("#")[0].strip())
        if field in _AGENTS:
            current, is_head = (current if is_head else set()), True
            if name := _name_for(value.lower(), agent):
                current.add(name)
                yield name, "", ""
        elif field in _RULES:
            is_head = False
            for name in current if value else ():
                yield name, field, value[:_MAX_RULE_CHARS]
        elif field and field not in _OF_THE_SITE:
            is_head = False


def _field(line: str) -> tuple[str, str]:
    """The field of a line in lower case, and its value; some write it in two words, or without a colon."""
    field, colon, value = line.partition(":")
    field = field.strip().lower()
    if colon and (field in _AGENTS or field in _RULES or (len(field) <= _MAX_FIELD_CHARS and not value[:1].strip())):
        return field, value.strip()
    words = line[:_MAX_RULE_CHARS].split()
    for count in (1, 2):
        if (field := " ".join(words[:count]).lower()) in _AGENTS | _RULES:
            return field, " ".join(words[count:])
    return "", ""


def _name_for(value: str, agent: str) -> str | None:
    """The name of the group that a line `User-agent: value` begins for *agent*: its own, ``*``, or None."""
    if value == "*":
        return "*"
    return agent if agent and _token(value.replace("*", "")) == agent else None


def _token(agent: str) -> str:
    """The product token of a user agent in lower case, by which robots.txt calls it: fazhi of ``fazhi/0.1 (…)``."""
    match = _TOKEN.match(agent.strip().lower())
    return match[0] if match else ""


def _bounded(rules: list[str]) -> tuple[list[str], int]:
    """Return *rules* with few wildcards, and how many were made less of."""
    kept, wild, shortened = list[str](), 0, 0
    for rule in rules:
        field, _, value = rule.partition(": ")
        wild += "*" in value or value.endswith("$")
        if wild <= MAX_WILDCARD_RULES or not ("*" in value or value.endswith("$")):
            kept.append(rule)
            continue
        shortened += 1
        if field == "Disallow":
            kept.append(f"Disallow: {re.split('[*$]', value, maxsplit=1)[0] or '/'}")
    return list(dict.fromkeys(kept)), shortened
