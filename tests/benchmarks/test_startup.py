"""Start-up."""

import pytest
from pages import article_page

from benchmarks.startup import COMMANDS, PAGE, Command, Start, above_target, measure_startup

HTML = article_page("<p>Rain fell.").encode()
QUICK = "import sys; sys.exit(len(sys.stdin.read()) < 10)"
SLOW = f"import time; time.sleep(0.2); open(sys.argv[1]); {QUICK}".replace("import time", "import sys, time")


def test_each_command_is_held_against_its_target():
    commands = {
        "quick": Command(("-c", QUICK)),
        "slow": Command(("-c", SLOW, PAGE), 0.05, "quick"),
        "early": Command(("-c", QUICK), 5.0),
    }
    found = measure_startup(HTML, 1, commands)
    assert list(found) == ["quick", "slow", "early"]
    assert found["slow"].wall > 0.2 + found["slow"].processor / 2  # who sleeps does nothing
    assert found["slow"].target == pytest.approx(found["quick"].wall + 0.05)
    assert (found["quick"].target, found["early"].target) == (0, 5)
    assert above_target(found) == ["slow"]


def test_no_target_cannot_be_missed():
    assert above_target({"a": Start(9, 9), "b": Start(1, 1, 0.5), "c": Start(1, 1, 1)}) == ["b"]


def test_a_command_that_fails_is_named():
    with pytest.raises(RuntimeError, match=r"^wrong ended with status 3$"):
        measure_startup(HTML, 1, {"wrong": Command(("-c", "raise SystemExit(3)"))})


def test_what_is_compared_with_is_measured():
    assert {command.over for command in COMMANDS.values()} - {""} <= set(COMMANDS)
