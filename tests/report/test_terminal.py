"""Reports in a terminal."""

import re

import pytest

import cleaner
from cleaner import DEFAULT
from cleaner.regression.compare import Side, compare, golden_of
from cleaner.report.terminal import by_filter, explain

PAGE = """<html lang=zh><nav>首页 新闻</nav>
<p>今天下午，港口的渡轮全部停航，居民们只好在码头等待，直到傍晚才等到消息。</p><p>Share</p></html>"""
STYLE = re.compile(r"\x1b\[[0-9;]*m")


def plain(text):
    return STYLE.sub("", text).splitlines()


def test_totals_confidence_and_drops():
    lines = plain(explain(cleaner.clean(PAGE), DEFAULT.names, 140))
    assert lines[0].split() == ["filter", "blocks", "words", "share"]
    assert any(line.split()[0] == "kept" and line.endswith("%") for line in lines)
    assert any(re.fullmatch(r"confidence +[01]\.\d\d", line) for line in lines)
    assert any(line.split() == ["navigation", "semantics:", "<nav>", "首页", "新闻"] for line in lines)


def test_what_pages_say_is_never_read_as_markup():
    article = DEFAULT.clean(f"{PAGE}<nav>[bold red]:smile: Menu[/bold red] \x1b[31m</nav>")
    assert any("[bold red]:smile: Menu[/bold red] [31m" in line for line in plain(explain(article, DEFAULT.names, 140)))


def test_columns_stand_straight_in_wide_scripts():
    from rich.cells import cell_len

    lines = [
        line for line in plain(explain(cleaner.clean(PAGE), DEFAULT.names, 140)) if "nav" in line or "first" in line
    ]
    head = next(line for line in lines if "first words" in line)
    row = next(line for line in lines if "首页" in line)
    assert cell_len(row[: row.index("首页")]) == cell_len(head[: head.index("first words")])


@pytest.mark.parametrize("width", [40, 80, 140])
def test_no_line_is_wider_than_the_terminal(width):
    from rich.cells import cell_len

    article = cleaner.clean("<p>Rain fell all day.</p>" + f"<nav>{'Menu ' * 40}</nav>" * 3)
    assert all(cell_len(line) <= width for line in plain(explain(article, DEFAULT.names, width)))


def test_only_the_filters_asked_for_are_shown():
    lines = plain(explain(cleaner.clean(PAGE), ["share"], 140))
    assert not any("navigation" in line for line in lines)


def test_changes_are_summed_up_by_filter():
    old = [Side("Rain fell."), Side("Share", "share", "phrase: share", 1), Side("Menu", "navigation", "marker: nav", 1)]
    new = [
        Side("Rain fell.", "promo", "phrase: rain", 2),
        Side("Share", words=1),
        Side("Menu", "body", "context: x", 1),
    ]
    lines = [line.split() for line in plain(by_filter(compare(golden_of(old), new)))]
    assert lines[1:] == [
        ["body", "0", "0", "0", "0", "1", "0"],
        ["navigation", "0", "0", "0", "0", "0", "1"],
        ["promo", "1", "2", "0", "0", "0", "0"],
        ["share", "0", "0", "1", "1", "0", "0"],
    ]
    assert by_filter([]) == ""
