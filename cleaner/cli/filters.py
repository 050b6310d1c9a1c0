"""`cleaner filters`: what the filters are."""

import click

from cleaner import DEFAULT

__all__ = ["filters"]


@click.command(short_help="List the filters in their order.")
def filters() -> None:
    """List the filters in their order, a line each."""
    for each in DEFAULT.filters:
        click.echo(f"{each.name:<14} {(type(each).__doc__ or '').splitlines()[0]}")
