"""Scores of marker tokens and of words: what stands below the one or has the other is body, or is not."""

from math import log

import numpy as np
import pytest
from pages import PROSE, article_page
from samples import sample_of, sites

from training.tokens import score_tokens, score_words

HTML = (
    f'<div class="zone-story"><p>{PROSE[0]}</p><p>Monday evening</p><p>{PROSE[1]}</p></div>'
    '<div class="zone-rail"><p>Weather tonight</p><p>Harbour webcam</p></div>'
)
GOLD = f"{PROSE[0]}\nMonday evening\n{PROSE[1]}"


def samples_of(count, html=HTML, gold=GOLD):
    return [sample_of(article_page("") if html is None else html, gold, site) for site in sites(count)]


def test_tokens_of_the_body_are_above_0_and_those_of_the_rest_below():
    found = score_tokens(samples_of(6))
    assert found["zone-story"] == found["story"] == pytest.approx(log((6 + 0.5) / 0.5))
    assert found["zone-rail"] == found["rail"] == pytest.approx(-log((6 + 0.5) / 0.5))
    assert found["zone"] == pytest.approx(0)


def test_a_token_of_few_sites_says_nothing():
    assert set(score_tokens(samples_of(5))) >= {"story", "rail"}
    assert score_tokens(samples_of(4)) == {}
    assert score_tokens(samples_of(4) * 3) == {}


def test_words_of_short_blocks():
    found = score_words(samples_of(8))
    assert found["monday"] == found["evening"] == pytest.approx(log((8 / 2 + 1) / 1))
    assert found["weather"] == found["webcam"] == pytest.approx(-log((8 / 2 + 1) / 1))
    assert "ferry" not in found  # of prose


def test_a_word_of_few_sites_says_nothing():
    assert score_words(samples_of(7)) == {}


def test_a_page_counts_for_a_word_about_once():
    often = HTML.replace("<p>Weather tonight</p>", "<p>Weather tonight</p>" * 40)
    once, many = score_words(samples_of(8))["weather"], score_words(samples_of(8, often))["weather"]
    assert many < once
    assert many > -log(8 + 1)


def test_the_order_of_pages_changes_nothing():
    samples = [*samples_of(8), *samples_of(8, HTML.replace("story", "rail"))]
    assert list(score_tokens(samples).items()) == list(score_tokens(samples[::-1]).items())
    assert list(score_words(samples)) == sorted(score_words(samples))


def test_blocks_without_weight_count_nothing():
    segments = [
        sample_of(HTML, "", site, corpus="traf-dev", wanted=(PROSE[0],), unwanted=("Weather tonight",))
        for site in sites(8)
    ]
    found = score_words(segments)
    assert found["weather"] < 0
    assert "monday" not in found
    assert np.isfinite(list(score_tokens(segments).values())).all()
