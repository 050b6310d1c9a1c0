"""The dictionary of an article: what it holds, and that JSON takes it as it is."""

import json

import pytest
from pages import PROSE, article_page

import cleaner
from cleaner import DEFAULT, Pipeline

PAGE = article_page("<ul><li>Rain</ul><p>Share</p>", '<div id="disqus_thread"><p>At last somebody says it.</p></div>')


@pytest.mark.parametrize(
    "article",
    [
        cleaner.clean(PAGE, "https://example.org/a"),
        cleaner.clean(""),
        cleaner.clean(b"<p>Rain \xff\xfe</p>"),
        cleaner.clean_text("Rain & 雨.\n\nComments (2)"),
        Pipeline().clean(PAGE),
    ],
)
def test_json_takes_it_and_gives_it_back(article):
    found = article.to_dict()
    assert json.loads(json.dumps(found)) == found


def test_what_it_holds():
    found = DEFAULT.without("body").clean(PAGE, "https://example.org/a").to_dict()
    assert list(found) == [
        "url",
        "language",
        "source",
        "confidence",
        "text",
        "blocks",
        "drops",
        "vetoes",
        "comments",
        "metadata",
        "warnings",
    ]
    assert (found["url"], found["language"], found["source"]) == ("https://example.org/a", "en", "page")
    assert found["blocks"][:2] == [
        {"index": 0, "kind": "heading", "level": 1, "path": "/html/body/main/h1", "text": "Ferries stay in port"},
        {"index": 1, "kind": "paragraph", "level": 0, "path": "/html/body/main/p[1]", "text": PROSE[0]},
    ]
    share = {"filter": "share", "evidence": "phrase: share", "kind": "paragraph", "path": "/html/body/main/p[3]"}
    assert {"index": 4, "text": "Share", **share} in found["drops"]
    assert [comment["text"] for comment in found["comments"]] == ["At last somebody says it."]
    assert found["metadata"]["title"] == "Ferries stay in port"


def test_confidence_has_three_places():
    article = cleaner.clean(PAGE)
    assert article.to_dict()["confidence"] == round(article.confidence, 3) > 0
    assert cleaner.clean("").to_dict()["confidence"] == 0


def test_every_block_is_kept_or_dropped():
    article = cleaner.clean(PAGE)
    found = article.to_dict()
    indices = [each["index"] for each in found["blocks"] + found["drops"]]
    assert sorted(indices) == list(range(len(article.document.blocks)))
    assert found["text"] == article.text


def test_vetoes_say_why():
    page = "<p>Rain.</p>" + "".join(f"<div class=comment-list><p>{text}</p></div>" for text in PROSE * 4)
    found = DEFAULT.only("comments").clean(page).to_dict()
    assert found["drops"] == []
    assert found["vetoes"]
    assert all(veto["filter"] == "comments" and veto["reason"] for veto in found["vetoes"])
