"""Pages on the web, fetched by trafilatura's downloader; only where the user asks for it."""

from copy import deepcopy

from cleaner.errors import PageError
from cleaner.limits import LIMITS, Limits
from cleaner.sources.files import Source

__all__ = ["fetch"]

_OK = 200


def fetch(url: str, is_public: bool = True, limits: Limits = LIMITS) -> Source:
    """The page at `url`; raises `PageError` where there is none.

    With `is_public` addresses within a network, of this machine say, are refused: lists of addresses may come from
    anywhere.
    """
    from trafilatura.downloads import fetch_response
    from trafilatura.settings import DEFAULT_CONFIG

    config = deepcopy(DEFAULT_CONFIG)
    config["DEFAULT"]["MAX_FILE_SIZE"] = str(limits.page_bytes + 1)
    config["DEFAULT"]["SSRF_PROTECTION"] = "on" if is_public else "off"
    response = fetch_response(url, config=config)
    if response is None or not response.data:
        raise PageError(f"cannot be fetched: no public server answers there, or the page {limits.too_large}")
    if response.status != _OK:
        raise PageError(f"cannot be fetched: the server says {response.status}")
    if len(response.data) > limits.page_bytes:
        raise PageError(limits.too_large)
    return Source(url, response.data, url=response.url or url, encoding=_charset_of(response.headers or {}))


def _charset_of(headers: dict[str, str]) -> str:
    kind = next((value for name, value in headers.items() if name.lower() == "content-type"), "")
    return kind.lower().partition("charset=")[2].partition(";")[0].strip(" \"'")
