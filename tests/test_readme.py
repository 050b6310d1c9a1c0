"""The README tells the truth."""

import doctest
from pathlib import Path

import tomli

from benchmarks.precision import FIGURES
from cleaner import DEFAULT

README = Path(__file__).parents[1] / "README.md"


def test_the_examples_run():
    results = doctest.testfile(str(README), module_relative=False, optionflags=doctest.ELLIPSIS)
    assert results.attempted > 10
    assert results.failed == 0


def test_the_filter_table_is_the_default_pipeline():
    assert filter_table() in README.read_text("utf-8")


def filter_table():
    figures = tomli.loads(FIGURES.read_text("utf-8"))
    rows = [
        f"| `{each.name}` | {type(each).__doc__.splitlines()[0].rstrip('.')} | {figures.get(each.name, '')} |\n"
        for each in DEFAULT.filters
    ]
    return "| filter | what it takes | precision |\n| --- | --- | --- |\n" + "".join(rows)


def write_filter_table():
    head, _, rest = README.read_text("utf-8").partition("<!-- filters -->")
    tail = rest.partition("<!-- /filters -->")[2]
    README.write_text(f"{head}<!-- filters -->\n{filter_table()}<!-- /filters -->{tail}", "utf-8")


if __name__ == "__main__":
    write_filter_table()
