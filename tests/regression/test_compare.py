"""What changed between two cleanings, and who answers for it."""

import time

from cleaner.regression.compare import Side, compare, describe, golden_of, summary
from cleaner.regression.golden import Golden, Line

PROMO = "Read also: Bridge toll to rise"


def kinds(old, new):
    return [(change.kind, change.text, change.why) for change in compare(golden_of(old), new)]


def test_the_same_sides_are_no_change():
    sides = [
        Side("Rain."),
        Side("Share", "share", "phrase: share"),
        Side("A\n\nB"),
        Side("Share", "share", "phrase: share"),
    ]
    assert kinds(sides, sides) == []
    assert kinds(sides, [sides[2], sides[3], sides[0], sides[1]]) == []


def test_each_change_names_the_filter_that_takes_or_spares():
    old = [Side("Rain."), Side(PROMO, "promo", "phrase: read also:"), Side("Snow."), Side("Menu", "navigation", "x: y")]
    new = [Side("Rain.", "body", "context: body score 0.1"), Side(PROMO), Side("Hail."), Side("Menu", "hidden", "a: b")]
    assert kinds(old, new) == [
        ("lost", "Rain.", "body takes it (context: body score)"),
        ("leaked", PROMO, "promo spares it (was phrase: read also:)"),
        ("new", "Hail.", "is kept"),
        ("moved", "Menu", "navigation -> hidden (a: b)"),
        ("gone", "Snow.", "was kept"),
    ]


def test_other_evidence_of_the_same_filter_is_a_change_a_score_s_digits_are_none():
    menu, body = Side("Menu", "navigation", "marker: nav"), Side("Title", "body", "context: body score 0.12, twins")
    assert kinds([menu], [Side("Menu", "navigation", "semantics: <nav>")]) == [
        ("moved", "Menu", "navigation (marker: nav -> semantics: <nav>)")
    ]
    assert kinds([body], [Side("Title", "body", "context: body score 0.31, first")]) == []


def test_what_was_not_there_is_new_and_what_is_not_there_is_gone():
    menu = Side("Menu", "navigation", "marker: nav")
    assert kinds([], [menu]) == [("new", "Menu", "navigation takes it (marker: nav)")]
    assert kinds([menu], []) == [("gone", "Menu", "was dropped by navigation (marker: nav)")]


def test_the_same_text_counts_as_often_as_it_is_there():
    reply, kept = Side("Reply", "comments", "marker: comments"), Side("Reply")
    assert [kind for kind, *_ in kinds([reply, reply, kept], [reply, kept, kept])] == ["leaked"]
    assert [kind for kind, *_ in kinds([kept, kept], [kept])] == ["gone"]
    assert [kind for kind, *_ in kinds([kept], [kept, reply])] == ["new"]


def test_a_block_of_several_lines_is_found_again_in_the_kept_text():
    golden = Golden("Rain\nfell.\n\nSnow.\n", ())
    assert [c.kind for c in compare(golden, [Side("Rain\nfell.", "promo", "phrase: rain"), Side("Snow.")])] == ["lost"]


def test_what_somebody_wrote_into_the_kept_text_is_lost_where_a_filter_takes_it():
    golden = Golden(f"Rain.\n\n{PROMO}\n", (Line("promo", "phrase: read also:", PROMO),))
    promo = Side(PROMO, "promo", "phrase: read also:")
    (change,) = compare(golden, [Side("Rain."), promo])
    assert (change.kind, change.why) == ("lost", "promo takes it (phrase: read also:)")
    assert [change.kind for change in compare(golden, [Side("Rain."), promo, Side(PROMO)])] == []


def test_the_worst_changes_come_first_and_no_more_than_asked_for():
    old = [Side(f"Menu {n}", "navigation", "marker: nav") for n in range(30)] + [Side("Rain.")]
    new = [Side(f"Menu {n}", "hidden", "semantics: hidden") for n in range(30)] + [
        Side("Rain.", "promo", "phrase: rain")
    ]
    changes = compare(golden_of(old), new)
    lines = describe(changes, limit=5)
    assert summary(changes) == "1 lost, 30 moved"
    assert lines[0].split()[:2] == ["lost", "promo"]
    assert lines[-1] == "  … and 26 more"
    assert len(lines) == 6


def test_changes_are_ready_for_json():
    (change,) = compare(Golden("", (Line("promo", "phrase: read also:", PROMO),)), [Side(PROMO)])
    assert change.to_dict() == {
        "kind": "leaked",
        "text": PROMO,
        "old": {"filter": "promo", "evidence": "phrase: read also:"},
        "new": None,
    }
    assert change.filters == {"promo"}


def test_many_equal_blocks_take_linear_time():
    def seconds(count):
        old = [Side("Reply", "comments", "marker: comments")] * count + [Side("Like")] * count
        new = [Side("Like", "comments", "marker: comments")] * count + [Side("Reply")] * count
        start = time.perf_counter()
        compare(golden_of(old), new)
        return time.perf_counter() - start

    seconds(100)
    assert seconds(40_000) < 40 * max(seconds(4_000), 0.002)
