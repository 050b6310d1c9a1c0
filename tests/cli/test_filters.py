"""`cleaner filters`."""

from command import run

from cleaner import DEFAULT


def test_filters_lists_the_default_order():
    _, out, _ = run("filters")
    assert [line.split()[0] for line in out.splitlines()] == list(DEFAULT.names)
    assert all(len(line.split()) > 2 for line in out.splitlines())
