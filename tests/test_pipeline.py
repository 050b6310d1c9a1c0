"""Pipelines: composition, order, drops, vetoes."""

import pickle
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

import pytest
from pages import PROSE

import cleaner
from cleaner import DEFAULT, Document, Drop, Pipeline, PipelineError

PAGE = "<p>Rain fell on the harbour all day and the ferries stayed in port until the evening.</p><p>weather</p>"


@dataclass(frozen=True)
class Weather:
    """Blocks that are one word about the weather."""

    name: ClassVar[str] = "weather"
    after: ClassVar[tuple[str, ...]] = ("navigation",)

    word: str = "weather"

    def find(self, document: Document) -> Iterator[Drop]:
        for block in document.kept:
            if block.text == self.word:
                yield Drop(block, "phrase", self.word)


@dataclass(frozen=True)
class Everything:
    """Every block of the page, dropped already or not."""

    name: ClassVar[str] = "everything"
    after: ClassVar[tuple[str, ...]] = ()

    def find(self, document: Document) -> Iterator[Drop]:
        for block in document.blocks:
            yield Drop(block, "marker", "all")
            yield Drop(block, "marker", "again")


def test_a_filter_of_ones_own_drops_with_its_name_and_evidence():
    article = Pipeline(Weather()).clean(PAGE)
    assert article.text == "Rain fell on the harbour all day and the ferries stayed in port until the evening."
    (drop,) = article.drops
    assert (drop.filter, drop.evidence, drop.text) == ("weather", "phrase: weather", "weather")


def test_options_are_fields():
    assert Pipeline(Weather(word="sun")).clean(PAGE).drops == ()


def test_an_empty_pipeline_drops_nothing():
    article = Pipeline().clean(PAGE)
    assert article.drops == ()
    assert len(article.blocks) == 2


def test_the_default_order():
    assert DEFAULT.names == (
        "hidden",
        "navigation",
        "consent",
        "advertisement",
        "comments",
        "promo",
        "correction",
        "subscribe",
        "share",
        "legal",
        "author-bio",
        "body",
    )


def test_without_and_only():
    assert "promo" not in DEFAULT.without("promo").names
    assert DEFAULT.only("share", "promo").names == ("promo", "share")
    assert len(DEFAULT.names) == 12


def test_before_after_and_replace():
    assert DEFAULT.before("body", Weather()).names[-2:] == ("weather", "body")
    assert DEFAULT.after("navigation", Weather()).names[1:3] == ("navigation", "weather")
    changed = DEFAULT.after("body", Weather()).replace("weather", Weather(word="sun"))
    assert changed.filters[-1] == Weather(word="sun")


@pytest.mark.parametrize("verb", ["without", "only", "before", "after", "replace"])
def test_unknown_names_are_refused_with_the_valid_ones(verb):
    arguments = ("prommo", Weather()) if verb in ("before", "after", "replace") else ("prommo",)
    with pytest.raises(PipelineError, match=r"no filter 'prommo'; the filters are hidden, navigation, .*body"):
        getattr(DEFAULT, verb)(*arguments)


def test_duplicates_are_refused():
    with pytest.raises(PipelineError, match="two filters are named 'weather'"):
        Pipeline(Weather(), Weather(word="sun"))


def test_a_wrong_order_is_refused():
    with pytest.raises(PipelineError, match="'weather' must stand after 'navigation'"):
        DEFAULT.before("hidden", Weather())


def test_a_pipeline_cannot_be_changed():
    with pytest.raises(AttributeError, match="immutable"):
        DEFAULT.filters = ()


def test_pipelines_compare_hash_pickle_and_show_their_configuration():
    pipeline = Pipeline(Weather(word="sun"))
    assert pipeline == Pipeline(Weather(word="sun")) != Pipeline(Weather())
    assert hash(pipeline) == hash(Pipeline(Weather(word="sun")))
    assert pickle.loads(pickle.dumps(DEFAULT)) == DEFAULT
    assert repr(pipeline) == "Pipeline(Weather(word='sun'))"


