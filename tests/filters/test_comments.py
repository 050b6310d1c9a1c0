"""Comments: known systems, native markup, sections without a marker; never the body."""

import pytest
from pages import PROSE, article_page, dropped_by, dropped_from_text

import cleaner

SAID = "At last somebody says it, and in so few words that even the mayor could read it twice."


@pytest.mark.parametrize(
    "attribute",
    [
        'id="disqus_thread"',
        'class="fb-comments"',
        'id="coral_thread"',
        'class="viafoura"',
        'id="hypercomments_widget"',
        'id="vk_comments"',
        'id="SOHUCS"',
        'id="comments" class="comments-area"',
        'class="comment-list"',
        'class="commentsList"',
        'class="c-comments__list"',
        'class="comments_list"',
        'id="respond"',
    ],
)
def test_marked_sections(attribute):
    assert dropped_by("comments", "", f"<div {attribute}><p>{SAID}</p></div>") == [SAID]


@pytest.mark.parametrize(
    ("heading", "language"),
    [("Comments (2)", "en"), ("Kommentare (2)", "de"), ("Комментарии (2)", "ru"), ("评论 (2)", "zh")],
)
def test_a_heading_with_a_count_takes_the_section(heading, language):
    section = f"<section><h3>{heading}</h3><p>Jon</p><p>{SAID}</p></section>"
    assert dropped_by("comments", "", section, language) == [heading, "Jon", SAID]


def test_a_bare_heading_needs_a_line_that_only_comment_sections_have():
    bare = f"<section><h3>Comments</h3><p>{SAID}</p></section>"
    assert SAID not in dropped_by("comments", "", bare)
    signed = f"<section><h3>Comments</h3><p>Log in to comment</p><p>{SAID}</p></section>"
    assert dropped_by("comments", "", signed) == ["Comments", "Log in to comment", SAID]


def test_plain_text():
    lines = ("Comments ( 1)", "This comment contains spoilers. Click here if you want to read.", SAID)
    assert dropped_from_text("comments", *lines) == list(lines)


@pytest.mark.parametrize(
    "line",
    [
        "<p>Comments on the plan can be sent to the harbour office until the end of the month, it said today.</p>",
        "<p>The mayor would leave no comment on the matter, and so did the captain of the second boat.</p>",
        '<p class="has-comments-open">The office made no comments on what the ferry company will have to pay.</p>',
    ],
)
def test_near_misses(line):
    assert dropped_by("comments", line) == []


def test_posts_of_a_forum_are_the_body():
    posts = "".join(f'<div class="comment"><p>{text} {text}</p></div>' for text in PROSE * 2)
    page = f'<html><body class="forum-thread"><main class="forum"><h1>Boats</h1>{posts}</main></body></html>'
    text = cleaner.clean(page).text
    assert all(prose in text for prose in PROSE)


def test_comments_are_read_apart_from_the_body():
    section = (
        '<ol class="comment-list"><li class="comment"><p>It was a cold night for all of us.</p>'
        '<ol><li class="comment"><p>It was, and a long one too.</p></li></ol></li></ol>'
    )
    comments = cleaner.clean(article_page("", section)).comments
    assert [(comment.text, comment.depth) for comment in comments] == [
        ("It was a cold night for all of us.", 0),
        ("It was, and a long one too.", 1),
    ]
