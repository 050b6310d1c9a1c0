"""Pages shrunk to what a drop needs."""

import pytest
from golden import FIXTURES
from pages import PROSE, article_page

import cleaner
from cleaner import CaseError
from cleaner.regression.case import Case, Meta
from cleaner.regression.shrink import Target, reduced, shrink
from cleaner.regression.store import add

MENU = "<nav class=top><ul><li><a href='/'>Home</a></li><li><a href='/port'>Port</a></li></ul></nav>"
PROMO = "<div class=x><h3>Other topics</h3><p><a href='/toll' title='Toll'>Bridge toll to rise in May</a></p></div>"
PAGE = article_page(PROMO, MENU + "<footer>Imprint</footer>")


@pytest.fixture
def case(tmp_path):
    (tmp_path / "ferries.html").write_text(PAGE)
    return add(str(tmp_path / "ferries.html"), tmp_path / "pinned")[0]


def drops_on(page, name):
    return [drop for drop in cleaner.clean(page).drops if drop.filter == name]


def test_a_drop_still_happens_on_the_smallest_page(case):
    target = Target.find(case, text="bridge toll")
    found = shrink(target)
    assert found.is_done
    assert target.drop.evidence == found.drop.evidence == "context: under 'other topics'"
    assert any(drop.evidence == found.drop.evidence for drop in drops_on(found.page, "promo"))
    assert len(found.page) < 0.1 * len(PAGE)
    assert "Home" not in found.page
    assert "storm" not in found.page
    assert "Toll" not in found.page
    assert "data-cleaner" not in found.page
    assert found.url == ""


def test_nothing_more_can_go(case):
    page = shrink(Target.find(case, name="navigation")).page
    assert len(page) < 45


def test_filler_hides_all_but_what_the_drop_needs(case):
    found = shrink(Target.find(case, text="bridge toll"), is_filled=True)
    assert "Other topics" in found.page
    assert found.texts == ("Other", "topics")
    assert "Bridge" not in found.page
    assert drops_on(found.page, "promo")
    again = shrink(Target.find(case, text="bridge toll"), is_filled=True)
    assert again.page == found.page


def test_filler_has_the_shape_of_what_it_stands_for(case):
    found = shrink(Target.find(case, name="body", text="Ferries stay in port"), is_filled=True)
    title = found.drop.text
    assert [len(word) for word in title.split()] == [7, 4, 2, 4]
    assert title[0].isupper()
    assert title[1:].islower()


def test_the_first_text_that_is_lost_is_meant(case):
    (case.folder / "kept.txt").write_text("\n\n".join([PROSE[0], "Bridge toll to rise in May", *PROSE[1:]]) + "\n")
    target = Target.find(Case.load(case.folder))
    assert target.drop.text == "Bridge toll to rise in May"


@pytest.mark.parametrize(
    ("options", "reason"),
    [
        ({}, "no text of kept.txt is lost"),
        ({"text": "storm that reached"}, "is in no block that a filter drops"),
        ({"text": "Home", "name": "promo"}, "is in no block that promo drops"),
        ({"name": "legal"}, "legal drops nothing"),
    ],
)
def test_without_such_a_drop_there_is_nothing_to_shrink(case, options, reason):
    with pytest.raises(CaseError, match=reason):
        Target.find(case, **options)


def test_plain_texts_shrink_by_lines(tmp_path):
    (tmp_path / "scrape.txt").write_text("\n\n".join([*PROSE, "Comments (2)", "Log in to comment"]))
    case, _ = add(str(tmp_path / "scrape.txt"), tmp_path / "pinned")
    found = shrink(Target.find(case, text="comments (2)"), is_filled=True)
    assert found.page.split()[0] == "Comments"
    assert "storm" not in found.page
    assert cleaner.clean_text(found.page).drops[0].filter == "comments"


def test_an_address_is_named_where_the_drop_hangs_on_it(tmp_path):
    (tmp_path / "rules.toml").write_text('["example.org"]\ndrop = [".x"]\n')
    (tmp_path / "ferries.html").write_text(PAGE)
    meta = Meta(url="https://example.org/f", rules="../../rules.toml")
    case, _ = add(str(tmp_path / "ferries.html"), tmp_path / "pinned", meta=meta)
    found = shrink(Target.find(case, text="bridge toll"))
    assert found.url == "https://example.org/f"
    assert found.drop.evidence == "rule: drop .x"
    assert 'class="x"' in found.page


def test_bodies_in_the_page_s_data_cannot_be_shrunk():
    folder = FIXTURES / "hidden--json-ld-body"
    target = Target.find(Case.load(folder), name=Case.load(folder).clean().drops[0].filter)
    with pytest.raises(CaseError, match="json-ld"):
        shrink(target)


def test_when_the_time_is_up_the_page_is_given_as_it_is_then(case):
    found = shrink(Target.find(case, text="bridge toll"), seconds=0)
    assert not found.is_done
    assert found.runs == 1
    assert "storm" in found.page
    assert drops_on(found.page, "promo")


def test_reduced_leaves_what_is_needed():
    assert reduced(range(100), {13, 57}.issubset) == [13, 57]
    assert reduced("abc", lambda _: True) == []
    assert reduced("abc", lambda left: len(left) == 3) == ["a", "b", "c"]
    assert reduced([], lambda _: True) == []
