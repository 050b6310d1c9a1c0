"""The pytest plugin: every case is a test item, `fixtures/promo--read-also::page.html`.

In the ini file:

    cleaner_fixtures = fixtures                        # folders of cases, from the ini file's folder
    cleaner_pipeline = scraper.cleaning:PIPELINE       # for cases that name none; cleaner's own by default

`--cleaner-update` lets the golden files of the selected cases hold what cleaning gives now, and fails those it
changed, so that somebody looks at them. Nothing of `cleaner` is imported before it is needed: where no folder is
named, the plugin costs nothing.
"""

import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from cleaner.article import Article
    from cleaner.pipeline import Pipeline
    from cleaner.regression.items import CaseFolder
    from cleaner.sources.files import Source

__all__: list[str] = []

_FOLDERS = "cleaner_fixtures"
_PIPELINE = "cleaner_pipeline"
_UPDATE = "cleaner_update"


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
    if folders:
        _check(config, folders)
        config.args[:] = [_folder_of(argument, config, folders) for argument in config.args]
        if config.args_source == config.ArgsSource.TESTPATHS:
            config.args += [str(folder) for folder in folders if not _is_collected(folder, config)]
    elif config.getoption(_UPDATE):
        raise pytest.UsageError(f"--cleaner-update: the ini file names no {_FOLDERS}")


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    """No folder of cases, and no case, is passed over for its name, as `build` would be."""
    folders = _folders(config)
    if not folders or collection_path.name.startswith(".") or not collection_path.is_dir():
        return None
    ignored = [_absolute(each, config) for each in config.getoption("ignore") or ()]
    is_ours = collection_path in folders or _is_in(collection_path, folders)
    return False if is_ours and collection_path not in ignored else None


@pytest.hookimpl(optionalhook=True)
def pytest_collect_directory(path: Path, parent: pytest.Collector) -> "CaseFolder | None":
    """A case's folder is collected as one, where a folder around it is configured."""
    if not _is_in(path, _folders(parent.config)):
        return None
    from cleaner.regression.case import is_case
    from cleaner.regression.items import CaseFolder

    return CaseFolder.from_parent(parent, path=path) if is_case(path) else None


@pytest.fixture
def clean_page(request: pytest.FixtureRequest) -> "Callable[..., Article]":
    """Cleans pages by the configured pipeline: `clean_page(page, url="")`, as `Pipeline.clean` does.

    A `Path` is a saved page, from the folder of the test.
    """
    pipeline, folder = _pipeline(request.config), request.path.parent

    def cleaned(page: Any, url: str = "") -> "Article":
        if isinstance(page, Path):
            return _read(folder / page, pipeline).clean(pipeline, url)
        return pipeline.clean(page, url)

    return cleaned


def _folders(config: pytest.Config) -> list[Path]:
    """The folders that the ini file names, as pytest writes paths: symbolic links are not followed."""
    return [Path(os.path.normpath(folder)) for folder in config.getini(_FOLDERS)]


def _check(config: pytest.Config, folders: list[Path]) -> None:
    """Refuse what no test could say: folders without cases, a pipeline that there is not, updates under CI."""
    if not hasattr(pytest, "Directory"):
        raise pytest.UsageError(f"{_FOLDERS} needs pytest 8 or later")
    from cleaner.errors import CleanerError
    from cleaner.regression.store import refuse_in_ci

    for folder in folders:
        _check_folder(folder)
    try:
        _pipeline(config)
        if config.getoption(_UPDATE):
            refuse_in_ci()
    except CleanerError as error:
        raise pytest.UsageError(str(error)) from None


def _check_folder(folder: Path) -> None:
    from cleaner.regression.case import find_cases, is_case

    if not folder.is_dir():
        raise pytest.UsageError(f"{_FOLDERS}: no such folder: {folder}")
    if is_case(folder):
        raise pytest.UsageError(f"{_FOLDERS}: {folder} has a case's files in it; name the folder around the cases")
    if not find_cases(folder):
        raise pytest.UsageError(f"{_FOLDERS}: no case in {folder}; `cleaner fixture add` makes them")


def _pipeline(config: pytest.Config) -> "Pipeline":
    """The configured pipeline, loaded once; modules in the root folder are found."""
    from cleaner import DEFAULT, Pipeline
    from cleaner.regression.items import PIPELINE

    if PIPELINE not in config.stash:
        if str(config.rootpath) not in sys.path:
            sys.path.append(str(config.rootpath))
        name = config.getini(_PIPELINE)
        config.stash[PIPELINE] = Pipeline.load(name) if name else DEFAULT
    return config.stash[PIPELINE]


def _read(path: Path, pipeline: "Pipeline") -> "Source":
    from cleaner.errors import PageError
    from cleaner.sources.files import read_source

    try:
        return read_source(str(path), pipeline.limits)
    except PageError as error:
        raise PageError(f"{path}: {error}") from None


def _folder_of(argument: str, config: pytest.Config, folders: list[Path]) -> str:
    """`argument`, or the folder of the case whose item it names: pytest takes no `folder::item`."""
    folder, _, item = argument.partition("::")
    path = _absolute(folder, config)
    return folder if item and _is_in(path, folders) and (path / item).is_file() else argument


def _is_in(path: Path, folders: list[Path]) -> bool:
    return any(path != folder and path.is_relative_to(folder) for folder in folders)


def _is_collected(folder: Path, config: pytest.Config) -> bool:
    """Whether one of the folders that are collected anyway holds `folder`."""
    return any(folder.is_relative_to(_absolute(argument, config)) for argument in config.args)


def _absolute(path: str | Path, config: pytest.Config) -> Path:
    return Path(os.path.normpath(config.invocation_params.dir / path))
