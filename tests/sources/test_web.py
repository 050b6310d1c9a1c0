"""Pages fetched from a server."""

import threading
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from typing import ClassVar

import pytest
from command import SEED

from cleaner import DEFAULT, Limits, PageError
from cleaner.sources.web import fetch


class Handler(SimpleHTTPRequestHandler):
    """Serves the folder of a golden page."""

    extensions_map: ClassVar = {".html": "text/html; charset=UTF-8"}

    def __init__(self, *arguments):
        super().__init__(*arguments, directory=str(SEED))

    def log_message(self, *arguments):
        """Say nothing."""


@pytest.fixture
def server():
    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


def test_a_page_is_fetched_with_what_the_server_says_of_it(server):
    source = fetch(f"{server}/page.html", is_public=False)
    assert source.url == f"{server}/page.html"
    assert source.encoding == "utf-8"
    assert source.clean(DEFAULT).text + "\n" == (SEED / "kept.txt").read_text("utf-8")


def test_where_there_is_no_page_the_reason_is_said(server):
    with pytest.raises(PageError, match="the server says 404"):
        fetch(f"{server}/none.html", is_public=False)
    with pytest.raises(PageError, match="no public server answers"):
        fetch(f"{server}/page.html")
    with pytest.raises(PageError, match="cannot be fetched"):
        fetch("http://127.0.0.1:9/", is_public=False)


@pytest.mark.parametrize("most", [10, 4000])
def test_where_a_page_is_too_large_the_limit_is_named(server, most):
    with pytest.raises(PageError, match=r"the page is larger than [\d,]+ bytes \(limit page_bytes\)"):
        fetch(f"{server}/page.html", is_public=False, limits=Limits(page_bytes=most))
