"""Site templates: what pages share is learned, what is an article's never is."""

import json
import pickle
from itertools import product

import pytest
from pages import PROSE

from cleaner import DEFAULT, CleanerError, Pipeline, parse, parse_text
from cleaner.site_template import MAX_PAGES, SiteTemplate, TemplateError, fit_by_host, host_of

MENU = ("Harbour", "Ferries", "Weather", "Letters")
TOWNS = ("Aalvik", "Borre", "Drangedal", "Eidfjord", "Flekke", "Grimsby", "Holmestrand", "Ibestad")


def prose(town, number):
    """A paragraph that shares no four words on end with another."""
    words = PROSE[number % 3].split()
    return " ".join(f"{word} {town}{number}" if at % 3 == 0 else word for at, word in enumerate(words))


def page(town, menu=MENU, inside="", behind="", title=""):
    entries = "".join(f"<li><a href='/{entry}'>{entry}</a></li>" for entry in menu)
    body = f"<h1>News from {town}</h1><p>{prose(town, 3)}</p>{inside}<p>{prose(town, 4)}</p><p>{prose(town, 5)}</p>"
    return (
        f"<html><head><title>{title or town}</title></head><body><div class='top'><ul>{entries}</ul></div>"
        f"<main>{body}</main>{behind}<div class='end'><p>Printed on the island</p></div></body></html>"
    )


def site(count=6, **parts):
    return [parse(page(town, **parts)) for town in TOWNS[:count]]


def dropped(template, html):
    return [drop.text for drop in Pipeline(template).clean(html).drops]


def test_menus_and_footers_go_with_the_count_as_evidence():
    article = Pipeline(SiteTemplate.fit(site())).clean(page("Ibestad"))
    assert [drop.text for drop in article.drops] == [*MENU, "Printed on the island"]
    assert {(drop.filter, drop.evidence) for drop in article.drops} == {("site-template", "context: on 6 of 6 pages")}
    assert all(prose("Ibestad", number) in article.text for number in (3, 4, 5))


def test_a_menu_that_differs_on_one_page():
    pages = [*site(7), parse(page("Skagen", menu=("Harbour", "Ferries", "Letters")))]
    article = Pipeline(SiteTemplate.fit(pages)).clean(page("Ibestad", menu=(*MENU[:2], "Regatta", *MENU[2:])))
    evidence = {drop.text: drop.evidence for drop in article.drops}
    assert evidence["Weather"] == "context: on 7 of 8 pages"
    assert set(evidence) == {*MENU, "Printed on the island"}
    assert "Regatta" in article.text


def test_a_line_on_half_of_the_pages_is_not_learned():
    pages = [*site(4, behind="<div><p>Night edition</p></div>"), *site(8)[4:]]
    assert "Night edition" not in dropped(
        SiteTemplate.fit(pages), page("Ibestad", behind="<div><p>Night edition</p></div>")
    )


def test_the_same_words_elsewhere_on_the_page_stay():
    assert "Weather" not in dropped(SiteTemplate.fit(site()), "<main><section><p>Weather</p></section></main>")


def test_unseen_prose_is_never_dropped():
    template = SiteTemplate.fit(site())
    for text in PROSE:
        assert dropped(template, f"<div class='end'><p>{text}</p></div>") == []


def test_prose_is_not_dropped_even_if_all_pages_have_it():
    behind = f"<div><p>{PROSE[0]}</p></div>"
    assert PROSE[0] not in dropped(SiteTemplate.fit(site(behind=behind)), page("Ibestad", behind=behind))


@pytest.mark.parametrize(
    "inside",
    [
        "<h2>Summary</h2>",
        "<p><b>Summary</b></p>",
        "<section><div><h2>Summary</h2></div></section>",
        "<div><div><p>Summary</p></div></div>",
        "<p>In short</p><p>Summary</p>",
    ],
)
def test_a_heading_repeated_in_the_bodies_stays(inside):
    template = SiteTemplate.fit(site(inside=inside))
    assert "Summary" not in dropped(template, page("Ibestad", inside=inside))


def test_a_heading_of_what_is_not_repeated_stays():
    def behind(town):
        return f"<div><h2>See also</h2><ul><li><a href='/{town}'>The {town} lighthouse</a></li></ul></div>"

    template = SiteTemplate.fit(parse(page(town, behind=behind(town))) for town in TOWNS[:6])
    assert "See also" not in dropped(template, page("Ibestad", behind=behind("Ibestad")))


