"""The commands of `fazhi` that need Scrapy, and the group of all commands; one module a command.

A module has a click command called ``command``, which gives its options to the same function or Scrapy command that
`scrapy` runs inside the project.  From any folder: the settings are the installed ones, the archive's path is relative
to where you are.
"""

from archive.command_line.group import Section

SECTION = Section(
    "Collect",
    __name__,
    {
        "crawl": "Crawl the sections of the chosen portals into the archive.",
        "addportal": "Look at a section, or a report of it, and write the portal's table.",
        "ingest": "Add saved pages (HTML files, text dumps, WARC files) to the archive.",
        "reclean": "Run the cleaners again over all stored pages, without the network.",
        "demo": "Crawl the sample portals on loopback into the archive.",
    },
)
# Commands of the archive that know more where the portal tables and the registry are at hand.
INSTEAD = {"portals": __name__}
