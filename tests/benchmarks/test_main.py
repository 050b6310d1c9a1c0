"""The command line."""

import json

import pytest
from click.testing import CliRunner
from corpora import write_corpora
from pages import PROSE

from benchmarks.__main__ import main


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
    assert json.loads((tmp_path / "found.json").read_text())["trafilatura"]["median"] == 1


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


def test_fuzz(run):
    assert run("fuzz", "--pages", "3", "--jobs", "1", "--seed", "5") == "3 pages, 0 of them failed\n"


def test_hostile():
    found = CliRunner().invoke(main, ["hostile", "--only", "entity bomb", "--share", "0.01"], catch_exceptions=False)
    assert found.exit_code == 0
    assert [line.split(" | ")[0] for line in found.stdout.splitlines()[2:]] == ["| entity bomb"] * 3
