"""The comments of a section, read apart: author, date, text, depth."""

import pytest
from pages import PROSE, article_page

import cleaner
from cleaner import DEFAULT

COLD = "It was a cold night for all of us, and nobody slept."
LONG = "It was, and a long one too."


def comments(section, language="en"):
    article = DEFAULT.only("comments").clean(article_page("", section, language))
    return [(each.author, each.date, each.text, each.depth) for each in article.comments]


def test_wordpress():
    section = f"""<div id="comments"><h2>2 Comments</h2><ol class="comment-list"><li class="comment">
    <div class="comment-author"><cite class="fn">Mara Linde</cite> <span class="says">says:</span></div>
    <div class="comment-meta"><a href="#c1">4 March 2024 at 7:42 am</a></div><p>{COLD}</p><p>{LONG}</p>
    <div class="reply"><a href="#r">Reply</a></div>
    <ol class="children"><li class="comment"><div class="comment-author"><cite>Jon</cite></div><p>Indeed.</p></li></ol>
    </li></ol><div id="respond"><h3>Leave a Reply</h3><form><label>Comment</label></form></div></div>"""
    assert comments(section) == [
        ("Mara Linde", "4 March 2024 at 7:42 am", f"{COLD}\n\n{LONG}", 0),
        ("Jon", "", "Indeed.", 1),
    ]


def test_wordpress_with_elements_of_html_5():
    own = """<article class="comment-body"><footer class="comment-meta">
    <div class="comment-author"><b class="fn">{0}</b> <span class="says">says:</span></div>
    <div class="comment-metadata"><a href="#c"><time>{1}</time></a></div></footer>
    <div class="comment-content"><p>{2}</p></div></article>"""
    answer = (
        f'<ol class="children"><li class="comment">{own.format("Jon", "5 March 2024 at 8:10", "I do not.")}</li></ol>'
    )
    first = own.format("Mara Linde", "4 March 2024 at 7:42", COLD)
    section = f'<div id="comments"><ol class="comment-list"><li class="comment">{first}{answer}</li></ol></div>'
    article = DEFAULT.clean(article_page("", section))
    assert [(each.author, each.date, each.text, each.depth) for each in article.comments] == [
        ("Mara Linde", "4 March 2024 at 7:42", COLD, 0),
        ("Jon", "5 March 2024 at 8:10", "I do not.", 1),
    ]


def test_a_section_of_unknown_make():
    unit = '<div class="entry-x{0}"><div><b>{1}</b></div><div>{2}</div><div>{3}</div><button>Reply</button></div>'
    units = unit.format(1, "Mara", "3 hours ago", COLD) + unit.format(2, "Old Salt", "2 hours ago", LONG)
    assert comments(f"<section><h3>Comments (2)</h3>{units}</section>") == [
        ("Mara", "3 hours ago", COLD, 0),
        ("Old Salt", "2 hours ago", LONG, 0),
    ]


def test_author_and_date_on_one_line():
    unit = "<li><p>{}</p><p>{}</p></li>"
    units = unit.format("Mara Linde, 4 March 2024, 10:12", COLD) + unit.format("Jon | 05.03.2024", LONG)
    assert comments(f'<ul class="comment-list">{units}</ul>') == [
        ("Mara Linde", "4 March 2024, 10:12", COLD, 0),
        ("Jon", "05.03.2024", LONG, 0),
    ]


@pytest.mark.parametrize(
    ("language", "heading", "says", "date"),
    [
        ("de", "2 Kommentare", "Mara sagt:", "4. März 2024 um 7:42 Uhr"),
        ("ru", "Комментарии (2)", "Мара пишет:", "4 марта 2024 в 7:42"),
        ("zh", "评论 (2)", "小明：", "2024年3月4日 7:42"),
    ],
)
def test_other_languages(language, heading, says, date):
    section = (
        f"<h3>{heading}</h3><ul><li><p>{says}</p><p>{date}</p><p>{COLD}</p></li><li><p>Jon</p><p>{LONG}</p></li></ul>"
    )
    found = comments(f"<section>{section}</section>", language)
    assert found == [(says.split()[0].rstrip("："), date, COLD, 0), ("Jon", "", LONG, 0)]


def test_plain_text():
    lines = [*PROSE, "Comments (2)", f"mara_l\n4 March 2024 at 8:12\n{COLD}\nReply", f"Jon\n5 March\n{LONG}\nReply"]
    found = cleaner.clean_text("\n\n".join(lines)).comments
    assert [(each.author, each.date, each.text) for each in found] == [
        ("mara_l", "4 March 2024 at 8:12", COLD),
        ("Jon", "5 March", LONG),
    ]


def test_a_short_first_line_is_no_author():
    unit = "<li class=comment><p>{}</p><p>{}</p></li>"
    units = unit.format("Well said", COLD) + unit.format("Mara", LONG)
    assert comments(f'<ul class="comment-list">{units}</ul>') == [
        ("", "", f"Well said\n\n{COLD}", 0),
        ("Mara", "", LONG, 0),
    ]


def test_forms_rules_and_counts_are_no_comments():
    section = '<div id="comments"><h3>Comments</h3><p>0</p><p>Log in to comment</p><button>Send</button></div>'
    assert comments(section) == []
