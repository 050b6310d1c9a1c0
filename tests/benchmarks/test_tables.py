"""The Markdown tables."""

from benchmarks.growth import BATCH, Curve, Growth
from benchmarks.results import Accuracy, Row, Run, Timing
from benchmarks.startup import Start
from benchmarks.tables import accuracy_tables, growth_table, speed_table, stages_table, startup_table


def test_a_table_for_each_corpus_and_one_of_the_tools():
    rows = [
        Row("wcxb-dev", "word F1", 1478, {"a": (0.9, 0.8, 0.85), "b": (1.0, 0.5, 0.67)}),
        Row("wcxb-dev: forum", "word F1", 113, {"a": (0.9, 0.8, 0.5), "b": (1.0, 0.5, 0.6)}),
        Row("traf-dev", "segment F1", 474, {"a": (0.9, 0.8, 0.85), "b": (1.0, 0.5, 0.67)}),
        Row("traf-dev", "comment leak", 474, {"a": (0.1,), "b": (0.2,)}),
    ]
    runs = {"a": Run("a 1.0", 1952, 100.4, 1.23, 3, ("x: hung",))}
    wcxb, traf, tools = accuracy_tables(Accuracy(rows, runs))
    assert wcxb.splitlines() == [
        "| tool | wcxb-dev, word F1 | precision | recall | forum |",
        "| --- | --- | --- | --- | --- |",
        "| *pages* | 1,478 | 1,478 | 1,478 | 113 |",
        "| a | **0.850** | 0.900 | **0.800** | 0.500 |",
        "| b | 0.670 | **1.000** | 0.500 | **0.600** |",
    ]
    assert traf.splitlines()[-2:] == [
        "| a | **0.850** | 0.900 | **0.800** | **0.100** |",
        "| b | 0.670 | **1.000** | 0.500 | 0.200 |",
    ]
    assert tools.splitlines()[-1] == "| a | a 1.0 | 1,952 | 3 | 1 | 100 | 1.23 |"


def test_the_quickest_tool_is_the_first():
    table = speed_table({"trafilatura": Timing(20, 25, 1, 1), "cleaner": Timing(5.123, 7.5, 0.3, 0.25)})
    assert table.splitlines() == [
        "| tool | median, ms | mean, ms | ratio of means | median ratio |",
        "| --- | --- | --- | --- | --- |",
        "| cleaner | 5.12 | 7.50 | 0.300 | 0.250 |",
        "| trafilatura | 20.00 | 25.00 | 1.000 | 1.000 |",
    ]


def test_stages_stand_in_their_order_with_their_shares():
    assert stages_table({"walk": 1, "body": 3}).splitlines()[2:] == [
        "| walk | 1.00 | 25.0% |",
        "| body | 3.00 | 75.0% |",
        "| all | 4.00 | 100.0% |",
    ]


def test_a_missed_target_is_said():
    starts = {"free": Start(0.02, 0.01), "early": Start(0.1, 0.1, 0.3), "late": Start(0.4, 0.1, 0.3)}
    assert startup_table(starts).splitlines()[2:] == [
        "| free | 20 | 10 |  |",
        "| early | 100 | 100 | ≤ 300 |",
        "| late | 400 | 100 | ≤ 300 (missed) |",
    ]


def test_what_grows_too_fast_is_said():
    sizes, linear = (1000, 2000, 4000, 8000), (0.1, 0.2, 0.4, 0.8)
    slow = Curve(sizes, linear, (0, 0.0), 0)
    fast = Curve(sizes, tuple(cost**2 * 1e8 for cost in linear), (0, 0.0), 0)
    flat = Curve(sizes, (3e8,) * 4, (0, 3e8), 0)
    table = growth_table({"links": Growth(slow, fast), BATCH: Growth(slow, flat)})
    assert table.splitlines()[2:] == [
        "| links | 1 kB | 8 kB | 100 – 800 | 1.00 | 1 – 61 | 2.00 (missed) | ≤ 1.1 |",
        "| pages in a batch | 1,000 pages | 8,000 pages | 100 – 800 | 1.00 | 286 – 286 | hardly grows | ≤ 1.1 |",
    ]
