"""The command line, a module for each command.

Only results go to standard output. A page that cannot be cleaned is named on standard error, the others are still
done. Exit status: 0 done, 1 a page could not be cleaned (or what was compared differs), 2 wrong usage.
"""

import os
import sys
from contextlib import suppress

import click

from cleaner import __version__
from cleaner.cli.clean import clean
from cleaner.cli.completion import completion
from cleaner.cli.diff import diff
from cleaner.cli.explain import explain
from cleaner.cli.filters import filters
from cleaner.cli.fixture import fixture
from cleaner.cli.import_rules import import_rules

__all__ = ["cli", "main"]


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="cleaner")
def cli() -> None:
    """Strip the boilerplate from saved web pages and say why each block went."""


for _command in (clean, explain, diff, filters, fixture, import_rules, completion):
    cli.add_command(_command)


def main() -> None:
    """Run the command line; results are UTF-8 whatever the locale says."""
    os.environ.setdefault(
        "OPENBLAS_NUM_THREADS", "1"
    )  # starting its threads takes NumPy longer than it ever needs them
    for stream in (sys.stdout, sys.stderr):
        with suppress(AttributeError, ValueError):
            stream.reconfigure(encoding="utf-8", errors="replace")  # type: ignore[union-attr]
    cli(prog_name="cleaner")
