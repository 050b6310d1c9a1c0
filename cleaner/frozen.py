"""Frozen dataclasses of which a page has hundreds, made quickly."""

from collections.abc import Callable
from dataclasses import fields, make_dataclass
from typing import Any, ParamSpec, TypeVar

__all__ = ["maker"]

P = ParamSpec("P")
T = TypeVar("T")


def maker(frozen: Callable[P, T]) -> Callable[P, T]:
    """A constructor of the frozen dataclass `frozen` that takes a quarter of the time, for a walk that makes hundreds.

    It fills a twin that is not frozen yet, and then makes it one of the class.
    """
    columns = [(each.name, each.type, each) for each in fields(frozen)]  # type: ignore[arg-type]
    twin = make_dataclass("Twin", columns, slots=True, eq=False, repr=False)

    def made(*args: P.args, **kwargs: P.kwargs) -> T:
        it: Any = twin(*args, **kwargs)
        it.__class__ = frozen
        found: T = it
        return found

    return made
