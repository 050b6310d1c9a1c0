"""In a real browser nothing of what is rendered of a hostile page runs, loads or leads astray."""

import pytest
from hostile import PAGE, VECTORS

from cleaner import Pipeline

pytestmark = pytest.mark.browser
CHUNK = 12
PROSE = "<p>Rain fell all day on the harbour, and nobody went out.</p>"
SCHEMES = ["http:", "https:", "mailto:", "tel:", "ftp:", "file:", ":"]
"""`file:` is where the page itself is; an address that is none has an empty scheme."""
LINKS = "return [...document.links].filter(e => !arguments[0].includes(e.protocol)).map(e => e.outerHTML)"
HANDLED = (
    "return [...document.querySelectorAll('body, body *')]"
    ".filter(e => e.getAttributeNames().some(name => name.startsWith('on'))).map(e => e.outerHTML)"
)
AGAIN = (
    "for (let n = 0; n < 2; n++) document.body.innerHTML ="
    " new DOMParser().parseFromString(document.body.innerHTML, 'text/html').body.innerHTML"
)


def opened(chromium, path, html):
    path.write_text(f"<!doctype html><meta charset=utf-8><body>{html}", "utf-8")
    chromium.get(path.as_uri())


@pytest.mark.parametrize("url", ["", "https://example.org/a/page"], ids=["alone", "addressed"])
@pytest.mark.parametrize("at", range(0, len(VECTORS) + 1, CHUNK))
def test_nothing_of_a_rendered_page_runs_loads_or_leads_astray(chromium, seen, tmp_path, at, url):
    pages = [f"{PROSE}{vector}{PROSE}" for vector in (*VECTORS, PAGE)[at : at + CHUNK]]
    opened(chromium, tmp_path / "page.html", "".join(Pipeline().clean(page, url).html for page in pages))
    for _ in range(2):
        assert chromium.execute_script("return window.ran ?? null") is None
        assert chromium.execute_script(HANDLED) == []
        assert chromium.execute_script(LINKS, SCHEMES) == []
        chromium.execute_script(AGAIN)
    assert seen[1] == []


def test_the_traps_would_see_it(chromium, tmp_path):
    opened(chromium, tmp_path / "page.html", f"{PROSE}<p onclick=x()>a</p>{''.join(VECTORS[12:14])}")
    assert len(chromium.execute_script(HANDLED)) == 1
    assert len(chromium.execute_script(LINKS, SCHEMES)) == 2
    chromium.execute_script("document.links[0].click()")
    opened(chromium, tmp_path / "page.html", f"{PROSE}{VECTORS[0]}")
    assert chromium.execute_script("return window.ran") == 1
