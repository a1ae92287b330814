"""The commands of `fazhi` that need an archive alone: one module a command, found by its name in SECTIONS.

A module has a click command called ``command``.  It is imported when its command is asked for, so what is here
stays light: https://click.palletsprojects.com/en/stable/complex/#lazily-loading-subcommands
"""

from archive.command_line.group import Section

SECTIONS = (
    Section(
        "Read",
        __name__,
        {
            "browse": "Open the archive in Datasette.",
            "search": 'Find documents by their words; "…" keeps words together, -word excludes, a OR b asks for one.',
            "coverage": "Tell which organs have published the report of a year when, and which have not.",
            "reuse": "Tell how much of a report other reports repeat.",
            "twins": "List the reports that several documents hold.",
            "review": "Show pairs of documents in doubt side by side, or record a verdict.",
            "schema": "Describe every table and column in Markdown.",
        },
    ),
    Section(
        "Hand on",
        __name__,
        {
            "export": "Write the documents out for other tools.",
            "publish": "List what a published archive would show, or copy it for publishing.",
        },
    ),
    Section(
        "Watch",
        __name__,
        {
            "health": "Tell what needs a person; silent if nothing does.",
            "portals": "List the portals of the archive, with platform, last look and floor.",
            "problems": "List the problems of the last run.",
            "runs": "List the newest runs.",
        },
    ),
    Section(
        "Look after",
        __name__,
        {
            "backup": "Copy the archive and its WARC files, while it may be written.",
            "check": "Check everything in the archive that must agree with something else.",
            "compact": "Bring the archive into as little space as it needs.",
            "index": "Bring the index beside the WARC files up to date.",
            "merge": "Take everything of another archive into this one.",
            "restore": "Put a backup in the place of the archive, with its WARC files.",
            "upgrade": "Bring an archive of an older version to today's schema.",
            "verify": "Compare every snapshot with its WARC record.",
        },
    ),
)
