"""Adding, checking and updating cases."""

import os
import re
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Final

from cleaner import DEFAULT
from cleaner.article import Article
from cleaner.errors import CaseError, OutputError
from cleaner.pipeline import Pipeline
from cleaner.regression.case import META, SUFFIX, Case, Meta
from cleaner.regression.compare import compare, describe, differing, sides_of, summary
from cleaner.regression.golden import Golden
from cleaner.sources.files import STDIN, Source, read_source
from cleaner.words import MAX_SLUG, NO_SLUG, slug

__all__ = ["Outcome", "add", "check", "checked_name", "refuse_in_ci", "update"]

NO_META: Final = Meta()
_SUFFIX: Final = re.compile(f"{SUFFIX}$", re.IGNORECASE)
_COMMON: Final = frozenset(("index", "page"))
"""What many files are called."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What the check of a case, or its update, came to."""

    name: str
    changes: str = ""
    """What has changed, in a few words; empty where nothing has."""
    lines: tuple[str, ...] = ()
    """Each change in a line."""
    faults: Mapping[str, str] = field(default_factory=dict)
    """What is wrong with golden files, by their names."""

    @property
    def is_same(self) -> bool:
        """Whether all is as it should be."""
        return not self.changes and not self.faults

    def __str__(self) -> str:
        """All of it."""
        said = [*self.faults.values(), *([self.changes] if self.changes else [])]
        return "\n".join([f"{self.name}: {'; '.join(said)}", *self.lines])


def add(
    page: str, into: Path, name: str = "", meta: Meta = NO_META, default: Pipeline = DEFAULT
) -> tuple[Case, Article]:
    """Pin the page in the file `page` (`-` is standard input) as the case `name` in the folder `into`.

    It is cleaned as `meta` says; where that gives no address or language, those that the page says are noted. Raises
    `CleanerError` where there is no such page, or there is such a case already.
    """
    folder = into / checked_name(name or _name_of(page))
    if folder.exists():
        raise CaseError(f"{folder}: is there already; choose another name, or update it")
    pipeline = Case(folder, folder, meta).pipeline(default)
    source = read_source(page, pipeline.limits)
    copy = f"page{_suffix_of(page, source)}"
    article = source.clean(pipeline, meta.url, meta.language)
    document = article.document
    meta = replace(meta, url=meta.url or document.url, language=meta.language or document.language)
    with _new_folder(folder) as temporary:
        (temporary / copy).write_bytes(source.raw)
        (temporary / META).write_text(meta.to_toml(), "utf-8", newline="")
        Golden.of(article).save(temporary)
    return Case(folder, folder / copy, meta), article


def check(folder: Path, default: Pipeline = DEFAULT) -> Outcome:
    """Whether the case in `folder` still gives what its golden files hold; what is missing is a change too.

    Raises `CleanerError` where there is no case, or its page or `meta.toml` is wrong.
    """
    case = Case.load(folder)
    return _outcome(case, case.clean(default))


def update(folder: Path, default: Pipeline = DEFAULT) -> Outcome:
    """Let the golden files of the case in `folder` hold what it gives now; what has changed by that.

    Where one is missing or damaged that alone is written: what somebody has written into the other may be right. A case
    that is as it should be is not touched. Raises `CleanerError` as `check` does, and under `CI`.
    """
    refuse_in_ci()
    case = Case.load(folder)
    article = case.clean(default)
    outcome = _outcome(case, article)
    if outcome.faults:
        Golden.of(article).save(folder, *outcome.faults)
        faults = {name: f"{fault}: written" for name, fault in outcome.faults.items()}
        return replace(_outcome(case, article), faults=faults)
    if not outcome.is_same:
        Golden.of(article).save(folder)
    return outcome


def refuse_in_ci() -> None:
    """Raise `CaseError` where the environment says `CI`: what is golden is for people to decide."""
    if os.environ.get("CI", "").lower() not in ("", "0", "false"):
        raise CaseError("golden files are not updated under CI; update where you can look at them")


def _outcome(case: Case, article: Article) -> Outcome:
    faults: dict[str, str] = {}
    golden, found = Golden.load(case.folder, faults), Golden.of(article)
    if found == golden:
        return Outcome(case.name, faults=faults)
    every = compare(golden, sides_of(article))
    changes = [change for change in every if change.kind != "new" or change.file not in faults]
    if not every:
        return Outcome(
            case.name, "nothing changed sides, but the files differ", tuple(differing(golden, found)), faults
        )
    return Outcome(case.name, summary(changes), tuple(describe(changes)), faults)


def _name_of(page: str) -> str:
    """The file's name without what it ends with; the folder's, where the file's says nothing."""
    path = Path(page).absolute()
    stem = _SUFFIX.sub("", path.name)
    found = slug(path.parent.name if stem.casefold() in _COMMON else stem)
    if page == STDIN or not found:
        raise CaseError(f"{page}: give the case a name, with --name")
    return found


def checked_name(name: str) -> str:
    """`name`, if a case can be called so; raises `CaseError` where not."""
    if NO_SLUG.search(name) or name.startswith(".") or len(name) > MAX_SLUG:
        raise CaseError(f"{name!r} is no name for a case: up to {MAX_SLUG} letters, digits, '-', '_' and '.'")
    return name


def _suffix_of(page: str, source: Source) -> str:
    found = _SUFFIX.search(page)
    return found.group().lower() if found else ".txt" if source.is_plain else ".html"


@contextmanager
def _new_folder(folder: Path) -> Iterator[Path]:
    """A folder that becomes `folder` at the end, or goes where something went wrong."""
    temporary = None
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        temporary = Path(tempfile.mkdtemp(dir=folder.parent, prefix=".cleaner-"))
        yield temporary
        temporary.chmod(folder.parent.stat().st_mode & 0o777)
        temporary.rename(folder)
    except OutputError as error:  # which names a folder that nobody knows
        raise OutputError(str(error).replace(str(temporary), str(folder))) from None
    except OSError as error:
        raise OutputError(f"cannot write {folder}: {error.strerror}") from None
    finally:
        if temporary is not None:
            shutil.rmtree(temporary, ignore_errors=True)
