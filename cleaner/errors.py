"""What `cleaner` raises: every error it raises on purpose is a `CleanerError`.

- `CleanerError`
    - `PageError`: the input is not a page that can be cleaned (a PDF, an image, no bytes at all …).
    - `PipelineError`: a pipeline was asked for with unknown, doubled or wrongly ordered filters.
    - `RulesError`: a file of rules for sites cannot be read or breaks the format.
    - `TableError`: a phrase or marker table, or the file of weights, breaks the format.
"""

__all__ = ["CleanerError", "PageError", "PipelineError", "RulesError", "TableError"]


class CleanerError(ValueError):
    """Base of all errors of this package."""


class PageError(CleanerError):
    """The input is not a page; the message says what it is instead."""


class PipelineError(CleanerError):
    """A pipeline's filters are unknown, doubled or in a wrong order; the message lists the valid names."""


class RulesError(CleanerError):
    """A file of rules for sites cannot be read or breaks the format; the message names file and entry."""


class TableError(CleanerError):
    """A table of phrases or markers, or the file of weights, breaks the format; the message names file and entry."""
