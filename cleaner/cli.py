"""The command line: `cleaner clean`, `explain`, `filters`, `import-rules` and `completion`.

Only results go to standard output. A page that cannot be cleaned is named on standard error, the others are still
done. Exit status: 0 done, 1 a page could not be cleaned, 2 wrong usage.
"""

import json
import os
import re
import sys
import tempfile
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any, Final

import click

from cleaner import DEFAULT, __version__
from cleaner.article import Article
from cleaner.errors import CleanerError, PageError, PipelineError, RulesError
from cleaner.pipeline import Pipeline
from cleaner.rules import NAME as RULES
from cleaner.rules import Rules
from cleaner.sources.files import STDIN, read_source

__all__ = ["main"]

SUFFIXES: Final = {"text": ".txt", "markdown": ".md", "html": ".html", "json": ".json"}
"""What an output file's name ends with, by format."""
_NAMES: Final = click.Choice(DEFAULT.names)


class _RulesFile(click.ParamType):  # type: ignore[type-arg,unused-ignore]
    """A file of rules, read and checked."""

    name = "file"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Rules:
        """The rules in the file `value`; a wrong file is wrong usage."""
        try:
            return value if isinstance(value, Rules) else Rules.load(value)
        except RulesError as error:
            self.fail(str(error), param, ctx)


rules_option = click.option("--rules", type=_RulesFile(), help="What to drop or always keep on given hosts, as TOML.")


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="cleaner")
def cli() -> None:
    """Strip the boilerplate from saved web pages and say why each block went."""


@cli.command()
@click.argument("pages", metavar="PAGE...", nargs=-1, required=True, type=click.Path(allow_dash=True))
@click.option("-f", "--format", "form", type=click.Choice(list(SUFFIXES)), default="text", help="Output format.")
@click.option("-o", "--output", type=click.Path(), help="Write to this file; for several pages, into this folder.")
@click.option("--skip", multiple=True, type=_NAMES, help="Leave this filter out; may be repeated.")
@click.option("--only", multiple=True, type=_NAMES, help="Run this filter alone; may be repeated.")
@click.option("--url", default="", help="The page's address, for links, metadata and rules.")
@rules_option
def clean(
    pages: Sequence[str],
    form: str,
    output: str | None,
    skip: Sequence[str],
    only: Sequence[str],
    url: str,
    rules: Rules | None,
) -> None:
    """Print the clean body of each PAGE (HTML, gzipped HTML or plain text; - is standard input).

    Several pages are parted by a blank line, as JSON by a line break.
    """
    if url and len(pages) > 1:
        raise click.UsageError("--url is for one page")
    _check_url(url)
    pipeline = _pipeline(skip, only).with_rules(rules or Rules())
    targets = _targets(pages, form, output)
    failed = False
    is_first = True
    for page, target in zip(pages, targets, strict=True):
        try:
            rendered = _render(_clean(page, pipeline, url), form)
            if target is not None:
                _write(target, rendered)
                continue
            click.echo(rendered if is_first or form == "json" else f"\n{rendered}", nl=False)
            is_first = False
        except CleanerError as error:
            failed = True
            _complain(page, str(error))
        except BrokenPipeError:
            raise
        except Exception as error:  # one page must not end the run, whatever is wrong with it
            failed = True
            _complain(page, f"internal error: {type(error).__name__}: {error}")
    sys.exit(failed)


@cli.command()
@click.argument("page", type=click.Path(allow_dash=True))
@click.option(
    "--filter",
    "names",
    multiple=True,
    type=click.Choice((RULES, *DEFAULT.names)),
    help="Show this filter's drops only; may be repeated.",
)
@click.option("--json", "as_json", is_flag=True, help="Print article and drops as JSON.")
@click.option("--url", default="", help="The page's address.")
@rules_option
def explain(page: str, names: Sequence[str], as_json: bool, url: str, rules: Rules | None) -> None:
    """Say of every block of PAGE that went which filter took it and on what evidence; totals first."""
    from cleaner.report.terminal import explain as report

    _check_url(url)
    try:
        article = read_source(page).clean(DEFAULT.with_rules(rules or Rules()), url)
    except CleanerError as error:
        _complain(page, str(error))
        sys.exit(1)
    _warn(page, article)
    shown = [name for name in (RULES, *DEFAULT.names) if not names or name in names]
    if as_json:
        found = article.to_dict()
        found |= {key: [each for each in found[key] if each["filter"] in shown] for key in ("drops", "vetoes")}
        click.echo(json.dumps(found, ensure_ascii=False))
    else:
        click.echo(report(article, shown))


