"""Choosing cases by name, as pytest's `-k` does: `promo and not (near or plain)`."""

import re
from collections.abc import Callable, Iterator
from typing import Final

from cleaner.errors import CaseError

__all__ = ["selector"]

_TOKEN: Final = re.compile(r"[()]|[^\s()]+")
_MAX_TOKENS: Final = 200
Test = Callable[[str], bool]


def selector(expression: str) -> Test:
    """Whether a name is meant by `expression`: parts of names with `and`, `or`, `not` and brackets.

    Letter case does not count; an empty expression means every name. Raises `CaseError` where it is none.
    """
    tokens = _TOKEN.findall(expression.casefold())
    if not tokens:
        return lambda name: True  # noqa: ARG005
    if len(tokens) > _MAX_TOKENS:
        raise CaseError(f"-k: more than {_MAX_TOKENS} words")
    parser = _Parser(iter(tokens), expression)
    test = parser.either()
    if parser.token:
        raise parser.wrong()
    return lambda name: test(name.casefold())


class _Parser:
    """Reads one expression by recursive descent, one token ahead."""

    def __init__(self, tokens: Iterator[str], expression: str) -> None:
        self._tokens = tokens
        self._expression = expression
        self.token = next(tokens, "")

    def either(self) -> Test:
        tests = [self._both()]
        while self._takes("or"):
            tests.append(self._both())
        return lambda name: any(test(name) for test in tests)

    def wrong(self) -> CaseError:
        found = f"{self.token!r} stands" if self.token else "it ends"
        return CaseError(f"-k: {self._expression!r} is no expression: {found} where a name or a bracket should")

    def _both(self) -> Test:
        tests = [self._one()]
        while self._takes("and"):
            tests.append(self._one())
        return lambda name: all(test(name) for test in tests)

    def _one(self) -> Test:
        if self._takes("not"):
            refused = self._one()
            return lambda name: not refused(name)
        if self._takes("("):
            test = self.either()
            if not self._takes(")"):
                raise self.wrong()
            return test
        if self.token in ("", ")", "and", "or"):
            raise self.wrong()
        part, self.token = self.token, next(self._tokens, "")
        return lambda name: part in name

    def _takes(self, word: str) -> bool:
        if self.token != word:
            return False
        self.token = next(self._tokens, "")
        return True
