"""The pytest plugin: every case is a test item, `fixtures/promo--read-also::page.html`.

In the ini file:

    cleaner_fixtures = fixtures                        # folders of cases, from the ini file's folder
    cleaner_pipeline = scraper.cleaning:PIPELINE       # for cases that name none; cleaner's own by default

`--cleaner-update` lets the golden files of the selected cases hold what cleaning gives now, and fails those it
changed, so that somebody looks at them. Nothing of `cleaner` is imported before it is needed: where no folder is
named, the plugin costs nothing.
"""

import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from cleaner.article import Article
    from cleaner.pipeline import Pipeline

__all__: list[str] = []

_FOLDERS = "cleaner_fixtures"
_PIPELINE = "cleaner_pipeline"
_UPDATE = "cleaner_update"
_LOADED: "pytest.StashKey[Pipeline]" = pytest.StashKey()


class CaseFolder(pytest.Directory):
    """The folder of one case, in which there is one item."""

    def collect(self) -> "Iterable[CaseItem]":
        """The case as an item, whole or not: what is wrong with it is for the test to say."""
        from cleaner.errors import CaseError
        from cleaner.regression.case import page_of

        try:
            name = page_of(self.path).name
        except CaseError:
            name = "page"
        yield CaseItem.from_parent(self, name=name)


class CaseItem(pytest.Item):
    """A page that must give what is pinned."""

    def runtest(self) -> None:
        """Clean the page and compare; with `--cleaner-update` write what it gives."""
        from cleaner.regression.store import check, update

        is_update = self.config.getoption(_UPDATE)
        outcome = (update if is_update else check)(self.path, _pipeline(self.config))
        if outcome.summary:
            raise GoldenError(f"{outcome}\n{'updated: look at it' if is_update else _HOW}")

    def repr_failure(self, excinfo: pytest.ExceptionInfo[BaseException], style: Any = None) -> Any:
        """What has changed, without a traceback."""
        from cleaner.errors import CleanerError

        if isinstance(excinfo.value, (GoldenError, CleanerError)):
            return str(excinfo.value)
        return super().repr_failure(excinfo, style)

    def reportinfo(self) -> tuple[Path, None, str]:
        """Where it is, and its name in headings."""
        return self.path, None, self.path.name


class GoldenError(AssertionError):
    """A case does not give what is pinned; the message says what has changed."""


_HOW = "if this is right: pytest --cleaner-update, or `cleaner fixture update`"


def pytest_addoption(parser: pytest.Parser) -> None:
    """Declare the ini options and the flag."""
    group = parser.getgroup("cleaner", "pages pinned by cleaner")
    group.addoption(
        "--cleaner-update",
        action="store_true",
        dest=_UPDATE,
        help="Let the selected cases hold what cleaning gives now; those that change fail, to be looked at.",
    )
    parser.addini(_FOLDERS, "Folders of cases that are collected as tests.", type="paths", default=[])
    parser.addini(_PIPELINE, "The pipeline for cases that name none: package.module:NAME.", default="")


def pytest_configure(config: pytest.Config) -> None:
    """Have the folders collected, wherever pytest would look for tests."""
    folders = _folders(config)
    if not folders:
        return
    missing = [str(folder) for folder in folders if not folder.is_dir()]
    if missing:
        raise pytest.UsageError(f"{_FOLDERS}: no such folder: {', '.join(missing)}")
    _check(config)
    config.args[:] = [_folder_of(argument, config, folders) for argument in config.args]
    if config.args_source == config.ArgsSource.TESTPATHS:
        config.args += [str(folder) for folder in folders if not _is_within(folder, config.args, config)]


@pytest.hookimpl(optionalhook=True)
def pytest_collect_directory(path: Path, parent: pytest.Collector) -> CaseFolder | None:
    """A case's folder is collected as one, where its own folder is configured."""
    folders = _folders(parent.config)
    if not folders or path.parent.resolve() not in folders:
        return None
    from cleaner.regression.case import is_case

    return CaseFolder.from_parent(parent, path=path) if is_case(path) else None


@pytest.fixture
def clean_page(request: pytest.FixtureRequest) -> "Callable[..., Article]":
    """Cleans pages by the configured pipeline: `clean_page(page, url="")`, as `Pipeline.clean` does.

    A `Path` is a saved page, from the folder of the test.
    """
    pipeline, folder = _pipeline(request.config), request.path.parent

    def cleaned(page: Any, url: str = "") -> "Article":
        from cleaner.sources.files import read_source

        return (
            read_source(str(folder / page)).clean(pipeline, url)
            if isinstance(page, Path)
            else pipeline.clean(page, url)
        )

    return cleaned


def _folders(config: pytest.Config) -> list[Path]:
    """The folders of the ini file."""
    return [folder.resolve() for folder in config.getini(_FOLDERS)]


def _pipeline(config: pytest.Config) -> "Pipeline":
    """The configured pipeline, loaded once."""
    if _LOADED not in config.stash:
        from cleaner import DEFAULT, Pipeline

        name = config.getini(_PIPELINE)
        if name and str(config.rootpath) not in sys.path:
            sys.path.append(str(config.rootpath))
        config.stash[_LOADED] = Pipeline.load(name) if name else DEFAULT
    return config.stash[_LOADED]


def _check(config: pytest.Config) -> None:
    """Refuse a pipeline that there is not, and updates under CI, before any test runs."""
    from cleaner.errors import CleanerError
    from cleaner.regression.store import refuse_in_ci

    try:
        _pipeline(config)
        if config.getoption(_UPDATE):
            refuse_in_ci()
    except CleanerError as error:
        raise pytest.UsageError(str(error)) from None


def _folder_of(argument: str, config: pytest.Config, folders: list[Path]) -> str:
    """`argument`, or the folder of the case whose item it names: pytest takes no `folder::item`."""
    folder, _, item = argument.partition("::")
    is_case = item and (config.invocation_params.dir / folder).resolve().parent in folders
    return folder if is_case else argument


def _is_within(folder: Path, arguments: list[str], config: pytest.Config) -> bool:
    """Whether one of the folders that are collected anyway holds `folder`."""
    return any(folder.is_relative_to((config.invocation_params.dir / argument).resolve()) for argument in arguments)
