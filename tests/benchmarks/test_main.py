"""The command line."""

import json

import pytest
from click.testing import CliRunner
from corpora import write_corpora
from pages import PROSE

from benchmarks.__main__ import main
from benchmarks.growth import Curve, Growth
from benchmarks.startup import Start


@pytest.fixture
def run(tmp_path, monkeypatch):
    write_corpora(tmp_path)
    monkeypatch.chdir(tmp_path)

    def invoke(command, *options):
        found = CliRunner().invoke(main, [command, "--corpus", str(tmp_path), *options], catch_exceptions=False)
        assert found.exit_code == 0
        return found.stdout

    return invoke


def test_accuracy(run, tmp_path):
    said = run("accuracy", "--jobs", "1", "--tool", "cleaner", "--json", "found.json")
    assert "| tool | newspaper, shingle F1 | precision | recall | exact matches |" in said
    assert json.loads((tmp_path / "found.json").read_text())["tools"]["cleaner"]["pages"] == 8


def test_speed(run, tmp_path):
    said = run("speed", "--pages", "1", "--tool", "cleaner", "--json", "found.json")
    assert "| cleaner, body filter alone |" in said
    assert json.loads((tmp_path / "found.json").read_text())["trafilatura"]["median_ratio"] == 1


def test_speed_by_stage(run, tmp_path):
    said = run("speed", "--pages", "1", "--stages", "--json", "found.json")
    assert "| body filter |" in said
    assert json.loads((tmp_path / "found.json").read_text())["body filter"] > 0


def test_errors(run):
    said = run("errors", "--jobs", "1", "--set", "newspaper", "--count", "1")
    assert said.startswith("1.000 (no peer in the cache) shingle F1, newspaper, first https://example.org/first")


def test_probes(run, tmp_path):
    kept = {"why": "first paragraph", "text": PROSE[0][:40]}
    probe = {
        "dataset": "newspaper",
        "id": "first",
        "drop": [{"category": "navigation", "text": "Home page of the harbour"}],
    }
    (tmp_path / "probes.jsonl").write_text(json.dumps(probe | {"keep": [kept]}))
    said = run("probes", "--jobs", "1", "--tool", "cleaner", "--probes", "probes.jsonl")
    assert [line.split() for line in said.splitlines()] == [
        ["category", "probes", "cleaner"],
        ["kept", "share", "1", "1.000"],
        ["navigation", "1", "0.000"],
    ]


def test_gate(run, tmp_path, monkeypatch):
    floors = tmp_path / "floors.toml"
    floors.write_text('"newspaper" = 0.5\n')
    monkeypatch.setattr("benchmarks.gate.FLOORS", floors)
    said = run("gate", "--jobs", "1", "--raise")
    assert "raised: " in said
    assert '"newspaper" = 1.000' in floors.read_text()


@pytest.mark.parametrize(("power", "status"), [(1, 0), (2, 1)])
def test_growth_fails_above_its_target(tmp_path, monkeypatch, power, status):
    """What is measured takes a minute, so it is given here; `test_growth` measures."""
    sizes = (1000, 2000, 4000)
    curve = Curve(sizes, tuple(float(size**power) for size in sizes), (0, 0.0), 0.0)
    monkeypatch.setattr(
        "benchmarks.__main__.measure_growth", lambda names, **_: ((name, Growth(curve, curve)) for name in names)
    )
    monkeypatch.chdir(tmp_path)
    found = CliRunner().invoke(main, ["growth", "--kind", "links", "--json", "found.json"])
    assert found.exit_code == status
    assert found.stdout.splitlines()[2].startswith("| links | 1 kB | 4 kB |")
    assert ("above the target: links" in found.output) == bool(status)
    assert json.loads((tmp_path / "found.json").read_text())["links"]["seconds"]["sizes"] == [1000, 2000, 4000]


@pytest.mark.parametrize(("wall", "status"), [(0.2, 0), (0.4, 1)])
def test_startup_fails_above_its_target(run, tmp_path, monkeypatch, wall, status):
    monkeypatch.setattr("benchmarks.__main__.measure_startup", lambda *_: {"clean": Start(wall, 0.1, 0.3)})
    found = CliRunner().invoke(main, ["startup", "--corpus", str(tmp_path)])
    assert found.exit_code == status
    assert f"| clean | {1000 * wall:.0f} | 100 | ≤ 300" in found.stdout
    assert ("above the target: clean" in found.output) == bool(status)


def test_fuzz(run):
    assert run("fuzz", "--pages", "3", "--jobs", "1", "--seed", "5") == "3 pages, 0 of them failed\n"


def test_hostile():
    found = CliRunner().invoke(main, ["hostile", "--only", "entity bomb", "--share", "0.01"], catch_exceptions=False)
    assert found.exit_code == 0
    assert [line.split(" | ")[0] for line in found.stdout.splitlines()[2:]] == ["| entity bomb"] * 3
