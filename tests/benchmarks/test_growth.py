"""How costs grow."""

import pytest

from benchmarks.growth import BATCH, TARGET, Curve, Growth, exponent, measure_growth

SIZES = tuple(1000 * 2**step for step in range(7))


def curve(cost, sizes=SIZES, start=(0, 0.0), least=0.0):
    """The curve of a function of the size."""
    return Curve(sizes, tuple(map(cost, sizes)), start, least)


@pytest.mark.parametrize("power", [0.5, 1.0, 1.1, 2.0])
@pytest.mark.parametrize("factor", [1e-9, 3.0])
def test_the_exponent_of_a_power_law_is_its_power(power, factor):
    assert exponent([(size, factor * size**power) for size in SIZES]) == pytest.approx(power)


def test_the_exponent_is_that_of_least_squares():
    assert exponent([(1, 1), (10, 100), (100, 100)]) == pytest.approx(1.0)  # 0, 2 and 2 over 0, 1 and 2
    assert exponent([(1, 1), (10, 1), (100, 1000)]) == pytest.approx(1.5)


@pytest.mark.parametrize("power", [1, 2])
def test_what_does_not_grow_is_taken_off(power):
    found = curve(lambda size: 5.0 + 1e-3 * (size - 400) ** power, start=(400, 5.0))
    assert found.exponent == pytest.approx(power)
    assert exponent(list(zip(found.sizes, found.costs, strict=True))) != pytest.approx(power, abs=0.03)


def test_sizes_at_which_the_start_outweighs_growth_do_not_count():
    def noisy(size):
        return 10.0 + 1e-3 * size * (7 if size < 8000 else 1)

    found = curve(noisy, start=(0, 10.0))
    assert [size for size, _ in found.fitted] == [2000, 4000, 16000, 32000, 64000]
    found = curve(noisy, start=(0, 10.0), least=30)
    assert [size for size, _ in found.fitted] == [32000, 64000]


def test_too_few_sizes_give_no_exponent():
    assert curve(lambda _: 46.0, start=(0, 46.0)).exponent is None
    assert curve(float, least=16000).exponent is None
    assert curve(float, least=8000).exponent == pytest.approx(1)


@pytest.mark.parametrize(
    ("time", "memory", "is_above"), [(1, 1, False), (1.2, 1, True), (1, 1.2, True), (TARGET - 0.01, 0, False)]
)
def test_time_and_memory_must_both_meet_the_target(time, memory, is_above):
    growth = Growth(curve(lambda size: size**time), curve(lambda size: size**memory))
    assert growth.is_above_target == is_above


def test_pages_and_batches_are_measured():
    found = dict(measure_growth(("body", BATCH), (1, 2), runs=1))
    assert list(found) == ["body", BATCH]
    assert found["body"].seconds.sizes[1] > 1.8 * found["body"].seconds.sizes[0] > 50000
    assert found[BATCH].seconds.sizes == (16, 32)
    for growth in found.values():
        assert growth.seconds.costs[1] > growth.seconds.costs[0] > growth.seconds.start[1] > 0
    assert found[BATCH].memory.costs[0] > 20 << 20  # an interpreter with NumPy
