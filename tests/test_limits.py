"""Limits: what goes beyond them is refused or left out, and it is always said."""

import gzip
import json
import sys
from dataclasses import fields

import pytest
from pages import PROSE

import cleaner
from cleaner import DEFAULT, Limits, PageError, PipelineError
from cleaner.sources.files import read_source

PARAGRAPHS = "".join(f"<p>{PROSE[0]} {at}</p>" for at in range(50))


@pytest.mark.parametrize("page", [b"x" * 101, "<p>" + "x" * 98, "\u00e4" * 101])
def test_a_page_with_too_many_bytes_is_refused(page):
    pipeline = DEFAULT.with_limits(Limits(page_bytes=100))
    with pytest.raises(PageError, match=r"is larger than 100 bytes \(limit page_bytes\)"):
        pipeline.clean(page)
    assert pipeline.clean(page[:100]).document.blocks


def test_a_text_with_too_many_characters_is_refused():
    pipeline = DEFAULT.with_limits(Limits(page_bytes=100))
    with pytest.raises(PageError, match="limit page_bytes"):
        pipeline.clean_text("x" * 101)
    assert pipeline.clean_text("x" * 100).text == "x" * 100


def test_what_follows_too_many_tags_is_left_out():
    whole = cleaner.parse(PARAGRAPHS, limits=Limits(tags=100))
    assert (len(whole.blocks), whole.warnings) == (50, ())
    cut = cleaner.parse(PARAGRAPHS, limits=Limits(tags=20))
    assert [block.text for block in cut.blocks] == [block.text for block in whole.blocks[:10]]
    assert cut.warnings == ("more than 20 tags: what follows was left out (limit tags)",)


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r", "\u2028"])
def test_what_follows_too_many_lines_is_left_out(end):
    document = cleaner.parse_text(end.join(f"Rain {at}." for at in range(20)), limits=Limits(tags=5))
    assert [block.text for block in document.blocks] == [f"Rain {at}." for at in range(5)]
    assert document.warnings == ("more than 5 lines: what follows was left out (limit tags)",)


@pytest.mark.parametrize("read", [cleaner.parse, cleaner.parse_text])
def test_what_follows_too_many_blocks_is_left_out(read):
    page = PARAGRAPHS.replace("</p>", "</p>\n") if read is cleaner.parse else "\n\n".join([f"{PROSE[0]}\nx"] * 25)
    whole, cut = read(page), read(page, limits=Limits(blocks=7))
    assert [block.text for block in cut.blocks] == [block.text for block in whole.blocks[:7]]
    assert cut.warnings == ("more than 7 blocks: what follows was left out (limit blocks)",)
    assert all(start <= end <= 7 for start, end in cut.spans)
    article = DEFAULT.run(cut)
    assert all(word in article.text for word in ("storm", "ferry"))
    assert article.html
    assert article.to_dict()["blocks"]


@pytest.mark.parametrize("attributes", ["{}=1 ", "{}='1'", "{}/ ", '{}="1"'])
def test_a_tag_with_too_many_attributes_loses_them(attributes):
    tag = "".join(attributes.format(f"a{at}") for at in range(30))
    page = f"<p id=x {tag}>Rain.</p><p class=y>Snow.</p>"
    rain, snow = cleaner.parse(page, limits=Limits(tag_attributes=20)).blocks
    assert (rain.container.names, snow.container.names) == ((), ("y",))
    document = cleaner.parse(page, limits=Limits(tag_attributes=40))
    assert (document.blocks[0].container.names, document.warnings) == (("x",), ())


def test_a_long_text_in_one_attribute_is_no_harm():
    page = f"<p id=x title='{'word ' * 10_000}' data-x=\"{'> ' * 10_000}\">Rain.</p>"
    document = cleaner.parse(page)
    assert document.blocks[0].container.names == ("x",)
    assert document.warnings == ()


def test_data_beyond_the_limit_are_not_searched():
    data = json.dumps({"articleBody": f"{PROSE[0]} " * 10})
    page = f"<p>Loading</p><script type=application/ld+json>{data}</script>"
    assert DEFAULT.clean(page).source == "json-ld"
    article = DEFAULT.with_limits(Limits(data_bytes=len(data) - 1)).clean(page)
    assert article.source == "page"
    assert "characters of data for scripts: what follows was left out (limit data_bytes)" in article.warnings[0]


@pytest.mark.parametrize(
    "other",
    [
        f"<img src='data:image/png;base64,{'x' * 5000}'>",
        f"<script>{'x' * 5000}</script>",
        f'<script type=application/json>["{"x" * 5000}"]</script>',
        f"<p data-x='[\"{'x' * 5000}\"]'>",
    ],
)
def test_what_is_no_data_or_too_long_does_not_hide_the_data_behind_it(other):
    data = json.dumps({"articleBody": f"{PROSE[0]} " * 10})
    page = f"<p>Loading</p>{other}<script type=application/ld+json>{data}</script>"
    article = DEFAULT.with_limits(Limits(data_bytes=4000)).clean(page)
    assert article.source == "json-ld"
    assert article.text.count("ferry") == 10


