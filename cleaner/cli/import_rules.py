"""`cleaner import-rules`: other people's site patterns as rules."""

import sys
from pathlib import Path

import click

from cleaner import atomic
from cleaner.errors import CleanerError

__all__ = ["import_rules"]


@click.command(short_help="Turn other people's site patterns into rules.")
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("-o", "--output", type=click.Path(dir_okay=False, path_type=Path), help="Write to this file.")
def import_rules(folder: Path, output: Path | None) -> None:
    """Turn the site patterns in FOLDER, a checkout of ftr-site-config, into a file for --rules."""
    from cleaner.rules.ftr import read_patterns, to_toml

    try:
        found = read_patterns(folder)
        if output is None:
            click.echo(to_toml(found.rules), nl=False)
        else:
            atomic.write(output, to_toml(found.rules))
    except CleanerError as error:
        click.echo(f"cleaner: {error}", err=True)
        sys.exit(1)
    for each in found.skipped:
        click.echo(f"cleaner: passed over {each}", err=True)
    hosts = len(found.rules.sites)
    click.echo(f"cleaner: hosts with rules: {hosts}; patterns passed over: {len(found.skipped)}", err=True)
