"""Golden pages: how a case is read, cleaned and described; run as a program it rewrites every `dropped.txt`.

`kept.txt` is written by hand and never rewritten here: it says what the page's body is.
"""

import re
from pathlib import Path

import cleaner
from cleaner import DEFAULT, Article
from cleaner.body.page import Page
from cleaner.words import fold

FIXTURES = Path(__file__).parents[1] / "fixtures"
CASES = sorted(path.parent for path in FIXTURES.glob("*/meta.toml"))
PAGES = [case / "page.html" for case in CASES if (case / "page.html").exists()]
_FIRST_CHARS = 60
_SCORE = re.compile(r"body score \d\.\d+.*")


def clean_case(case: Path) -> Article:
    """The article of the case's page."""
    if (case / "page.txt").exists():
        return cleaner.clean_text((case / "page.txt").read_text("utf-8"))
    return cleaner.clean((case / "page.html").read_bytes())


def body_page(path: Path) -> Page:
    """What the body filter is given of a golden page."""
    return Page(DEFAULT.without("body").clean(path.read_bytes()).document)


def dropped(article: Article) -> str:
    """A line for each drop: filter, evidence, the text's first characters.

    Scores and their reasons are left out: every new training moves them.
    """
    lines = [(d.filter, _SCORE.sub("body score", d.evidence), fold(d.text)[:_FIRST_CHARS]) for d in article.drops]
    return "".join("\t".join(line) + "\n" for line in lines)


if __name__ == "__main__":
    for each in CASES:
        (each / "dropped.txt").write_text(dropped(clean_case(each)), "utf-8")