def test_a_page_within_the_limits_is_cleaned_though_its_data_grow_as_markup():
    data = json.dumps({"articleBody": "\n".join([f"{PROSE[0]} &" * 4, *["&\n\n"] * 60])})
    page = f"<p>Loading</p><script type=application/ld+json>{data}</script>"
    article = DEFAULT.with_limits(Limits(page_bytes=len(page), metadata_tags=5)).clean(page)
    assert article.source == "json-ld"
    assert article.document.limits.page_bytes == len(page)
    assert article.warnings == ("the body was taken from the page's JSON-LD",)


def test_metadata_is_looked_for_at_the_beginning():
    page = f"<title>Ferries</title><meta name=author content='Mara Linde'>{PARAGRAPHS}<meta name=date content=2024>"
    whole = DEFAULT.clean(page)
    assert (whole.metadata["author"], whole.warnings) == ("Mara Linde", ())
    for limits in (Limits(metadata_tags=20), Limits(metadata_bytes=400)):
        article = DEFAULT.with_limits(limits).clean(page)
        assert article.metadata["author"] == "Mara Linde"
        assert article.text == whole.text
        assert article.warnings == ()
        (said,) = article.metadata_warnings
        assert said.startswith("metadata is looked for in the page's first")
        assert article.to_dict()["warnings"] == [said]


def test_metadata_of_the_whole_page_is_no_reason_to_warn():
    article = DEFAULT.with_limits(Limits(metadata_tags=60, metadata_bytes=900)).clean(
        f"<title>Ferries</title>{'<!-- x -->' * 100}<p>{PROSE[0]}</p>"
    )
    assert article.metadata["title"] == "Ferries"
    assert article.metadata_warnings == ()


def test_pipelines_keep_their_limits():
    pipeline = DEFAULT.with_limits(Limits(blocks=2)).without("promo").with_rules(DEFAULT.rules)
    assert pipeline.limits == Limits(blocks=2)
    assert pipeline != DEFAULT.without("promo")
    assert "limits=Limits(" in repr(pipeline)


@pytest.mark.parametrize("number", [0, -1, 1.5, "7", True, sys.maxsize, 10**20])
def test_a_limit_is_a_whole_number_above_0(number):
    with pytest.raises(PipelineError, match="limit tags"):
        Limits(tags=number)


def test_limits_may_be_as_wide_as_there_are_numbers(tmp_path):
    limits = Limits(*[sys.maxsize - 1] * len(fields(Limits)))
    pages = {
        "page.html": PARAGRAPHS.encode(),
        "page.html.gz": gzip.compress(PARAGRAPHS.encode()),
        "page.jsonl": json.dumps({"html": PARAGRAPHS}).encode(),
    }
    for name, data in pages.items():
        (tmp_path / name).write_bytes(data)
        article = read_source(str(tmp_path / name), limits).clean(DEFAULT.with_limits(limits))
        assert len(article.blocks) == 50
        assert article.to_dict()["warnings"] == []


def test_a_comparison_in_a_script_is_no_tag():
    body = " ".join(f"{PROSE[0]} a{at} <b c{at}" for at in range(20))
    data = json.dumps({"articleBody": f"{body} {' '.join(map(str, range(100)))}"})
    page = f"<p>Loading</p><script type=application/ld+json>{data}</script><p a=b>"
    article = DEFAULT.with_limits(Limits(tag_attributes=10)).clean(page)
    assert article.warnings == ("the body was taken from the page's JSON-LD",)
    assert article.text == DEFAULT.clean(page).text
    assert "ferry" in article.text


@pytest.mark.parametrize("name", ["script", "STYLE", "textarea", "title", "!--"])
def test_what_looks_like_a_tag_within_a_text_is_none(name):
    words = " ".join(f"a{at}" for at in range(1500))
    end = "-->" if name == "!--" else f"</{name.lower()} >"
    start = name if name == "!--" else f"{name}>"
    document = cleaner.parse(f"<p>Rain fell.</p><{start} a <b {words} {end}<p>Snow fell.</p><p {words}>Hail fell.</p>")
    assert [block.text for block in document.blocks if block.kind != "control"] == [
        "Rain fell.",
        "Snow fell.",
        "Hail fell.",
    ]
    assert document.warnings == ("1 tag with more than 1,000 attributes lost them (limit tag_attributes)",)


def test_one_is_said_in_the_singular():
    limits = Limits(tags=1, blocks=1, data_bytes=1, page_bytes=1)
    assert cleaner.parse("<p>Rain</p>", limits=Limits(tags=1)).warnings[0].startswith("more than 1 tag: ")
    assert limits.left_out("data_bytes", "characters of data for scripts").startswith(
        "more than 1 character of data for"
    )
    assert limits.too_large == "is larger than 1 byte (limit page_bytes)"


def test_tags_with_too_many_attributes_are_counted():
    tag = f"<p {' '.join(f'a{at}' for at in range(30))}>Rain.</p>"
    document = cleaner.parse(tag * 3, limits=Limits(tag_attributes=20))
    assert document.warnings == ("3 tags with more than 20 attributes lost them (limit tag_attributes)",)
