"""Networks: what a block is given of the blocks around it, what comes out, and what each feature adds to it."""

import numpy as np
import pytest
from golden import PAGES, body_page
from models import context_network, layer, perceptron
from pages import PROSE, article_page

import cleaner
from cleaner.body import network
from cleaner.body.network import CONTEXTS, Perceptron, Scaling, Surroundings, linear, rectified, sigmoid, spans_of
from cleaner.body.page import Page

WINDOW = 5
LEVELS = 4
LISTED = article_page(f"<ul>{''.join(f'<li>Number {n}</li>' for n in range(9))}</ul>", "<div><p>Share</p></div>")


def naive_around(values, page):
    """The same as `around`, a block at a time."""
    count, width = values.shape

    def mean(places):
        weights = page.weights[places]
        return (values[places] * weights[:, None]).sum(axis=0) / weights.sum()

    rows = []
    for at in range(count):
        near = [at + shift for shift in (-2, -1, 1, 2)]
        row = [values[there] if 0 <= there < count else np.zeros(width) for there in near]
        for level in page.levels[:LEVELS]:
            row.append(mean(np.arange(page.first[level[at]], page.end[level[at]])))
        row.append(mean(np.arange(count)))
        row.append(mean(np.arange(max(0, at - WINDOW), min(count, at + WINDOW + 1))))
        row.append(mean(np.flatnonzero(page.twins == page.twins[at])))
        rows.append(np.concatenate(row))
    return np.array(rows)


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.parent.name)
def test_around_on_golden_pages(path):
    page = body_page(path)
    values = np.random.default_rng(5).normal(size=(len(page.blocks), 3)).astype(np.float32)
    found = Surroundings(page).around(values)
    assert found.shape == (len(page.blocks), 3 * CONTEXTS)
    assert found == pytest.approx(naive_around(values, page), abs=1e-4)


@pytest.mark.parametrize("html", ["<p>Rain.</p>", "<p>Rain.</p><p>Snow.</p>", LISTED])
def test_around_on_small_pages(html):
    page = Page(cleaner.parse(html))
    values = np.random.default_rng(5).normal(size=(len(page.blocks), 2)).astype(np.float32)
    assert Surroundings(page).around(values) == pytest.approx(naive_around(values, page), abs=1e-5)


def test_what_lies_around_does_not_depend_on_its_place_on_a_long_page():
    """Sums run on over the whole page; what they round must not reach the blocks at its end."""
    page = Page(cleaner.parse(f"<div>{f'<p>{PROSE[0]}</p>' * 3000}</div><ul><li>Share</li><li>Print</li></ul>"))
    values = np.full((len(page.blocks), 1), 1000, np.float32)
    values[-2:] = ((0.25,), (0.75,))
    own = Surroundings(page).around(values)[-2:, 4]
    assert own.tolist() == pytest.approx([0.25, 0.75], abs=1e-4)


def test_spans():
    page = Page(cleaner.parse(LISTED))
    spans = spans_of(page)
    count = len(page.blocks)
    assert spans.shape == (LEVELS + 2, 2, count)
    first, end = spans.transpose(1, 0, 2)
    here = np.arange(count)
    assert (first <= here).all()
    assert (end > here).all()
    sizes = (end - first)[:LEVELS]
    assert (np.diff(sizes, axis=0) >= 0).all()
    assert (first[LEVELS] == 0).all()
    assert (end[LEVELS] == count).all()
    assert (first[-1] == np.maximum(0, here - WINDOW)).all()
    assert (end[-1] == np.minimum(count, here + WINDOW + 1)).all()


def test_inputs_are_deviations_and_none_is_stranger_than_the_limit():
    scaling = Scaling(np.array([1, 1], np.float32), np.array([2, 2], np.float32), np.full(2, np.inf, np.float32))
    assert scaling.apply(np.array([[3, 1e9], [0, -1e9]], np.float32)).tolist() == [[1, 6], [-0.5, -6]]


def test_more_than_the_most_counts_as_the_most():
    scaling = Scaling(np.array([1], np.float32), np.array([2], np.float32), np.array([5], np.float32))
    assert scaling.apply(np.array([[5], [7], [1e9]], np.float32)).tolist() == [[2], [2], [2]]


def test_all_layers_but_the_last_are_rectified():
    layers = [(np.array([[1.0, -1.0]], np.float32), np.zeros(2)), (np.array([[1.0], [-2.0]], np.float32), np.ones(1))]
    net = Perceptron(Scaling(np.zeros(1), np.ones(1), np.full(1, np.inf)), layers)
    assert net.outputs(np.array([[3.0], [-3.0]], np.float32)).tolist() == [[4], [-5]]


def test_shares_of_a_linear_network_add_up_to_its_output():
    random = np.random.default_rng(2)
    net = perceptron(random, 7, 1)
    rows = random.normal(size=(20, 7)).astype(np.float32)
    difference = net.outputs(rows)[:, 0] - net.outputs(net.scaling.means[None])[0, 0]
    assert net.shares(rows).sum(axis=1) == pytest.approx(difference, abs=1e-4)


def test_shares_are_the_slopes_times_the_inputs():
    random = np.random.default_rng(2)
    net = perceptron(random, 5, 8, 6, 1)
    rows = random.normal(size=(20, 5))
    step = 1e-3
    for at in range(5):
        there = rows.copy()
        there[:, at] += step * net.scaling.scales[at]
        slopes = (net.outputs(there) - net.outputs(rows))[:, 0] / step
        close = np.isclose(net.shares(rows)[:, at], slopes * net.scaling.apply(rows)[:, at], atol=1e-2)
        assert close.mean() > 0.9  # the others have a kink within the step


def test_a_product_of_parts_is_the_product(monkeypatch):
    random = np.random.default_rng(2)
    rows, weights = random.normal(size=(50, 7)).astype(np.float32), layer(random, 7, 3)
    whole = linear(rows, weights)
    monkeypatch.setattr(network, "_MAX_PRODUCT", 21 * 4)
    assert linear(rows, weights) == pytest.approx(whole, abs=1e-6)
    assert whole == pytest.approx(rows @ weights[0] + weights[1], abs=1e-6)
    assert (rectified(rows, weights) == np.maximum(linear(rows, weights), 0)).all()


def test_probabilities():
    found = sigmoid(np.array([-1e6, -1, 0, 1, 1e6]))
    assert found.tolist() == pytest.approx([0, 0.2689, 0.5, 0.7311, 1], abs=1e-4)
    assert found.dtype == np.float32


def test_a_block_is_scored_among_the_others():
    random = np.random.default_rng(4)
    page = Page(cleaner.parse(LISTED))
    rows = random.normal(size=(len(page.blocks), 5)).astype(np.float32)
    net = context_network(random, 5)
    scores = net.scores(rows, page)
    assert scores.shape == (len(page.blocks),)
    assert ((scores > 0) & (scores < 1)).all()
    other = rows.copy()
    other[1] += 3
    assert abs(net.scores(other, page)[2] - scores[2]) > 1e-6


def test_without_rounds_a_block_is_scored_alone():
    random = np.random.default_rng(4)
    page = Page(cleaner.parse(LISTED))
    rows = random.normal(size=(len(page.blocks), 5)).astype(np.float32)
    net = context_network(random, 5, rounds=0)
    other = rows.copy()
    other[1] += 3
    assert np.flatnonzero(net.scores(other, page) != net.scores(rows, page)).tolist() == [1]