def test_a_heading_of_what_is_repeated_goes():
    behind = "<div><h2>Services</h2><ul><li>Tides</li><li>Timetable</li></ul></div>"
    found = dropped(SiteTemplate.fit(site(behind=behind)), page("Ibestad", behind=behind))
    assert {"Services", "Tides", "Timetable"} <= set(found)


def test_labels_that_stand_on_every_row_of_a_list_stay():
    behind = "<ul><li><p>In stock</p></li><li><p>In stock</p></li></ul>"
    template = SiteTemplate.fit(site(behind=behind))
    assert "In stock" not in dropped(template, page("Ibestad", behind=behind))


def test_tables_and_code_stay():
    behind = "<table><tr><th>Berth</th><th>Depth</th></tr></table><pre>make install</pre>"
    found = dropped(SiteTemplate.fit(site(behind=behind)), page("Ibestad", behind=behind))
    assert found == [*MENU, "Printed on the island"]


@pytest.mark.parametrize("count", [0, 1, 2])
def test_a_short_site_teaches_nothing(count):
    template = SiteTemplate.fit(site(count))
    assert (template.pages, template.blocks) == (count, ())
    assert dropped(template, page("Ibestad")) == []


def test_one_page_teaches_nothing_whatever_is_asked():
    assert SiteTemplate.fit(site(1), min_pages=0).blocks == ()


def test_more_pages_can_be_asked_for():
    assert SiteTemplate.fit(site(4), min_pages=5).blocks == ()


def test_the_same_page_saved_twice_counts_once():
    template = SiteTemplate.fit([*site(2), *site(2), *site(2)])
    assert (template.pages, template.blocks) == (2, ())


def test_near_copies_of_an_article_count_once():
    behind = ("<div>Printed at 10:00</div>", "<div>Printed at 11:00</div>", "<p>Updated</p>", "<p>Now with a map</p>")
    copies = [parse(page("Borre", behind=each, title=f"Copy {each}")) for each in behind]
    template = SiteTemplate.fit([*copies, *site(1)])
    assert (template.pages, template.blocks) == (2, ())


def test_the_parts_of_a_long_article_count_once():
    def part(number, town):
        title = "The long ice" + (f" - page {number} of 4" if number > 1 else "")
        return f"<title>{title}</title><h1>The long ice</h1><p>By a keeper</p><p>{prose(town, number)}</p>"

    parts = [parse(part(number, town)) for number, town in enumerate(TOWNS[:4], 1)]
    assert SiteTemplate.fit(parts).pages == 1
    template = SiteTemplate.fit([*parts, *site(2)])
    assert "By a keeper" not in dropped(template, part(5, "Ibestad"))


def test_the_order_of_pages_changes_nothing():
    pages = [*site(8), *site(3), parse(page("Borre", behind="<p>Updated</p>"))]
    assert SiteTemplate.fit(pages) == SiteTemplate.fit(reversed(pages)) == SiteTemplate.fit(pages[5:] + pages[:5])


def test_of_a_large_site_a_sample_that_no_order_changes():
    towns = [f"{a}{b}{c}" for a, b, c in product(("Sand", "Berg", "Lund"), ("vik", "nes", "holm"), range(100, 150))]
    pages = [
        parse(page(town, menu=[entry for n, entry in enumerate(MENU, 8) if at % n])) for at, town in enumerate(towns)
    ]
    template = SiteTemplate.fit(pages)
    assert template.pages <= MAX_PAGES < len(pages)
    assert template == SiteTemplate.fit(reversed(pages))
    assert dropped(template, page("Ibestad")) == [*MENU, "Printed on the island"]


def test_in_the_default_pipeline():
    behind = "<main><div><p>Tides and timetable</p></div></main>"
    pipeline = DEFAULT.before("body", SiteTemplate.fit(site(behind=behind)))
    article = pipeline.clean(page("Ibestad", behind=behind))
    assert all(prose("Ibestad", number) in article.text for number in (3, 4, 5))
    assert "Tides and timetable" in [drop.text for drop in article.drops if drop.filter == "site-template"]


