"""The networks as PyTorch trains them: what NumPy multiplies is what was trained, it learns, and it repeats itself."""

import numpy as np
import pytest
from golden import PAGES, body_page
from pages import PROSE, article_page

torch = pytest.importorskip("torch")

import cleaner
from cleaner.body.features import NAMES
from cleaner.body.network import Scaling, Surroundings
from cleaner.body.page import Page
from training import network
from training.network import Example, _Batch, _Network, fit_chooser, fit_network

HTML = [
    "<p>Rain.</p>",
    "<ul><li>One</li><li>Two</li></ul><p>Share</p>",
    article_page(f"<div><ul>{'<li>Monday</li>' * 9}</ul></div>", f"<div class='rail'><p>{PROSE[0]}</p></div>"),
    "".join(f"<div class='{name}'><p>{name}</p></div>" for name in "abcabcabc"),
]
COLUMN = NAMES.index("link share")


@pytest.fixture(autouse=True)
def _one_thread():
    """As in a training run: sums in one order give the same weights."""
    before = torch.get_num_threads()
    torch.set_num_threads(1)
    yield
    torch.set_num_threads(before)


def example(page, random, columns=7):
    rows = random.normal(size=(len(page.own), columns)).astype(np.float32)
    return Example(page, rows, np.ones(len(rows), np.float32), np.ones(len(rows), np.float32))


def torch_scores(trained, examples):
    """The scores of all examples' blocks in one batch."""
    batch = _Batch(examples)
    trained.eval()
    with torch.no_grad():
        logits, _ = trained(torch.from_numpy(trained.scaling.apply(batch.rows)), batch)
    return torch.sigmoid(logits).numpy()


def toy_pages(random, count, goal):
    """Pages of which one feature of the blocks gives the labels away, by `goal`."""
    made = []
    for _ in range(count):
        size = int(random.integers(6, 14))
        page = Page(cleaner.parse("<p>one two three four five six</p>" * size))
        rows = np.zeros((size, len(NAMES)), np.float32)
        rows[:, COLUMN : COLUMN + 3] = random.normal(size=(size, 3))
        labels = goal(rows[:, COLUMN]).astype(np.float32)
        made.append(Example(page, rows, labels, np.ones(size, np.float32)))
    return made


def own(values):
    return values > 0


def before(values):
    return np.concatenate(([False], values[:-1] > 0))


def weights_of(found):
    return [*found.alone.layers, *(layer for pair in found.rounds for layer in pair), found.last]


@pytest.mark.parametrize("rounds", [0, 1, 2])
def test_numpy_gives_the_scores_that_torch_gives(rounds):
    torch.manual_seed(1)
    random = np.random.default_rng(1)
    examples = [example(Page(cleaner.parse(html)), random) for html in HTML]
    means, scales = random.normal(size=7).astype(np.float32), random.uniform(0.5, 2, size=7).astype(np.float32)
    trained = _Network(Scaling(means, scales, means + 9), rounds)
    exported = trained.exported()
    found = np.concatenate([exported.scores(each.rows, each.page) for each in examples])
    assert found == pytest.approx(torch_scores(trained, examples), abs=1e-4)
    assert found.std() > 0.01


def test_it_does_so_on_all_golden_pages_at_once():
    torch.manual_seed(2)
    random = np.random.default_rng(2)
    examples = [example(body_page(path), random) for path in PAGES]
    trained = _Network(Scaling(np.zeros(7, np.float32), np.ones(7, np.float32), np.full(7, 9, np.float32)), 2)
    exported = trained.exported()
    found = np.concatenate([exported.scores(each.rows, each.page) for each in examples])
    assert found == pytest.approx(torch_scores(trained, examples), abs=1e-4)


def test_what_lies_around_is_the_same_for_all_pages_at_once():
    random = np.random.default_rng(3)
    examples = [example(Page(cleaner.parse(html)), random) for html in HTML]
    found = _Batch(examples).around(torch.from_numpy(np.concatenate([each.rows for each in examples])))
    expected = np.concatenate([Surroundings(each.page).around(each.rows) for each in examples])
    assert found.numpy() == pytest.approx(expected, abs=1e-4)


@pytest.mark.parametrize("goal", [own, before])
def test_a_network_learns_from_a_block_and_from_those_around_it(goal, monkeypatch):
    monkeypatch.setattr(network, "_BATCH", 40)
    monkeypatch.setattr(network, "_EPOCHS", 20)
    random = np.random.default_rng(4)
    found = fit_network(toy_pages(random, 60, goal), 7)
    right = [(found.scores(each.rows, each.page) > 0.5) == (each.labels > 0.5) for each in toy_pages(random, 20, goal)]
    assert np.concatenate(right).mean() > 0.9


def test_the_same_seed_gives_the_same_weights(monkeypatch):
    monkeypatch.setattr(network, "_BATCH", 40)
    examples = toy_pages(np.random.default_rng(5), 12, own)
    one, same, other = (fit_network(examples, seed) for seed in (7, 7, 8))
    for first, second in zip(weights_of(one), weights_of(same), strict=True):
        assert all((mine == theirs).all() for mine, theirs in zip(first, second, strict=True))
    assert any((first[0] != second[0]).any() for first, second in zip(weights_of(one), weights_of(other), strict=True))


def test_blocks_without_weight_teach_nothing(monkeypatch):
    monkeypatch.setattr(network, "_BATCH", 40)
    examples = toy_pages(np.random.default_rng(6), 12, own)
    for each in examples:
        each.weights[::2] = 0
    turned = [
        Example(each.page, each.rows, np.where(each.weights > 0, each.labels, 1 - each.labels), each.weights)
        for each in examples
    ]
    one, other = fit_network(examples, 7), fit_network(turned, 7)
    for first, second in zip(weights_of(one), weights_of(other), strict=True):
        assert all((mine == theirs).all() for mine, theirs in zip(first, second, strict=True))


def test_a_chooser_learns_a_simple_function():
    random = np.random.default_rng(8)
    rows = random.uniform(size=(8000, 5)).astype(np.float32) * (1, 10, 100, 1, 1)
    goals = np.clip(0.5 * rows[:, 0] + 0.05 * np.abs(rows[:, 1] - 5) + 0.1, 0, 1)
    found = fit_chooser(rows.astype(np.float32), goals, 7).outputs(rows[:500])[:, 0]
    assert np.abs(found - goals[:500]).mean() < 0.03
    assert np.corrcoef(found, goals[:500])[0, 1] > 0.95


def test_the_same_seed_gives_the_same_chooser():
    random = np.random.default_rng(9)
    rows, goals = random.normal(size=(500, 4)).astype(np.float32), random.uniform(size=500).astype(np.float32)
    one, same, other = (fit_chooser(rows, goals, seed).outputs(rows) for seed in (7, 7, 8))
    assert (one == same).all()
    assert (one != other).any()
