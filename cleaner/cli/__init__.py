"""The command line, a module for each command.

Only results go to standard output. A page that cannot be cleaned is named on standard error, the others are still
done. Exit status: 0 done, 1 a page could not be cleaned (or what was compared differs), 2 wrong usage; 128 and a
signal's number where one ended it.
"""

import os
import sys

import click

from cleaner import __version__
from cleaner.cli.clean import clean
from cleaner.cli.completion import completion
from cleaner.cli.diff import diff
from cleaner.cli.explain import explain
from cleaner.cli.filters import filters
from cleaner.cli.fixture import fixture
from cleaner.cli.import_rules import import_rules
from cleaner.cli.output import complain
from cleaner.cli.streams import INTERRUPTED, finish, prepare

__all__ = ["cli", "main"]


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="cleaner")
def cli() -> None:
    """Strip the boilerplate from saved web pages and say why each block went."""


for _command in (clean, explain, diff, filters, fixture, import_rules, completion):
    cli.add_command(_command)


def main() -> None:
    """Run the command line."""
    os.environ.setdefault(
        "OPENBLAS_NUM_THREADS", "1"
    )  # to start its threads takes NumPy longer than it ever needs them
    prepare()
    try:
        sys.exit(_status())
    finally:
        finish()


def _status() -> int:
    try:
        return cli.main(prog_name="cleaner", standalone_mode=False) or 0
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except (click.Abort, KeyboardInterrupt):
        click.echo("cleaner: interrupted", err=True)
        return INTERRUPTED
    except OSError as error:  # a name that is too long, say
        complain(str(error.filename or "cleaner"), error.strerror or str(error))
        return 1
