"""A site on localhost that serves the golden pages under their own hosts' names, and pages that nobody can clean."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from urllib.parse import quote

from golden import CASES

GOLDEN = {
    "/" + quote(case.meta.url.partition("//")[2], safe="/?=&"): case for case in CASES if case.page.suffix == ".html"
}
"""The cases by the path that their pages are served under."""
FEW = dict(list(GOLDEN.items())[::7])
"""Some of them."""
BROKEN = {
    "/broken/empty.html": (200, "text/html", b""),
    "/broken/report.pdf": (200, "application/pdf", b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n<<>>\nendobj\n"),
    "/broken/down.html": (500, "text/html", b"<h1>Internal Server Error</h1>"),
    "/broken/menu.html": (200, "text/html", b"<nav><a href='/'>Home</a> <a href='/harbour'>Harbour</a></nav>"),
}
"""Status, type and body of the pages that nobody can clean, by path."""


def _index(paths: Iterable[str]) -> bytes:
    links = "".join(f'<li><a href="{path}">{path}</a>' for path in paths)
    return f"<!doctype html><title>Index</title><ul>{links}</ul>".encode()


ANSWERS = {
    "/": (200, "text/html", _index([*GOLDEN, *BROKEN])),
    "/few/": (200, "text/html", _index([*FEW, *BROKEN])),
    "/broken/": (200, "text/html", _index(BROKEN)),
    **{path: (200, "text/html", case.page.read_bytes()) for path, case in GOLDEN.items()},
    **BROKEN,
}


class _Handler(BaseHTTPRequestHandler):
    def do_GET(self):
        status, kind, body = ANSWERS.get(self.path, (404, "text/html", b"<h1>Not Found</h1>"))
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *args):
        """Say nothing."""


@contextmanager
def site() -> Iterator[str]:
    """The running site's address, without a slash at its end."""
    with ThreadingHTTPServer(("127.0.0.1", 0), _Handler) as server:
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}"
        finally:
            server.shutdown()
            thread.join()
