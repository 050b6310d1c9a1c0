"""Pages made to break a cleaner: each a kind of thing that a page can have too much of, in any size."""

import gzip
import json
from collections.abc import Callable
from dataclasses import dataclass
from itertools import cycle, islice
from typing import Final

__all__ = ["HOSTILE", "Hostile"]

_PROSE: Final = (
    "The storm that reached the coast on Sunday night keeps every ferry at its pier, and nobody on the island can say"
    " when the first boat with bread and newspapers will come across the sound again. "
)
_LABELS: Final = ("Read also", "Comments (3)", "Share this article", "Subscribe to our newsletter", "Related articles")
_CITE: Final = (
    "WARC/1.0\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:uuid:{0:032x}>\r\nWARC-Date: 2024-03-04T10:12:00Z\r\n"
)


@dataclass(frozen=True)
class Hostile:
    """One kind of hostile page."""

    name: str
    count: int
    """How many of it the page of full size has."""
    make: Callable[[int], str | bytes]
    """The page with so many."""
    suffix: str = ".html"
    """What the name of its file ends with."""

    def page(self, share: float = 1.0) -> bytes:
        """The page, with `share` of what it has at its full size."""
        made = self.make(max(1, int(self.count * share)))
        return made.encode() if isinstance(made, str) else made


def _body(inner: str, head: str = "") -> str:
    title = "<title>Ferries stay in port</title>"
    return f"<!doctype html><html lang=en><head>{title}{head}</head><body>{inner}</body></html>"


def _around(inner: str) -> str:
    """`inner` with an article before and behind it, which must not be lost."""
    return _body(f"<h1>Ferries stay in port</h1><p>{_PROSE}</p>{inner}<p>{_PROSE}</p>")


def _nested(tag: str) -> Callable[[int], str]:
    return lambda count: _around(f"<{tag}>" * count + _PROSE + f"</{tag}>" * count)


def _unclosed(tag: str) -> Callable[[int], str]:
    return lambda count: _around("".join(f"<{tag}>word {at} " for at in range(count)))


def _repeated(piece: str) -> Callable[[int], str]:
    return lambda count: _around(piece * count)


def _numbered(piece: str) -> Callable[[int], str]:
    return lambda count: _around("".join(piece.format(at) for at in range(count)))


def _deep(tag: str, piece: str) -> Callable[[int], str]:
    """So many pieces, 200 elements down."""
    return lambda count: _around(f"<{tag}>" * 200 + piece * count)


def _one_tag(count: int) -> str:
    return _around(f"<p {' '.join(f'a{at}=v' for at in range(count))}>{_PROSE}</p>")


