"""`Case`: a folder with a saved page and what its cleaning must give.

    <case>/page.html       the page as it was saved (or .htm, .xhtml, .txt, .text, .md; with .gz)
           meta.toml       its address, its language, the pipeline it is cleaned by
           kept.txt        the clean text
           dropped.txt     what was dropped (see `cleaner.regression.golden`)

`meta.toml`, of which every key may be missing:

    url = "https://example.org/page"
    language = "en"                          # of a plain text; an HTML page says its own
    about = "what the case shows"
    pipeline = "scraper.cleaning:PIPELINE"   # else the one that whoever runs the case gives
    skip = ["promo"]                         # filters left out
    only = ["comments", "share"]             # or those that run alone
    rules = "../rules.toml"                  # rules for sites, a path from the case's folder
"""

import os
import re
from collections.abc import Sequence
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any, Final

import tomli
import tomli_w

from cleaner import DEFAULT
from cleaner.article import Article
from cleaner.errors import CaseError, PageError, PipelineError, RulesError
from cleaner.filenames import real_path
from cleaner.pipeline import Pipeline
from cleaner.regression.config import project_of
from cleaner.rules import Rules
from cleaner.sources.files import read_source

__all__ = ["Case", "Meta", "find_cases", "is_case", "page_of"]

SUFFIX: Final = r"\.(?:html?|xhtml|txt|text|md)(?:\.gz)?"
"""What the name of a page ends with."""
DROPPED: Final = "dropped.txt"
KEPT: Final = "kept.txt"
META: Final = "meta.toml"
_GOLDEN: Final = (KEPT, DROPPED)
_PAGE: Final = re.compile(rf"page{SUFFIX}", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Meta:
    """What `meta.toml` says."""

    url: str = ""
    language: str = ""
    about: str = ""
    pipeline: str = ""
    skip: tuple[str, ...] = ()
    only: tuple[str, ...] = ()
    rules: str = ""

    @classmethod
    def load(cls, path: Path) -> "Meta":
        """What the file at `path` says, nothing where there is none; raises `CaseError` where it is wrong."""
        try:
            table = tomli.loads(path.read_text("utf-8-sig"))
        except FileNotFoundError:
            return cls()
        except OSError as error:
            raise CaseError(f"{path}: {error.strerror}") from None
        except (tomli.TOMLDecodeError, UnicodeDecodeError) as error:
            raise CaseError(f"{path}: {error}") from None
        return cls(**{key: _checked(path, key, value) for key, value in table.items()})

    def to_toml(self) -> str:
        """What the file holds; keys without a value are left out."""
        values = {each.name: getattr(self, each.name) for each in fields(self)}
        return tomli_w.dumps({key: value for key, value in values.items() if value})


@dataclass(frozen=True, slots=True)
class Case:
    """A folder with a page that is pinned."""

    folder: Path
    page: Path
    meta: Meta

    @classmethod
    def load(cls, folder: Path) -> "Case":
        """The case in `folder`; raises `CaseError` where it is not whole, golden files apart."""
        if not folder.is_dir():
            raise CaseError(f"{folder}: no such case")
        if not is_case(folder) and find_cases(folder):
            raise CaseError(f"{folder}: is a folder of cases; name one of them")
        return cls(folder, page_of(folder), Meta.load(folder / META))

    @property
    def name(self) -> str:
        """The folder's name."""
        return self.folder.absolute().name

    def pipeline(self, default: Pipeline = DEFAULT) -> Pipeline:
        """The pipeline for this page; `default` where the case names none. Raises `CaseError`."""
        meta = self.meta
        try:
            base = Pipeline.load(meta.pipeline, project_of(self.folder)) if meta.pipeline else default
            found = (base.only(*meta.only) if meta.only else base).without(*meta.skip)
            path = os.path.normpath(Path(real_path(self.folder)) / meta.rules)  # the folder may not be there yet
            return found.with_rules(Rules.load(path)) if meta.rules else found
        except (PipelineError, RulesError) as error:
            raise CaseError(f"{self.folder / META}: {error}") from None

    def clean(self, default: Pipeline = DEFAULT) -> Article:
        """The article on the page; raises `CaseError` where it is no page."""
        pipeline = self.pipeline(default)
        try:
            return read_source(str(self.page), pipeline.limits).clean(pipeline, self.meta.url, self.meta.language)
        except PageError as error:
            raise CaseError(f"{self.page}: {error}") from None


def page_of(folder: Path) -> Path:
    """The page in a case's `folder`; raises `CaseError` where there is none, or more than one."""
    try:
        pages = [path for path in _files(folder) if _PAGE.fullmatch(path.name)]
    except OSError as error:
        raise CaseError(f"{folder}: {error.strerror}") from None
    if not pages:
        raise CaseError(f"{folder}: there is no page (page.html, page.txt …)")
    if len(pages) > 1:
        raise CaseError(f"{folder}: more than one page: {', '.join(path.name for path in pages)}")
    return pages[0]


def is_case(folder: Path) -> bool:
    """Whether `folder` is a case, what is left of one, or cannot be read."""
    if not folder.is_dir():
        return False
    try:
        return any(path.name in (*_GOLDEN, META) or _PAGE.fullmatch(path.name) for path in _files(folder))
    except OSError:
        return True


def find_cases(root: Path) -> Sequence[Path]:
    """The folders of the cases in `root`, at any depth, sorted; hidden ones are passed over.

    `root` itself, where it is one; beside cases in it only if it holds golden files, which are then lost.
    """
    found: list[Path] = []
    waiting, seen = [root], {real_path(root)}
    while waiting:
        folder = waiting.pop()
        is_own = is_case(folder)
        if is_own:
            found.append(folder)
        for inner in _folders(folder) if folder is root or not is_own else ():
            if real_path(inner) not in seen:
                seen.add(real_path(inner))
                waiting.append(inner)
    return sorted(found)


def _folders(folder: Path) -> list[Path]:
    try:
        return [path for path in folder.iterdir() if path.is_dir() and not path.name.startswith(".")]
    except OSError:
        return []


def _files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.iterdir() if path.is_file())


def _checked(path: Path, key: str, value: Any) -> Any:
    kinds: dict[str, Any] = {each.name: each.default for each in fields(Meta)}
    if key not in kinds:
        raise CaseError(f"{path}: unknown key {key!r}; the keys are {', '.join(kinds)}")
    if isinstance(kinds[key], str):
        if not isinstance(value, str):
            raise CaseError(f"{path}: {key} must be a string")
        return value
    if not isinstance(value, list) or not all(isinstance(each, str) for each in value):
        raise CaseError(f"{path}: {key} must be a list of strings")
    return tuple(value)
