"""Invented corpora of a few tiny pages, and their pages, for the tests of the benchmarks."""

import json
import lzma

from pages import PROSE, article_page

from benchmarks.corpus import CORPORA, Page

GOLD = "\n\n".join(PROSE)
MENU = "<nav><a href='/'>Home page of the harbour</a></nav>"


def page_of(html="", gold="", corpus="wcxb-dev", name="1", **fields):
    """A page; what is not given is empty."""
    given = {"url": "", "site": "", "type": "", "language": "", "wanted": (), "unwanted": (), "comments": ()}
    return Page(corpus=corpus, id=name, html=html.encode(), gold=gold, **given | fields)


def write_corpora(folder):
    """Each corpus with two articles in it."""
    for corpus in CORPORA:
        gold = {"with": [PROSE[0], PROSE[2]], "without": ["Home page"], "comments": ["At last"]}
        gold = gold if corpus == "traf-dev" else {"gold": GOLD}
        with lzma.open(folder / f"{corpus}.jsonl.xz", "wt", encoding="utf-8") as lines:
            for name in ("first", "second"):
                row = {"id": name, "url": f"https://example.org/{name}", "type": "article", "html": article_page(MENU)}
                lines.write(json.dumps(row | gold) + "\n")
    return folder
