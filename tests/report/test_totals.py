"""What each filter took, in numbers."""

import cleaner
from cleaner import DEFAULT
from cleaner.report.totals import KEPT, totals

ARTICLE = cleaner.clean("<nav>Home now</nav><p>Rain fell all day on the harbour, and nobody went out.</p>")


def test_totals_are_in_the_order_asked_for_with_what_is_kept_last():
    rows = totals(ARTICLE, ["body", *DEFAULT.names])
    assert [(row.name, row.blocks, row.words) for row in rows] == [("navigation", 1, 2), (KEPT, 1, 11)]
    assert [round(row.share, 3) for row in rows] == [0.154, 0.846]


def test_a_page_without_words_has_no_shares():
    assert [row.share for row in totals(cleaner.clean(""), DEFAULT.names)] == [0.0]
