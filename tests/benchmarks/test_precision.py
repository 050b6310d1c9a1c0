"""Each named filter's own precision: what is lost of the gold, and what only seems so."""

import pytest
from corpora import page_of, write_corpora
from pages import PROSE

from benchmarks.precision import losses_of, precisions, write_figures
from cleaner import DEFAULT

GOLD = "\n\n".join(PROSE)


def losses(inside, gold=GOLD, name="comments"):
    body = "".join(f"<p>{text}</p>" for text in PROSE)
    page = page_of(f"<main>{body}{inside}</main>", gold, "newspaper")
    return [(loss.filter, round(loss.lost), loss.chars) for loss in losses_of(page, DEFAULT.only(name))]


def test_what_is_not_in_the_gold_is_not_lost():
    assert losses('<div id="comments"><p>At last somebody says it.</p></div>') == [("comments", 0, 25)]


def test_text_of_the_gold_is_lost():
    said = "At last somebody says it, the mayor said."
    assert losses(f'<div id="comments"><p>{said}</p></div>', f"{GOLD}\n\n{said}") == [
        ("comments", len(said), len(said))
    ]


def test_a_copy_of_what_is_left_is_not_lost():
    assert losses(f'<div id="comments"><p>{PROSE[0]}</p></div>') == [("comments", 0, len(PROSE[0]))]


def test_a_short_line_of_the_gold_is_lost():
    assert losses('<div id="comments"><p>Monday</p></div>', f"{GOLD}\n\nMonday") == [("comments", 6, 6)]


def test_the_figures_are_put_down(tmp_path):
    path = tmp_path / "figures.toml"
    write_figures({"promo": 0.98765}, path)
    assert path.read_text("utf-8").endswith('"promo" = 0.988\n')


def test_all_corpora(tmp_path):
    write_corpora(tmp_path)
    found, lost = precisions(tmp_path, jobs=1)
    assert all(share == pytest.approx(1) for share in found.values())
    assert lost == []
