"""``make platforms``: rows and pages that each platform's reader finds, and what pages are taken for."""

from __future__ import annotations

import sys

from tests.sample_world import confusion, platform_table


def main() -> int:
    """Print the tables; return 1 if a platform missed a row or a page, or took a wrong row."""
    figures = platform_table.by_platform()
    sys.stdout.writelines(platform_table.lines(figures))
    for name, of in sorted(figures.items()):
        sys.stderr.writelines(f"{name}: {problem}\n" for problem in of.problems)
    sys.stdout.writelines(confusion.tables())
    return 0 if all(of.is_whole for of in figures.values()) else 1


if __name__ == "__main__":
    sys.exit(main())
