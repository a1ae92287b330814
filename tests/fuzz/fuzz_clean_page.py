"""Coverage-guided fuzzing of clean_page and clean_text: ``python tests/fuzz/fuzz_clean_page.py FINDINGS``.

Needs ``pip install atheris`` (CPython on Linux); pytest does not collect this file.  Starts from the golden
pages, works on bytes and on whole tags, labels and lines, and writes what breaks one of the promises as one file
each into the folder FINDINGS, beside the corpus: an Article or a CleanError and nothing else, the CPU time of one
page, and a text that stays as it is when it is cleaned again.  Options of libFuzzer may follow, such as
``-max_total_time=3600`` or ``-max_len=20000``.
"""

from __future__ import annotations

import json
import random
import sys
import time
import traceback
from pathlib import Path

import atheris

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))
with atheris.instrument_imports(include=["cleaners"]):
    from cleaners import Article, CleanError, clean_page, clean_text
    from cleaners.patterns.word_lists import words

URL = "http://www.yunxi.example.cn/zwgk/202503/t20250304_71.html"
MOST_SECONDS = 2.0  # CPU time of one page, bytes and text dump together
MOST_FINDINGS = 200  # more of them are more of the same
BYTES_SHARE = 0.3  # so often libFuzzer mutates bytes, else a part is put in, taken out, doubled or moved
PARTS = [
    part.encode()
    for part in (
        *words("<p> </p> <div> </div> <br> <table> <tr> <td> </td> </table> <ul> <li> </ul> </a>"),
        *words("<h1> </h1> <title> </title>"),
        *words("<script> </script> <style> <template> <svg> <!-- --> <!--正文开始--> <!--正文结束--> <UCAPCONTENT>"),
        *words(
            "一、主要成效 （一）规范执法 二是普法 县委： 附件： 相关文章 当前位置：首页&gt;法治 来源：甲局 责任编辑：甲"
        ),
        *words(
            "【打印】【关闭】 浏览次数： 分享到： 上一篇：甲 版权所有：甲 扫一扫在手机打开当前页 发布时间：2025-03-04"
        ),
        *words("某县水利局 2025年3月4日 ， 。 ； ： “ ” （ ） 《 》 &nbsp; &#x3000;"),
        *("\u200b", "\ufeff", "\u2028", "\t", "\n", " ", "索引号：\t文号：", "【字体:大 中 小】"),
        *("<base href='http://[x'>", "<iframe src='?file=a.pdf'>", "<a href='http://[x/t20250304_71_1.html'>"),
        *("<textarea>", "</textarea>", "<pre>", "</pre>", "<a name='x'>", "當前位置：首頁", "發布時間：2025-03-04"),
        *("<a href='a.pdf'>", "<div class='TRS_Editor'>", "<div id='zoom'>", "<span style='display:none'>", "</span>"),
        *("<meta name='ArticleTitle' content='某县报告'>", "<meta name='PubDate' content='2025-03-04 00:00:00'>"),
        "全年办理行政复议案件12件，备案率达100%，各项工作取得新的成效。",
    )
]


def check(body: bytes) -> str | None:
    """What *body* breaks, in a word, with the details; None if all promises hold."""
    start = time.process_time()
    for clean in (lambda: clean_page(body, URL), lambda: clean_text(body, URL)):
        try:
            article = clean()
        except CleanError:
            continue
        except BaseException:  # noqa: BLE001  the very thing that is looked for
            return "raises\n" + traceback.format_exc()
        if not isinstance(article, Article):
            return f"gives {type(article)}"
        if article.text and (again := clean_text(article.text).text) != article.text:
            return "text changes\n" + json.dumps([article.text, again], ensure_ascii=False)
    taken = time.process_time() - start
    return f"slow\n{taken:.1f} s for {len(body)} bytes" if taken > MOST_SECONDS else None


def mutate(data: bytes, most: int, seed: int) -> bytes:
    """Another page made of *data*."""
    chance = random.Random(seed)
    if not data or chance.random() < BYTES_SHARE:
        return bytes(atheris.Mutate(data, most))
    start, end = sorted(chance.choices(_edges(data), k=2))
    way = chance.randrange(4)
    if way == 0:
        changed = data[:start] + chance.choice(PARTS) + data[start:]
    elif way == 1:
        changed = data[:start] + data[end:]
    elif way == 2:
        changed = data[:end] + data[start:end] * chance.randint(1, 4) + data[end:]
    else:
        at = chance.choice(_edges(data))
        changed = data[:at] + data[start:end] + data[at:]
    return changed[:most]


def _edges(data: bytes) -> list[int]:
    """Where tags begin and end; for a page without tags every place."""
    edges = [i + (char == ord(">")) for i, char in enumerate(data) if char in b"<>\n"]
    return [0, *edges, len(data)] if edges else list(range(len(data) + 1))


def main() -> None:
    if len(sys.argv) < 2 or sys.argv[1].startswith("-"):
        sys.exit("found no folder for the findings, expected one; give it first, options of libFuzzer after it")
    findings = Path(sys.argv[1])
    corpus = findings / "corpus"
    corpus.mkdir(parents=True, exist_ok=True)
    for n, page in enumerate(sorted((ROOT / "tests" / "golden").glob("*/*/body.*"))):
        (corpus / f"golden_{n:03}").write_bytes(page.read_bytes())

    def one(data: bytes) -> None:
        if (found := check(data)) is None:
            return
        known = len(list(findings.glob("*.txt")))
        if known < MOST_FINDINGS:
            (findings / f"{known:03}.bin").write_bytes(data)
            (findings / f"{known:03}.txt").write_text(found + "\n", "utf-8")

    atheris.Setup([sys.argv[0], str(corpus), *sys.argv[2:]], one, custom_mutator=mutate)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
