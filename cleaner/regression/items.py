"""Cases as pytest collects them; apart from the plugin, which costs nothing where there are none."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any, Final

import pytest

from cleaner.errors import CaseError, CleanerError
from cleaner.pipeline import Pipeline
from cleaner.regression.case import page_of
from cleaner.regression.store import check, update

__all__ = ["PIPELINE", "CaseFolder", "CaseItem", "GoldenError"]

PIPELINE: Final[pytest.StashKey[Pipeline]] = pytest.StashKey()
"""Where the session's configuration keeps the configured pipeline."""
_HOW: Final = "if this is right: pytest --cleaner-update"


class CaseFolder(pytest.Directory):
    """The folder of one case, in which there is one item."""

    def collect(self) -> "Iterable[CaseItem]":
        """The case as an item, whole or not: what is wrong with it is for the test to say."""
        try:
            name = page_of(self.path).name
        except CaseError:
            name = "page"
        yield CaseItem.from_parent(self, name=name)


class CaseItem(pytest.Item):
    """A page that must give what is pinned."""

    def runtest(self) -> None:
        """Clean the page and compare; with `--cleaner-update` write what it gives."""
        is_update = self.config.getoption("cleaner_update")
        outcome = (update if is_update else check)(self.path, self.config.stash[PIPELINE])
        if not outcome.is_same:
            raise GoldenError(f"{outcome}\n{'updated: look at it' if is_update else _HOW}")

    def repr_failure(self, excinfo: pytest.ExceptionInfo[BaseException], style: Any = None) -> Any:
        """What has changed, without a traceback."""
        if isinstance(excinfo.value, (GoldenError, CleanerError)):
            return str(excinfo.value)
        return super().repr_failure(excinfo, style)

    def reportinfo(self) -> tuple[Path, None, str]:
        """Where it is, and its name in headings."""
        return self.path, None, self.path.name


class GoldenError(AssertionError):
    """A case does not give what is pinned; the message says what has changed."""
