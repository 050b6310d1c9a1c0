"""Lines that are no body text: the title again, bylines, dates near the top, captions; and where a lead begins."""

import pytest
from pages import PROSE

import cleaner
from cleaner.body.lines import MAX_TOP, is_dateline, lead_start, line_drops

TITLE = "Ferries stay in port for days"


def lines(inside, title=TITLE):
    """The text and first evidence of what is dropped if all blocks of such a page are its body."""
    document = cleaner.parse(f"<html><head><title>{title}</title></head><body>{inside}</body></html>")
    found = {}
    for drop in line_drops(document, document.blocks):
        found.setdefault(drop.text, drop.evidence)
    return found


def paragraphs(*texts):
    return "".join(f"<p>{text}</p>" for text in texts)


@pytest.mark.parametrize("title", [TITLE, f"{TITLE} | The Gazette", f"The Gazette: {TITLE}"])
@pytest.mark.parametrize("line", [f"<p>{TITLE}</p>", f"<div>{TITLE.upper()}!</div>", f"<h3>{TITLE}</h3>"])
def test_a_line_that_says_the_title_goes_with_or_without_a_heading(title, line):
    (evidence,) = lines(f"<p>Monday</p>{line}{paragraphs(*PROSE)}", title).values()
    assert evidence == "context: the page's title"


@pytest.mark.parametrize(
    "line",
    [
        f"{TITLE}, said the harbour office.",  # more than the title
        "stay in port",  # neither its beginning nor its end
        "Ferries stay in",  # three words
        "Ferries stay in harbour",  # other words
    ],
)
def test_a_line_that_does_not_say_the_title_stays(line):
    assert lines(paragraphs(line, *PROSE)) == {}


@pytest.mark.parametrize("title", ["", "Ferries"])
def test_a_title_of_a_word_is_said_by_no_line(title):
    assert lines(paragraphs(title or "Monday", *PROSE), title) == {}


def test_the_sites_name_is_a_part_of_the_title():
    assert lines(paragraphs("Harbour Post", *PROSE), "Ferries stay in port – Harbour Post") == {
        "Harbour Post": "context: the page's title"
    }


def test_far_down_only_a_heading_says_the_title():
    before = [*PROSE, *PROSE]
    assert len(before) == MAX_TOP
    assert TITLE in lines(paragraphs(*before[1:], TITLE))
    assert TITLE not in lines(paragraphs(*before, TITLE))
    assert TITLE in lines(f"{paragraphs(*before)}<h2>{TITLE}</h2>")


def test_a_first_heading_is_the_title():
    assert lines(f"<h1>Storm</h1>{paragraphs(*PROSE)}<h2>Monday</h2>") == {"Storm": "context: the page's title"}


def test_captions_bylines_and_dates():
    found = lines(
        '<p>4 March 2024</p><div class="byline">By Mara Linde</div><figure><figcaption>The pier.</figcaption></figure>'
        "<p>12:30</p><p>* * *</p>" + paragraphs(*PROSE)
    )
    assert found == {
        "4 March 2024": "context: a date near the top",
        "By Mara Linde": "marker: byline",
        "The pier.": "semantics: caption",
        "12:30": "context: a time or no word at all",
        "* * *": "context: a time or no word at all",
    }


def test_near_misses():
    html = f'<div class="byline"><p>{PROSE[0]} {PROSE[1]}</p></div>{paragraphs(*PROSE, *PROSE)}<p>4 March 2024</p>'
    assert lines(f"{html}<pre>***</pre><ul><li>12:30</li></ul>") == {}


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<p>09.03.2022</p>", True),
        ("<p>Updated 2022-03-09, 12:30</p>", True),
        ("<p>3 ноября 2022</p>", True),
        ("<p>June 14th, 2023</p>", True),
        ("<p>2023年6月14日</p>", True),
        ("<p>14 de junio de 2023</p>", True),
        ("<li>09.03.2022</li>", False),
        ("<p>Was it on 4 March 2024?</p>", False),
        ("<p>1,200 boats in 2024</p>", False),
        (f"<p>{PROSE[0]} 09.03.2022</p>", False),
    ],
)
def test_datelines(html, expected):
    (block,) = cleaner.parse(html).blocks
    assert is_dateline(block) is expected


@pytest.mark.parametrize(
    ("before", "start"),
    [
        (f"<h1>Ferries</h1><p>{PROSE[0]}</p>", 1),
        (f"<h1>Ferries</h1><p>By Mara</p><p>{PROSE[0]}</p><p>Share</p>", 2),
        ("<h1>Ferries</h1><h2>A long second headline that says it all</h2>", 1),
        ("<h1>Ferries</h1><p>Share</p>", 2),
        (f"<p>{PROSE[0]}</p>", 1),
        (f"<h1>Ferries</h1>{''.join(f'<p>{PROSE[0]}</p>' for _ in range(12))}", 13),
        (f"<h1>Menu</h1><p>{PROSE[0]}</p><h1>Ferries</h1><p>Share</p>", 4),
    ],
)
def test_a_lead_is_prose_between_the_heading_and_the_body(before, start):
    document = cleaner.parse(f"{before}<div><p>{PROSE[1]}</p></div>")
    first = len(document.blocks) - 1
    assert lead_start(document, first) == start


def test_the_bylines_of_a_list_are_its_entries():
    entry = '<div class="byline">By Mara Linde</div><p>{}</p>'
    page = "".join(entry.format(f"{text} {n}") for n in range(12) for text in PROSE)
    assert len(cleaner.parse(page).blocks) == 72
    few, many = cleaner.parse(page[: len(page) // 3]), cleaner.parse(page)
    assert {drop.evidence for drop in line_drops(few, few.blocks)} == {"marker: byline"}
    assert not list(line_drops(many, many.blocks))
