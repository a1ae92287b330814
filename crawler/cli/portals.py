"""`fazhi portals`: the portals of an archive, or with --registry the hosts of all governments of the country."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

import click
from click.core import ParameterSource

from archive.command_line.group import FINE
from archive.command_line.output import Columns, write_rows, write_words
from archive.command_line.values import unknown
from archive.commands.portals import command as portals_of_archive
from crawler.portals import registry

_HOSTS: Columns = {
    "division": "division",
    "name": "name",
    "host": "host",
    "kind": "kind",
    "platform": lambda row: f"{row['platform']}?" if row["platform_mark"] == "assumed" else row["platform"],
    "reach": "reach",
    "status": "status",
    "checked": "checked_at",
}
_COUNTS: Columns = {
    "division": "division",
    "province": "name",
    "governments": "governments",
    "in the tables": "in_the_tables",
    "proposed": "proposed",
    "refused": "refused",
    "nothing found": "nothing_found",
    "never looked at": "never_looked_at",
    "no portal": "no_portal",
    "departments": "department",
}
_ONLY = "With --registry: only these; may be repeated."
_OPTIONS = (
    click.Option(["--registry"], is_flag=True, help="Instead: the hosts of all governments of the country."),
    click.Option(
        ["--status"],
        multiple=True,
        type=click.Choice(registry.STATUSES),
        help=_ONLY,
    ),
    click.Option(
        ["--kind"],
        multiple=True,
        type=click.Choice(registry.KINDS),
        help=_ONLY,
    ),
    click.Option(["--platform"], multiple=True, metavar="NAME", help=_ONLY),
    click.Option(["--counts"], is_flag=True, help="With --registry: a row for each province."),
)


def _portals(**given: Any) -> int:
    """Write the portals of the archive as archive.commands.portals does, or what the registry holds."""
    asked = {option.name: given.pop(str(option.name)) for option in _OPTIONS[1:]}
    if given.pop("registry"):
        return _hosts(given["division"], given["as_json"], **asked)
    if without := [name for name, value in asked.items() if value]:
        raise click.UsageError(f"--{without[0]} is for --registry")
    return int(click.get_current_context().invoke(portals_of_archive, **given) or FINE)


def _hosts(
    division: str | None,
    as_json: bool,
    status: tuple[str, ...],
    kind: tuple[str, ...],
    platform: tuple[str, ...],
    counts: bool,
) -> int:
    context = click.get_current_context()
    if context.params["archive_in_place"] or context.get_parameter_source("archive") is ParameterSource.COMMANDLINE:
        raise click.UsageError("--registry reads no archive; leave the archive out")
    hosts = registry.load_registry()
    known = sorted({each.platform for each in hosts if each.platform})
    if wrong := [name for name in platform if name not in known]:
        raise click.UsageError(f"platform {unknown(wrong[0], known)}")
    found = registry.chosen(hosts, division=division, kinds=kind, platforms=platform, statuses=status)
    prefix = registry.prefix_in_registry(hosts, division) if division else ""
    is_of_all = not (status or kind or platform)
    if counts:
        write_rows(registry.counts(found, prefix if is_of_all else "-"), _COUNTS, as_json)
        return FINE
    write_rows(map(asdict, found), _HOSTS, as_json)
    missing = [each.name for each in registry.without_portal() if each.division.startswith(prefix)]
    if is_of_all and missing:
        write_words(f"No portal is known of {'、'.join(missing)}.", as_json)
    return FINE


command = click.Command(
    "portals",
    params=[*portals_of_archive.params, *_OPTIONS],
    callback=_portals,
    epilog="Example: fazhi portals --registry --division 广东 --status 'never looked at'",
)
