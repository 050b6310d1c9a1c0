"""What `cleaner` raises: every error it raises on purpose is a `CleanerError`.

- `CleanerError`
    - `CaseError`: a case of the regression kit, or a run to compare with, is not whole, or there is none.
    - `OutputError`: a result cannot be written.
    - `PageError`: the input is not a page that can be cleaned (a PDF, an image, no bytes at all …).
    - `PipelineError`: a pipeline was asked for with unknown, doubled or wrongly ordered filters.
    - `RulesError`: a file of rules for sites cannot be read or breaks the format.
    - `TemplateError`: the file of a site template cannot be read or is damaged.
    - `TableError`: a phrase or marker table, or the file of weights, breaks the format.
"""

__all__ = [
    "CaseError",
    "CleanerError",
    "OutputError",
    "PageError",
    "PipelineError",
    "RulesError",
    "TableError",
    "TemplateError",
    "place_of",
    "reason_of",
]


class CleanerError(ValueError):
    """Base of all errors of this package."""


class CaseError(CleanerError):
    """A case of the regression kit, or a run to compare with, is not whole; the message names it and what is wrong."""


class OutputError(CleanerError):
    """A result cannot be written; the message names the file and the reason."""


class PageError(CleanerError):
    """The input is not a page; the message says what it is instead."""


class PipelineError(CleanerError):
    """A pipeline's filters are unknown, doubled or in a wrong order; the message lists the valid names."""


class RulesError(CleanerError):
    """A file of rules for sites cannot be read or breaks the format; the message names file and entry."""


class TableError(CleanerError):
    """A table of phrases or markers, or the file of weights, breaks the format; the message names file and entry."""


class TemplateError(CleanerError):
    """The file of a site template cannot be read or is damaged; the message names the file and what is wrong."""


def reason_of(error: BaseException) -> str:
    """What went wrong, in a line: the message of what is raised on purpose, else what kind of error it was as well."""
    return str(error) if isinstance(error, CleanerError) else f"{type(error).__name__}: {error}"


def place_of(error: BaseException) -> str:
    """In which file and line it happened, for what is somebody's fault; empty for what is raised on purpose."""
    trace = None if isinstance(error, CleanerError) else error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    return f" ({trace.tb_frame.f_code.co_filename}, line {trace.tb_lineno})" if trace else ""
