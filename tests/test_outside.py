"""Cleaning reads what it is given: no file that a page names, and nothing from the network."""

import gzip
import json
import shutil
import subprocess
import sys
from email.message import EmailMessage
from pathlib import Path

import pytest
from hostile import PAGE
from pages import article_page
from warcs import Record, write_warc

import cleaner

STRACE = shutil.which("strace")
SECRET = "Nobody was meant to read this line, which stands in a file beside the page."
ADDRESSES = ("file://{0}", "{0}", "http://seen.example/x", "secret.html", "//seen.example/x", "ftp://seen.example/x")
REFERENCES = (
    '<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="{0}" parse="text"/>',
    '<link rel=stylesheet href="{0}"><link rel=canonical href="{0}"><link rel=import href="{0}">',
    '<base href="{0}"><a href="x">a</a>',
    '<img src="{0}"><script src="{0}"></script><iframe src="{0}"></iframe><object data="{0}"></object>',
    '<svg><image href="{0}"/><use xlink:href="{0}#a"/></svg><math><mi xlink:href="{0}">a</mi></math>',
    '<meta http-equiv=refresh content="0;url={0}"><meta property="og:url" content="{0}">',
    '<script type="application/ld+json">{{"@context": "{0}", "@id": "{0}", "articleBody": "{0}"}}</script>',
    '<?xml-stylesheet href="{0}"?><video src="{0}" poster="{0}"><track src="{0}"></video>',
)
DOCTYPES = (
    '<!DOCTYPE html SYSTEM "{0}">',
    '<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Strict//EN" "{0}">',
    '<!DOCTYPE r [<!ENTITY s SYSTEM "{0}"><!ENTITY % p SYSTEM "{0}"> %p;]>',
    '<!DOCTYPE r [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY s "&b;&b;&b;&b;">]>',
)
PROGRAM = """
import sys
opened = []
def hook(event, arguments):
    if event.startswith(("socket.", "urllib.", "http.client.", "ftplib.", "subprocess.", "os.system", "os.exec")):
        raise SystemExit(f"{event}: {arguments}")
    if event == "open":
        opened.append(str(arguments[0]))
import lxml.etree, trafilatura, py3langid, markdownify, bs4, fastwarc, email, cleaner, cleaner.cli
from cleaner.sources.files import read_sources
cleaner.clean("<p>Rain fell.</p>").to_dict(), cleaner.clean_text("Rain fell.").markdown
sys.addaudithook(hook)
for name in sys.argv[1:]:
    for source in read_sources(name):
        article = source.clean(cleaner.DEFAULT)
        for article in (article, source.clean(cleaner.Pipeline())):
            said = str([article.to_dict(), article.html, article.to_html(True), article.markdown, article.metadata])
            assert "Nobody was meant" not in said, said
print(*sorted(set(opened)), sep="\\n")
"""


@pytest.fixture(scope="module")
def named(tmp_path_factory):
    """Pages in every kind of file, full of references to a file beside them."""
    folder = tmp_path_factory.mktemp("pages")
    (folder / "secret.html").write_text(f"<p>{SECRET}</p>")
    addresses = [each.format(folder / "secret.html") for each in ADDRESSES]
    inside = "".join(each.format(address) for each in REFERENCES for address in addresses)
    pages = [PAGE, article_page(inside, inside)]
    for doctype in DOCTYPES:
        for address in addresses[:3]:
            page = article_page("<p>&s;</p>" + inside).replace("<html ", '<html xmlns="http://www.w3.org/1999/xhtml" ')
            pages.append(f'<?xml version="1.0"?>{doctype.format(address)}{page}')
    for number, page in enumerate(pages):
        (folder / f"{number}.xhtml").write_text(page)
    (folder / "packed.html.gz").write_bytes(gzip.compress(pages[-1].encode()))
    (folder / "pages.jsonl").write_text(
        "".join(json.dumps({"html": page, "url": addresses[0]}) + "\n" for page in pages)
    )
    message = EmailMessage()
    message.add_related(pages[2].encode(), "application", "xhtml+xml")
    message["Snapshot-Content-Location"] = addresses[0]
    (folder / "saved.mhtml").write_bytes(message.as_bytes())
    write_warc(folder / "crawl.warc.gz", [Record("https://example.org/", page.encode()) for page in pages[::5]])
    return sorted(str(path) for path in folder.iterdir() if path.name != "secret.html")


def done(command):
    return subprocess.run(command, capture_output=True, text=True, check=False, timeout=120)


@pytest.fixture(scope="module")
def found(named):
    """What comes of the program, on standard error with what the system was asked, where that can be seen."""
    seen = ["strace", "-f", "-qq", "-e", "trace=openat,open,connect,execve"] if STRACE else []
    return done([*seen, sys.executable, "-c", PROGRAM, *named])


def test_nothing_is_opened_but_the_pages_and_nobody_is_asked(named, found):
    assert (found.returncode, "" if STRACE else found.stderr) == (0, "")
    opened = set(found.stdout.splitlines())
    installed = (str(Path(cleaner.__file__).parent), sys.prefix, sys.base_prefix)
    assert {name for name in opened if not name.startswith(installed)} == set(named)


def test_the_trap_would_see_a_request():
    more = "import urllib.request; urllib.request.urlopen('http://127.0.0.1:9/')"
    assert "127.0.0.1" in done([sys.executable, "-c", PROGRAM + more]).stderr


@pytest.mark.skipif(not STRACE, reason="needs strace")
def test_parsers_in_c_open_nothing_either(named, found):
    calls = [line for line in found.stderr.splitlines() if "execve(" not in line]
    assert not [call for call in calls if "secret.html" in call or "seen.example" in call or "AF_INET" in call]
    assert [call for call in calls if named[0] in call]