def test_what_is_dropped_already_is_not_dropped_again():
    document = parse(page("Ibestad"))
    found = SiteTemplate.fit(site()).find(document.dropping(document.blocks[:4]))
    assert [drop.text for drop in found] == ["Printed on the island"]


def test_plain_texts():
    def lines(town):
        return "\n\n".join([prose(town, 1), "Key points", prose(town, 2), "Printed on the island"])

    template = SiteTemplate.fit(parse_text(lines(town)) for town in TOWNS[:6])
    article = Pipeline(template).clean_text(lines("Ibestad"))
    assert [drop.text for drop in article.drops] == ["Printed on the island"]


def test_pages_without_text():
    template = SiteTemplate.fit(parse("<p></p>") for _ in range(6))
    assert template.blocks == ()
    assert list(SiteTemplate.fit(site()).find(parse("<p></p>"))) == []


def test_saved_and_loaded(tmp_path):
    template = SiteTemplate.fit(site())
    path = tmp_path / "sites" / "harbour.json"
    template.save(path)
    assert SiteTemplate.load(path) == template
    assert "Harbour" not in path.read_text("utf-8")
    first = path.read_bytes()
    SiteTemplate.fit(reversed(site())).save(str(path))
    assert path.read_bytes() == first


def test_pickled_with_its_pipeline():
    pipeline = DEFAULT.before("body", SiteTemplate.fit(site()))
    assert pickle.loads(pickle.dumps(pipeline)) == pipeline


KEY = "00ff00ff00ff00ff"
TABLE = {"cleaner-site-template": 1, "pages": 6, "blocks": {KEY: 5}}


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ("{", "no JSON"),
        ("[" * 100_000, "no JSON"),
        ("[1]", "no site template"),
        ("{}", "no site template"),
        (json.dumps(TABLE | {"cleaner-site-template": 9}), "version 9"),
        (json.dumps(TABLE | {"pages": "six"}), "pages: 'six'"),
        (json.dumps(TABLE | {"pages": True}), "pages: True"),
        (json.dumps(TABLE | {"blocks": [KEY]}), "blocks: not a table"),
        (json.dumps(TABLE | {"blocks": {"xyz": 5}}), "blocks.xyz: not 16 hexadecimal digits"),
        (json.dumps(TABLE | {"blocks": {KEY: 7}}), f"blocks.{KEY}: on 7 of 6 pages"),
        (json.dumps(TABLE | {"blocks": {KEY: 2.5}}), f"blocks.{KEY}: on 2.5 of 6 pages"),
    ],
)
def test_damaged_files(tmp_path, content, reason):
    path = tmp_path / "template.json"
    path.write_text(content, "utf-8")
    with pytest.raises(TemplateError) as caught:
        SiteTemplate.load(path)
    assert str(caught.value).startswith(f"{path}: ")
    assert reason in str(caught.value)


def test_files_that_cannot_be_read(tmp_path):
    with pytest.raises(CleanerError, match="No such file"):
        SiteTemplate.load(tmp_path / "absent.json")
    path = tmp_path / "template.json"
    path.write_bytes(b"\xff\xfe\xff")
    with pytest.raises(TemplateError, match="no JSON"):
        SiteTemplate.load(path)


def test_hosts_with_five_pages_get_a_template_each():
    pages = [parse(page(town), f"https://www.Harbour.example/{town}") for town in TOWNS[:5]]
    pages += [parse(page(town), f"https://island.example/{town}") for town in TOWNS[:4]]
    pages += site(6)  # of no host
    templates = fit_by_host(pages)
    assert list(templates) == ["harbour.example"]
    assert templates["harbour.example"] == SiteTemplate.fit(pages[:5])
    assert list(fit_by_host(pages, min_pages=4)) == ["harbour.example", "island.example"]


def test_five_copies_of_a_page_are_no_site():
    assert fit_by_host(parse(page("Borre"), f"https://harbour.example/{n}") for n in range(5)) == {}


@pytest.mark.parametrize(
    ("url", "host"),
    [
        ("https://www.Example.org:8080/a", "example.org"),
        ("https://news.example.org", "news.example.org"),
        ("", ""),
        ("page.html", ""),
        ("http://[bad", ""),
    ],
)
def test_hosts(url, host):
    assert host_of(url) == host