def _tags_of_many(count: int) -> str:
    tag = " ".join(f"a{at}=v" for at in range(1000))
    return _around(f"<p {tag}>{_PROSE}</p>" * (count // 1000 + 1))


def _one_class(count: int) -> str:
    return _around(f"<div class='{'x' * count}'>{_PROSE}</div>")


def _many_classes(count: int) -> str:
    return _around(f"<div class='{' '.join(f'c{at}' for at in range(count))}'>{_PROSE}</div>")


def _table(span: str) -> Callable[[int], str]:
    row = f"<tr><td {span}>North pier<td>12<td>closed"
    return lambda count: _around(f"<table>{row * count}</table>")


def _wide(count: int) -> str:
    return _around(f"<table><tr>{'<td>12' * count}<tr>{'<td>13' * count}</table>")


def _misnested(count: int) -> str:
    return _around("<b><i><u><p>word</b> word</i> word</u></p>" * count)


def _bomb(count: int) -> str:
    entities = '<!ENTITY e0 "lol">' + "".join(f'<!ENTITY e{at} "{f"&e{at - 1};" * 10}">' for at in range(1, 10))
    return f"<!DOCTYPE html [{entities}]>" + _around(f"<p>{'&e9; ' * count}</p>")


def _ld(value: object) -> str:
    return _body("<p>Loading</p>", f"<script type=application/ld+json>{json.dumps(value)}</script>")


def _broken_data(data: str) -> str:
    return _body(f"<p>{_PROSE}</p>", f"<script type=application/ld+json>{{{data}</script>")


def _question(count: int) -> str:
    """A thread in a thread, 60 deep, with many answers at the bottom."""
    post: dict[str, object] = {
        "@type": "Question",
        "text": _PROSE * 5,
        "comment": [{"text": _PROSE} for _ in range(count)],
    }
    for _ in range(60):
        post = {"@type": "Question", "text": _PROSE * 5, "comment": post}
    return _ld(post)


def _bodies(count: int) -> str:
    data = [{"content": _PROSE * 5, f"k{at}": {"html": _PROSE}} for at in range(count)]
    return _body("", f"<script type=application/json>{json.dumps(data)}</script>")


def _deep_json(opening: str, closing: str) -> Callable[[int], str]:
    def make(count: int) -> str:
        data = opening * count + "1" + closing * count
        return _body("<p>Loading</p>", f"<script type=application/ld+json>{data}</script><script>x={data}</script>")

    return make


def _assignments(count: int) -> str:
    return _body("<p>Loading</p>", f"<script>{'x=[[1,[2,' * count}</script>")


def _escapes(count: int) -> str:
    escaped = '\\"' * count
    return _body("<p>Loading</p>", f'<script>JSON.parse("{escaped}</script><script>x=JSON.parse("{escaped}")</script>')


def _streamed(count: int) -> str:
    push = json.dumps([1, '1:T40,{"content": "' + _PROSE + '"}\n'])
    return _body("<p>Loading</p>", f"<script>{f'self.__next_f.push({push});' * count}</script>")


def _nested_strings(count: int) -> str:
    data: object = {"articleBody": _PROSE}
    text = json.dumps(data)
    while len(text) < count:
        text = json.dumps([text, text])
    return _body("<p>Loading</p>", f"<script type=application/json>{text}</script>")


def _headings(count: int) -> str:
    labels = islice(cycle(_LABELS), count)
    return _around("".join(f"<h2>{label}</h2>" for label in labels))


def _comments(count: int) -> str:
    return _around(f"<div id=comments>{'<ul><li class=comment><b>Jon</b><p>At last somebody says it. ' * count}</div>")


def _thread(count: int) -> str:
    comment = (
        "<li class=comment><b>Jon</b><i>4 March 2024</i><p>At last somebody says it, and in so few words.</p></li>"
    )
    return _around(f"<div id=comments><h3>Comments</h3><ol>{comment * count}</ol></div>")


def _zipped(count: int) -> bytes:
    return gzip.compress(_body(f"<p>{' ' * count}{_PROSE}</p>").encode(), 9)


def _gzip_members(count: int) -> bytes:
    return gzip.compress(b"<p>x</p>", 1) * count


_MHTML_HEAD: Final = 'MIME-Version: 1.0\r\nContent-Type: multipart/related; type="text/html"; boundary="{0}"\r\n\r\n'


def _parts(count: int) -> str:
    part = f"--b\r\nContent-Type: text/html\r\nContent-Location: https://example.org/\r\n\r\n<p>{_PROSE}</p>\r\n"
    return _MHTML_HEAD.format("b") + part * count + "--b--\r\n"


def _heads(count: int) -> str:
    """Parts that are no page, each with a long head."""
    parameters = ";".join(f"a{at}*0*=utf-8''b" for at in range(1000))
    part = f"--b\r\nContent-Type: text/plain; {parameters}\r\nContent-ID: {'=?utf-8?q?a?= ' * 300}\r\n\r\nRain.\r\n"
    return _MHTML_HEAD.format("b") + part * count


def _nested_parts(count: int) -> str:
    heads = "".join(f"{_MHTML_HEAD.format(f'b{at}')}--b{at}\r\n" for at in range(count))
    return f"{heads}Content-Type: text/html\r\n\r\n<p>{_PROSE}</p>\r\n"


def _mhtml_header(count: int) -> str:
    return (
        _MHTML_HEAD.format("b")
        + f"--b\r\nContent-Type: text/html\r\nX: {'=?utf-8?q?a?= ' * count}\r\n\r\n<p>{_PROSE}</p>"
    )


def _warc(length: str, is_packed: bool = False) -> Callable[[int], bytes]:
    def make(count: int) -> bytes:
        body = _around(f"<p>{_PROSE}</p>").encode()
        http = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: " + length.encode() + b"\r\n\r\n" + body
        records = [
            (
                _CITE.format(at) + f"Content-Type: application/http\r\nContent-Length: {length or len(http)}\r\n\r\n"
            ).encode()
            + http
            + b"\r\n\r\n"
            for at in range(count)
        ]
        if not is_packed:
            return b"".join(records)
        packed = b"".join(map(gzip.compress, records))
        return packed[: len(packed) * 2 // 3]

    return make


def _lines(count: int) -> str:
    return (
        (json.dumps({"url": "https://example.org/", "html": _around("")}) + "\n") * count + '{"html": "' + "[" * count
    )


_UNCLOSED: Final = (
    "a href=/x",
    "b",
    "blockquote",
    "button",
    "code",
    "dialog",
    "div",
    "font",
    "h2",
    "iframe",
    "li",
    "math",
    "noscript",
    "option",
    "p",
    "pre",
    "script",
    "select",
    "span hidden",
    "style",
    "svg",
    "table",
    "td",
    "template",
    "textarea",
    "title",
    "ul",
    "x-y",
)

HOSTILE: Final = (
    *(Hostile(f"nested <{tag}>", 100_000, _nested(tag)) for tag in ("div", "b", "a href=/x", "span class=x", "ul><li")),
    *(Hostile(f"nested <{tag}>", 100_000, _nested(tag)) for tag in ("table><tr><td", "blockquote", "button", "pre")),
    *(Hostile(f"1,000 times <{tag}>", 500, _nested(tag)) for tag in ("div", "ul><li", "span", "b", "a href=/x")),
    *(Hostile(f"unclosed <{tag}>", 100_000, _unclosed(tag)) for tag in _UNCLOSED),
    Hostile("attributes on one tag", 1_000_000, _one_tag),
    Hostile(
        "attributes with brackets",
        300_000,
        lambda count: _around("<p " + "".join(f"a{at}='>'" for at in range(count)) + ">"),
    ),
    Hostile(
        "attributes with tags",
        300_000,
        lambda count: _around("<p " + "".join(f"a{at}='><b'" for at in range(count)) + ">"),
    ),
    Hostile(
        "attributes with angles",
        300_000,
        lambda count: _around("<p " + "".join(f"a{at}='<'" for at in range(count)) + ">"),
    ),
    Hostile(
        "attributes, 900 a tag",
        1_000_000,
        lambda count: _around(f"<p {' '.join(f'a{at}' for at in range(900))}>x</p>" * (count // 900 + 1)),
    ),
    Hostile("long tag names", 300, lambda count: _around(f"<{'x' * 30_000}" * count)),
    Hostile("attributes on many tags", 200_000, _tags_of_many),
    Hostile("attributes, one a tag", 200_000, _numbered("<p data-x{0}=v>word {0}</p>")),
    Hostile("one paragraph", 50_000_000 // len(_PROSE), lambda count: _body(f"<p>{_PROSE * count}</p>")),
    Hostile("paragraphs", 50_000_000 // len(_PROSE), _repeated(f"<p>{_PROSE}</p>")),
    Hostile("one line of text, no spaces", 10_000_000, lambda count: _body(f"<p>{'x' * count}</p>")),
    Hostile("one line of Chinese", 3_000_000, lambda count: _body(f"<p>{'港' * count}</p>")),
    Hostile("one line of code", 10_000_000, lambda count: _body(f"<pre>{'x = 1; ' * (count // 7)}</pre>")),
    Hostile("lines of code", 1_000_000, lambda count: _body(f"<pre>{'x = 1' + chr(10) * count}</pre>")),
    Hostile("links in one paragraph", 300_000, lambda count: _around(f"<p>{'<a href=/x>word</a> ' * count}</p>")),
    Hostile("links in prose", 300_000, lambda count: _around(f"<p>{(_PROSE + '<a href=/x>word</a> ') * count}</p>")),
    Hostile("links in a list", 300_000, _numbered("<li><a href=/{0}>Link {0}</a></li>")),
    Hostile("links, touching", 300_000, lambda count: _around(f"<p>{'<a href=/x>Word</a>' * count}</p>")),
    Hostile("links, empty", 300_000, lambda count: _around(f"<p>{'<a href=/x></a>' * count}</p>")),
    Hostile("breaks", 1_000_000, lambda count: _around(f"<p>{'word<br>' * count}</p>")),
    Hostile("breaks in a link", 300_000, lambda count: _around(f"<p><a href=/x>{'word<br>' * count}</a></p>")),
    Hostile("colspan", 20_000, _table("colspan=1000000")),
    Hostile("rowspan", 20_000, _table("rowspan=1000000")),
    Hostile(
        "wide rowspan",
        50_000,
        lambda count: _around(f"<table><tr>{'<td rowspan=99999>12' * count}{'<tr><td>13<td>14' * count}</table>"),
    ),
    Hostile("colspan and rowspan", 20_000, _table("colspan=1000000 rowspan=1000000")),
    Hostile("wide table", 100_000, _wide),
    Hostile("empty cells", 300_000, lambda count: _around(f"<table><tr>{'<td>' * count}<td>12<td>closed</table>")),
    Hostile("small tables", 100_000, _numbered("<table><tr><td>North pier {0}<td>12</table>")),
    Hostile("mis-nested formatting", 50_000, _misnested),
    Hostile(
        "mis-nested links and tables", 50_000, _repeated("<a href=/x><table><b><tr>word</a><td></b><p>word</table>")
    ),
    Hostile("named entities", 1_000_000, _repeated("&amp;")),
    Hostile("unknown entities", 1_000_000, _repeated("&bogus;")),
    Hostile("numeric entities", 1_000_000, _repeated("&#9731;")),
    Hostile("entity bomb", 1000, _bomb),
    Hostile("one long class name", 10_000_000, _one_class),
    Hostile("class names of one tag", 200_000, _many_classes),
    Hostile("distinct class names", 200_000, _numbered("<div class=c{0}>word</div>")),
    Hostile("inline styles", 200_000, _numbered("<span style='display: none'>word {0}</span>")),
    Hostile("deep JSON lists", 1_000_000, _deep_json("[", "]")),
    Hostile("deep JSON objects", 500_000, _deep_json('{"a":', "}")),
    Hostile("deep script data", 100, lambda count: _body("", f"<script>{('x=' + '[' * 100_000) * count}</script>")),
    Hostile("unfinished assignments", 500_000, _assignments),
    Hostile("escaped strings", 3_000_000, _escapes),
    Hostile("JSON in JSON", 10_000_000, _nested_strings),
    Hostile("streamed rows", 30_000, _streamed),
    Hostile(
        "articles in JSON-LD",
        20_000,
        lambda count: _ld([{"articleBody": _PROSE * 5, "headline": str(at)} for at in range(count)]),
    ),
    Hostile(
        "keys in JSON-LD",
        300_000,
        lambda count: _ld({"articleBody": [_PROSE], **{f"k{at}": "v" for at in range(count)}}),
    ),
    Hostile("authors in broken JSON-LD", 100_000, lambda count: _broken_data('"author": "x", ' * count)),
    Hostile("names in broken JSON-LD", 100_000, lambda count: _broken_data('"@type": "Person", "name" ' * count)),
    Hostile(
        "headlines in broken JSON-LD", 100_000, lambda count: _broken_data('"@type":"Article","headline":' * count)
    ),
    Hostile("dates", 200_000, _numbered("<p>{0}-03-04 04.03.{0} March 4, 2024 20240304")),
    Hostile("dates in one line", 1_000_000, lambda count: _around("<p>" + "2024-" * count)),
    Hostile("bylines", 100_000, _numbered("<p class='author byline'>By Mara Linde {0}</p><time>2024</time>")),
    Hostile(
        "rows with images",
        50_000,
        lambda count: _around(f"<table>{'<tr><td><img src=/a.png>12<td>13' * count}</table>"),
    ),
    Hostile("threads in JSON-LD", 20_000, _question),
    Hostile("bodies in data", 20_000, _bodies),
    Hostile(
        "data attributes", 10_000, lambda count: _around(f"<p data-x='{json.dumps(list(range(200)))}'>word</p>" * count)
    ),
    Hostile("white space", 10_000_000, _repeated(" \t\n")),
    Hostile("white space between words", 5_000_000, _repeated("x \t\n")),
    Hostile("zero-width characters", 3_000_000, _repeated("\u200b")),
    Hostile("combining marks", 5_000_000, _repeated("\u0301\u0316")),
    Hostile("short words with marks", 100_000, _repeated("<p>a" + "\u0301" * 20)),
    Hostile("tiny blocks, all alike", 100_000, _repeated("<p>word</p>")),
    Hostile("tiny blocks, none alike", 100_000, _numbered("<p>word {0}</p>")),
    Hostile("prose blocks, all alike", 50_000, _repeated(f"<div><p>{_PROSE}</p></div>")),
    Hostile("headings with phrases", 100_000, _headings),
    Hostile("phrases in prose", 100_000, _numbered("<p>Read also: comments (3) share subscribe to our newsletter {0}")),
    Hostile("one heading", 1_000_000, lambda count: _body(f"<h1>{'Read also ' * count}</h1>")),
    Hostile("comments in comments", 100_000, _comments),
    Hostile("comments", 50_000, _thread),
    Hostile("controls in one paragraph", 200_000, _repeated("word <button>Reply</button> ")),
    Hostile(
        "controls and hidden words in one paragraph",
        100_000,
        _repeated("word <button>Reply</button> <i hidden>no</i> word "),
    ),
    Hostile("hidden words in one paragraph", 200_000, _repeated("word <i hidden>no</i> ")),
    Hostile("blocks deep down", 100_000, _deep("div", f"<p>{_PROSE}</p>")),
    Hostile("items deep down", 100_000, _deep("ul><li", "<li>word")),
    Hostile("blocks in nested comments", 100_000, _deep("div class=comments", "<p>At last somebody says it.</p>")),
    Hostile("blocks in nested teasers", 100_000, _deep("div class=related-posts", "<p><a href=/x>Bridge toll</a></p>")),
    Hostile("blocks in nested panels", 100_000, _deep("div role=tabpanel class='tab-panel sr-only'", "<p>word</p>")),
    Hostile("links deep in formatting", 100_000, _deep("b><i><font", "<a href=/x>word</a> ")),
    Hostile(
        "teasers", 50_000, _numbered("<div class=related-posts><h3>Related</h3><a href=/{0}>Bridge toll {0}</a></div>")
    ),
    Hostile("hidden boxes", 50_000, _numbered(f"<div hidden><p>{_PROSE}{{0}}</p></div>")),
    Hostile("controls", 200_000, _numbered("<button>Reply {0}</button>")),
    Hostile("images", 200_000, _numbered("<figure><img src=/{0}.png><figcaption>Pier {0}</figcaption></figure>")),
    Hostile(
        "metas",
        200_000,
        lambda count: _body(f"<p>{_PROSE}", "".join(f"<meta name=k{at} content=v>" for at in range(count))),
    ),
    Hostile("titles", 200_000, lambda count: _body(f"<p>{_PROSE}", "<title>Ferries</title>" * count)),
    Hostile(
        "one title", 10_000_000, lambda count: _body(f"<p>{_PROSE}", f"<title>{'Ferries ' * (count // 8)}</title>")
    ),
    Hostile("left angles", 3_000_000, _repeated("<")),
    Hostile("unclosed tag", 10_000_000, lambda count: _around("<p " + "x" * count)),
    Hostile("unclosed quote", 10_000_000, lambda count: _around('<p x="' + "x " * (count // 2))),
    Hostile("unclosed comment", 10_000_000, lambda count: _around("<!--" + "- " * (count // 2))),
    Hostile("comments of markup", 1_000_000, _repeated("<!-- x -->")),
    Hostile("closing tags", 1_000_000, _repeated("</div></p></b>")),
    Hostile("NUL and control characters", 10_000_000, lambda count: _around("<p>" + "x\0\x01 " * (count // 4))),
    Hostile("bodies", 100_000, _repeated("<body><p>word")),
    Hostile("bad UTF-8 and left angles", 1_000_000, lambda count: b"\xe9" + b"<" * count),
    Hostile("bad UTF-8 and scripts", 200_000, lambda count: b"\xe9" + b"<script " * count),
    Hostile("bad UTF-8", 3_000_000, lambda count: _body("<p>{}").encode().replace(b"{}", b"\xe9t\xe9 " * (count // 4))),
    Hostile("plain paragraphs", 50_000_000 // len(_PROSE), lambda count: f"{_PROSE}\n\n" * count, ".txt"),
    Hostile("plain lines", 200_000, lambda count: "".join(f"Read also {at}\n" for at in range(count)), ".txt"),
    Hostile("plain lines, all alike", 200_000, lambda count: "word\n\n" * count, ".txt"),
    Hostile("one plain line", 50_000_000, lambda count: "word " * (count // 5), ".txt"),
    Hostile("wrapped lines", 300_000, lambda count: (("word " * 15) + "\n") * count, ".txt"),
    Hostile(
        "plain comments",
        50_000,
        lambda count: "Comments\n\n" + "Jon\n4 March 2024\nAt last somebody says it.\n\n" * count,
        ".txt",
    ),
    Hostile("gzip bomb", 250_000_000, _zipped, ".html.gz"),
    Hostile("gzip bomb beyond the limit", 300_000_000, _zipped, ".html.gz"),
    Hostile("gzip members", 100_000, _gzip_members, ".html.gz"),
    Hostile("MHTML parts", 50_000, _parts, ".mhtml"),
    Hostile("MHTML in MHTML", 10_000, _nested_parts, ".mhtml"),
    Hostile(
        "MHTML address",
        300_000,
        lambda count: _parts(1).replace("https://example.org/", "=?utf-8?q?a?= " * count),
        ".mhtml",
    ),
    Hostile(
        "MHTML parameters",
        300_000,
        lambda count: _parts(1).replace('type="text/html";', ";".join(f"a{at}=b" for at in range(count)) + ";"),
        ".mhtml",
    ),
    Hostile("MHTML heads", 1000, _heads, ".mhtml"),
    Hostile("MHTML header", 300_000, _mhtml_header, ".mhtml"),
    Hostile("JSON lines", 2_000, _lines, ".jsonl"),
    Hostile("WARC", 2_000, _warc(""), ".warc"),
    *(
        Hostile(f"WARC, Content-Length {length}", 2_000, _warc(length), ".warc")
        for length in ("10", "999999", "-1", "99999999999999999999", "x")
    ),
    Hostile("WARC, truncated", 2_000, _warc("", is_packed=True), ".warc.gz"),
)
"""All of them."""
