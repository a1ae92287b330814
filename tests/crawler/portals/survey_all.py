"""Survey many sections in one process: ``python -m tests.crawler.portals.survey_all FOLDER KEY URL [KEY URL ...]`` writes FOLDER/KEY.toml.

What ``scrapy addportal`` does for each, without starting Scrapy anew: a table, and what it did not find.
"""

from __future__ import annotations

import sys
from pathlib import Path

from scrapy.crawler import CrawlerProcess
from scrapy.utils.project import get_project_settings

from crawler.portals.survey import SurveySpider
from crawler.portals.table_text import missing_in, portal_table


def main(folder: Path, *pairs: str) -> None:
    process = CrawlerProcess(get_project_settings())
    crawlers = {}
    for key, url in zip(pairs[::2], pairs[1::2], strict=True):
        crawlers[key] = process.create_crawler(SurveySpider)
        process.crawl(crawlers[key], url=url)
    process.start()
    for key, crawler in crawlers.items():
        spider = crawler.spider
        if spider.survey is None:
            sys.stdout.write(f"{key}: {spider.error}\n")
            continue
        notes = "".join(f"# not found: {words}\n" for words in missing_in(spider.survey))
        (folder / f"{key}.toml").write_text(portal_table(key, spider.survey) + notes, "utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]), *sys.argv[2:])
