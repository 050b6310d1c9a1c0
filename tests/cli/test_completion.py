"""`cleaner completion`."""

import os

import pytest
from command import run


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion(shell):
    status, out, _ = run("completion", shell)
    assert status == 0
    assert "_CLEANER_COMPLETE" in out


def test_completion_completes():
    env = {
        **os.environ,
        "_CLEANER_COMPLETE": "bash_complete",
        "COMP_WORDS": "cleaner clean --skip pro",
        "COMP_CWORD": "3",
    }
    assert run(env=env)[1].strip() == "plain,promo"
