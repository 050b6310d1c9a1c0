"""What a page is: its language, its groups, its key."""

import pytest
from corpora import page_of, write_corpora

from benchmarks.corpus import CORPORA, read_corpus


def language_of(tmp_path, html, **row):
    import json
    import lzma

    line = json.dumps({"id": "1", "html": html, **row})
    (tmp_path / "traf-dev.jsonl.xz").write_bytes(lzma.compress(line.encode()))
    return next(read_corpus(tmp_path, "traf-dev")).language


@pytest.mark.parametrize(
    ("html", "language"),
    [
        ("<p>Rain.", ""),
        ('<html lang="de"><p>Regen.', "de"),
        ("<HTML class=x LANG=de-DE><p>Regen.", "de"),
        ('<html xml:lang="de_CH"><p>Regen.', "de"),
        ("<html><body lang='pl'><p>Deszcz.", "pl"),
        ('<meta property="og:locale" content="es_ES"><p>Lluvia.', "es"),
        ('<!--[if IE 8]><html lang="en"><![endif]--><!--[if gt IE 8]><!--><html lang="de"><!--<![endif]-->', "de"),
        ('<html hreflang="de"><p lang="de">', ""),
        ('<html lang="ger">', ""),
    ],
)
def test_the_language_is_that_which_the_page_declares(tmp_path, html, language):
    assert language_of(tmp_path, html) == language


def test_the_corpus_knows_better_than_the_page(tmp_path):
    assert language_of(tmp_path, '<html lang="en">', lang="Chinese") == "zh"
    assert language_of(tmp_path, '<html lang="en">', lang="de") == "de"


@pytest.mark.parametrize(
    ("corpus", "fields", "groups"),
    [
        ("wcxb-dev", {"type": "forum", "language": "en"}, ("wcxb-dev", "wcxb-dev: forum")),
        ("wcxb-dev", {}, ("wcxb-dev",)),
        ("newspaper", {"type": "article", "language": "en"}, ("newspaper",)),
        ("traf-dev", {"type": "article", "language": "de"}, ("traf-dev", "traf-dev: German")),
        ("traf-dev", {"language": "fi"}, ("traf-dev", "traf-dev: fi")),
        ("daniel-dev", {}, ("daniel-dev", "daniel-dev: unknown")),
    ],
)
def test_groups(corpus, fields, groups):
    assert page_of(corpus=corpus, **fields).groups == groups


def test_each_nth_page_is_read(tmp_path):
    write_corpora(tmp_path)
    for corpus in CORPORA:
        assert [page.id for page in read_corpus(tmp_path, corpus)] == ["first", "second"]
        assert [page.id for page in read_corpus(tmp_path, corpus, 2)] == ["first"]


def test_the_text_is_decoded():
    assert "Fähre" in page_of("<p>Fähre").text