@cli.command()
def filters() -> None:
    """List the filters in their order, a line each."""
    for each in DEFAULT.filters:
        click.echo(f"{each.name:<14} {(type(each).__doc__ or '').splitlines()[0]}")


@cli.command()
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
            _write(output, to_toml(found.rules))
    except CleanerError as error:
        click.echo(f"cleaner: {error}", err=True)
        sys.exit(1)
    for each in found.skipped:
        click.echo(f"cleaner: passed over {each}", err=True)
    hosts = len(found.rules.sites)
    click.echo(f"cleaner: hosts with rules: {hosts}; patterns passed over: {len(found.skipped)}", err=True)


@cli.command()
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
def completion(shell: str) -> None:
    """Print the completion script for SHELL; for bash: `source <(cleaner completion bash)`."""
    from click.shell_completion import get_completion_class

    found = get_completion_class(shell)
    if found is None:
        raise click.UsageError(f"no completion for {shell}")
    click.echo(found(cli, {}, "cleaner", "_CLEANER_COMPLETE").source())


def main() -> None:
    """Run the command line; results are UTF-8 whatever the locale says."""
    for stream in (sys.stdout, sys.stderr):
        with suppress(AttributeError, ValueError):
            stream.reconfigure(encoding="utf-8", errors="replace")  # type: ignore[union-attr]
    cli(prog_name="cleaner")


def _check_url(url: str) -> None:
    """Refuse an address without a host: no rule would hold for it, and no link could be made whole."""
    if url and not re.match(r"[a-z][a-z0-9+.-]*://[^/\s]+", url, re.IGNORECASE):
        raise click.UsageError(f"--url: {url!r} is no whole address; write https://example.org/page")


def _pipeline(skip: Sequence[str], only: Sequence[str]) -> Pipeline:
    try:
        return (DEFAULT.only(*only) if only else DEFAULT).without(*skip)
    except PipelineError as error:
        raise click.UsageError(str(error)) from None


def _targets(pages: Sequence[str], form: str, output: str | None) -> list[Path | None]:
    """Where each page's result goes; None is standard output. Pages of one name are kept apart by a number."""
    if output is None:
        return [None] * len(pages)
    folder = Path(output)
    sources = {Path(page).resolve() for page in pages}
    if len(pages) == 1 and not output.endswith(("/", os.sep)) and not folder.is_dir():
        if folder.resolve() in sources:
            raise click.UsageError(f"{output} is the page itself; choose another file")
        return [folder]
    if folder.exists() and not folder.is_dir():
        raise click.UsageError(f"{output} is a file; several pages need a folder")
    taken: set[str] = set()
    targets: list[Path | None] = [folder / _free_name(page, SUFFIXES[form], taken) for page in pages]
    for target in targets:
        if target is not None and target.resolve() in sources:
            raise click.UsageError(f"{target} is one of the pages; choose another folder")
    return targets


def _free_name(page: str, suffix: str, taken: set[str]) -> str:
    stem = "stdin" if page == STDIN else Path(page.removesuffix(".gz")).stem
    name, number = f"{stem}{suffix}", 1
    while name.casefold() in taken:
        number += 1
        name = f"{stem}-{number}{suffix}"
    taken.add(name.casefold())
    return name


def _clean(page: str, pipeline: Pipeline, url: str) -> Article:
    """The article of one page; raises `CleanerError` where it has no body."""
    article = read_source(page).clean(pipeline, url)
    if not article.text:
        raise PageError("; ".join(article.warnings) or "no text on the page")
    _warn(page, article)
    return article


def _render(article: Article, form: str) -> str:
    if form == "json":
        return json.dumps(article.to_dict(), ensure_ascii=False) + "\n"
    rendered: str = getattr(article, form)
    return rendered if rendered.endswith("\n") else f"{rendered}\n"


def _write(target: Path, text: str) -> None:
    """Write the whole file or nothing."""
    temporary = None
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=target.parent, prefix=".cleaner-", delete=False) as file:
            temporary = Path(file.name)
            file.write(text.encode("utf-8", "replace"))
        temporary.chmod(0o666 & ~_umask())
        temporary.replace(target)
    except OSError as error:
        if temporary is not None:
            temporary.unlink(missing_ok=True)
        raise PageError(f"cannot write {target}: {error.strerror}") from None


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def _warn(page: str, article: Article) -> None:
    for warning in article.warnings:
        _complain(page, f"warning: {warning}")


def _complain(page: str, reason: str) -> None:
    click.echo(f"cleaner: {'standard input' if page == STDIN else page}: {reason}", err=True)
