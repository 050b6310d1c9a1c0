"""Options that several commands share."""

import re
from collections.abc import Callable, Sequence
from dataclasses import fields, replace
from functools import wraps
from typing import Any, TypeVar

import click

from cleaner import DEFAULT
from cleaner.errors import CleanerError, PipelineError
from cleaner.limits import Limits
from cleaner.pipeline import Pipeline
from cleaner.rules import Rules

__all__ = ["PIPELINE", "RULES", "check_url", "made_pipeline", "pipeline_options"]

F = TypeVar("F", bound=Callable[..., Any])


class _Checked(click.ParamType):  # type: ignore[type-arg,unused-ignore]
    """What `read` makes of the value; where it raises a `CleanerError`, the usage was wrong."""

    def __init__(self, name: str, read: Callable[[str], Any]) -> None:
        self.name = name
        self._read = read

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """`value` as it was read."""
        try:
            return self._read(value) if isinstance(value, str) else value
        except CleanerError as error:
            self.fail(str(error), param, ctx)


PIPELINE = _Checked("module:name", Pipeline.load)
"""A pipeline in a module of the user's."""


RULES = _Checked("file", Rules.load)
"""A file of rules for sites."""


def _limit(said: str) -> tuple[str, int]:
    """A limit's name and its number; raises `PipelineError` where it is none."""
    name, _, number = said.partition("=")
    known = [each.name for each in fields(Limits)]
    if name not in known or not number.isdecimal():
        raise PipelineError(f"{said!r} is no limit; write NAME=NUMBER, with one of {', '.join(known)}")
    Limits(**{name: int(number)})
    return name, int(number)


LIMIT = _Checked("name=number", _limit)
"""A limit of what is read of a page."""


def pipeline_options(command: F) -> F:
    """Add --pipeline, --skip, --only, --rules and --limit to `command`, which gets the `pipeline` that they make."""

    @click.option("--pipeline", "base", type=PIPELINE, default=DEFAULT, help="A pipeline of your own.", metavar="M:P")
    @click.option(
        "--skip", multiple=True, shell_complete=_names, metavar="NAME", help="Leave this filter out; may be repeated."
    )
    @click.option(
        "--only", multiple=True, shell_complete=_names, metavar="NAME", help="Run this filter alone; may be repeated."
    )
    @click.option(
        "--rules",
        type=RULES,
        help="What to drop or always keep on given hosts, as TOML.",
    )
    @click.option(
        "--limit",
        "limits",
        type=LIMIT,
        multiple=True,
        metavar="NAME=N",
        help=f"Read so much of a page: {', '.join(each.name for each in fields(Limits))}.",
    )
    @wraps(command)
    def wrapped(
        *args: Any,
        base: Pipeline,
        skip: tuple[str, ...],
        only: tuple[str, ...],
        rules: Rules | None,
        limits: tuple[tuple[str, int], ...],
        **kwargs: Any,
    ) -> Any:
        pipeline = made_pipeline(base, skip, only, rules)
        return command(*args, pipeline=pipeline.with_limits(replace(pipeline.limits, **dict(limits))), **kwargs)

    return wrapped  # type: ignore[return-value]


def made_pipeline(base: Pipeline, skip: Sequence[str], only: Sequence[str], rules: Rules | None) -> Pipeline:
    """The pipeline that the options make of `base`; what is wrong with them is wrong usage."""
    try:
        pipeline = (base.only(*only) if only else base).without(*skip)
    except PipelineError as error:
        raise click.UsageError(str(error)) from None
    return pipeline.with_rules(rules) if rules else pipeline


def check_url(url: str, pages: Sequence[str]) -> None:
    """Refuse an address for several `pages`, and one without a host: no rule would hold for it, no link be whole."""
    if url and len(pages) > 1:
        raise click.UsageError("--url is for one page")
    if url and not re.match(r"[a-z][a-z0-9+.-]*://[^/\s]+", url, re.IGNORECASE):
        raise click.UsageError(f"--url: {url!r} is no whole address; write https://example.org/page")


def _names(context: click.Context, parameter: click.Parameter, start: str) -> list[str]:  # noqa: ARG001 -- click's
    return [name for name in DEFAULT.names if name.startswith(start)]
