"""The golden pages, for tests that need real pages.

They are cases of the regression kit and run by its pytest plugin. Here too `kept.txt` says what the page's body is:
look twice before an update changes it.
"""

from pathlib import Path

from cleaner import DEFAULT
from cleaner.body.page import Page
from cleaner.regression.case import Case, find_cases

FIXTURES = Path(__file__).parents[1] / "fixtures"
CASES = [Case.load(folder) for folder in find_cases(FIXTURES)]
PAGES = [case.page for case in CASES if case.page.suffix == ".html"]


def body_page(path: Path) -> Page:
    """What the body filter is given of a golden page."""
    return Page(DEFAULT.without("body").clean(path.read_bytes()).document)