def test_a_block_has_one_owner_and_one_drop():
    article = Pipeline(Weather(), Everything()).clean(PAGE)
    assert [drop.filter for drop in article.drops] == ["everything", "weather"]
    assert article.text == ""


def test_an_empty_article_says_why():
    article = Pipeline(Everything()).clean(PAGE)
    assert article.warnings == ("no body found: all 2 blocks were dropped (everything 2)",)


def test_the_page_guard_refuses_what_would_leave_nothing():
    post = "This post of the forum tells at some length how the bridge was repaired and what it did cost us all. " * 6
    page = "".join(f"<div class=comment-list><p>{post}{n}</p></div>" for n in range(4))
    article = DEFAULT.only("comments").clean(page)
    assert len(article.blocks) == 4
    assert {veto.drop.filter for veto in article.vetoes} == {"comments"}
    assert "words of prose would be left" in article.vetoes[0].reason


@dataclass(frozen=True)
class Weak(Everything):
    """Every block, on weak evidence."""

    name: ClassVar[str] = "weak"

    def find(self, document: Document) -> Iterator[Drop]:
        for block in document.kept:
            yield Drop(block, "context", "position")


@pytest.mark.parametrize(
    ("html", "reason"),
    [
        ("<pre>read also</pre>", "code"),
        ("<blockquote>We have never seen such a storm here, said the keeper of the old light.</blockquote>", "a quot"),
        (
            "<table><tr><td>north</td><td>the storm came at night and took the roof off the mill</td></tr></table>",
            "a table",
        ),
        ("<p>[3] Harbour office, yearly report.</p>", "a footnote"),
    ],
)
def test_guards_hold_against_weak_evidence_only(html, reason):
    article = Pipeline(Weak()).clean(f"<p>Rain fell.</p>{html}")
    assert [veto.reason.startswith(reason) for veto in article.vetoes] == [True]
    assert len(article.blocks) == 1
    assert Pipeline(Everything()).clean(f"<p>Rain fell.</p>{html}").blocks == ()


def test_clean_and_clean_text_use_the_default_pipeline():
    assert cleaner.clean(PAGE).text == DEFAULT.clean(PAGE).text
    assert cleaner.clean_text("One line.").text == "One line."


def test_a_heading_between_paragraphs_is_vetoed_for_a_phrase():
    inside = "<h2>Comments</h2>"
    page = f"<div><p>{PROSE[0]}</p>{inside}<p>{PROSE[1]}</p></div>"
    article = DEFAULT.only("comments").clean(page)
    assert article.drops == ()
    assert [veto.reason for veto in article.vetoes] == ["a heading of body text"]


def test_a_heading_with_a_count_or_without_prose_beside_it_is_not():
    counted = f"<div><p>{PROSE[0]}</p><h2>Comments (3)</h2><p>{PROSE[1]}</p></div>"
    apart = f"<div><p>{PROSE[0]}</p></div><div><h2>Comments</h2><p>{PROSE[1]}</p></div>"
    for page in (counted, apart):
        assert DEFAULT.only("comments").clean(page).drops


def test_a_pipeline_is_loaded_by_its_name(tmp_path, monkeypatch):
    (tmp_path / "own_rules.py").write_text("from cleaner import DEFAULT\nBARE = DEFAULT.only('share')\nNONE = None\n")
    monkeypatch.chdir(tmp_path)
    assert Pipeline.load("own_rules:BARE").names == ("share",)
    assert str(tmp_path) not in sys.path
    monkeypatch.syspath_prepend(tmp_path)
    before = list(sys.path)
    Pipeline.load("own_rules:BARE")
    assert sys.path == before
    with pytest.raises(PipelineError, match="own_rules:NONE is no pipeline but NoneType"):
        Pipeline.load("own_rules:NONE")


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("own_rules", "write package.module:NAME"),
        (":BARE", "write package.module:NAME"),
        ("no_such_module:BARE", "No module named 'no_such_module'"),
        ("cleaner.filters:NO_SUCH", "no attribute 'NO_SUCH'"),
    ],
)
def test_a_name_without_a_pipeline_says_what_is_wrong(name, reason):
    with pytest.raises(PipelineError, match=reason):
        Pipeline.load(name)
