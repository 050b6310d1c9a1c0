"""Attacks on every regular expression of `cleaner`: none may take more than linear time.

Attacks are derived from the pattern: what leads to each of its repetitions, then thousands of what is repeated there,
of every character that the pattern speaks of, or of two of them, and an end that matches nothing.
"""

import ast
import importlib
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import product
from math import inf, log
from pathlib import Path
from time import process_time
from typing import Any, Final

try:
    from re import _parser as parser  # type: ignore[attr-defined,unused-ignore]
except ImportError:  # Python 3.10
    import sre_parse as parser  # type: ignore[no-redef,unused-ignore]

import cleaner

__all__ = ["BOUNDED", "MAX_POWER", "Attack", "Pattern", "attack", "patterns_of", "patterns_table"]

MAX_POWER: Final = 1.3
"""Time may grow with this power of the length."""
SIZES: Final = (1000, 4000, 16_000, 64_000)
BOUNDED: Final[Mapping[str, tuple[int, str]]] = {
    "cleaner.sources.mhtml._HEAD": (4096, "the first bytes of a file"),
}
"""Patterns that only see texts of so many characters at most, and which."""
_FIRST, _GROWTH = 16, 1.25
"""Exponential time shows on short texts, which have to grow slowly then."""
_SLOW: Final = 2e-7
"""Where a character takes fewer seconds than this, and be the text long, time is not worth measuring."""
_HOPELESS: Final = 1.0
"""What takes so many seconds is not tried with longer texts."""
_ENDS: Final = ("", "!", "\0")
_CANDIDATES: Final = [*"a1 \n_!<", "é", "港"]
_MAX_LETTERS: Final = 8
_CALLS: Final = frozenset(
    f"re.{name}" for name in "compile findall finditer fullmatch match search split sub subn".split()
)
_CATEGORIES: Final = {"DIGIT": r"\d", "SPACE": r"\s", "WORD": r"\w"}


@dataclass(frozen=True)
class Pattern:
    """A regular expression, and where it is."""

    place: str
    """`module.NAME`, or `module:line` for one within a function."""
    regex: "re.Pattern[Any]"
    methods: tuple[str, ...] = ("findall",)
    """How it is used; `search`, `split`, `sub` … are as `findall` is, where nothing matches."""

    @cached_property
    def attacks(self) -> list[tuple[str, str, str]]:
        """Start, pump and end of each text to attack with."""
        source = self.regex.pattern if isinstance(self.regex.pattern, str) else self.regex.pattern.decode("latin-1")
        walk = _Walk(self.regex.flags)
        sample = walk.over(parser.parse(source, self.regex.flags & ~re.DEBUG), "")
        letters = list(dict.fromkeys(walk.letters))[:_MAX_LETTERS]
        pumps = [*walk.pumps, ("", sample), ("", sample[:-1])]
        pairs = [(lead, "".join(pair)) for pair in product(letters, ["", *letters]) for lead in walk.leads[:3]]
        found = [(lead, pump, end) for lead, pump in pumps for end in _ENDS]
        found += [(lead, pump, _ENDS[-1]) for lead, pump in pairs]
        found += [("", lead + pump, "") for lead, pump in walk.pumps]
        return list(dict.fromkeys(each for each in found if each[1]))

    def seconds(self, text: str, rounds: int = 1) -> float:
        """The time that the slowest use of it takes on `text`, at best."""
        given = text.encode("latin-1", "replace") if isinstance(self.regex.pattern, bytes) else text
        calls = [getattr(self.regex, name) for name in self.methods]
        return max(min(_timed(call, given) for _ in range(rounds)) for call in calls)


@dataclass(frozen=True)
class Attack:
    """The worst that was found for a pattern."""

    power: float
    """Time grows with this power of the length; 0 where it is too short to be measured."""
    seconds: float
    """What the longest text took."""
    parts: tuple[str, str, str]
    """Its start, what is repeated, and its end."""


def patterns_of(package: Any = cleaner) -> list[Pattern]:
    """Every pattern that is compiled when a module of `package` is imported, or written down within its functions."""
    root = Path(package.__file__).parent
    found: list[Pattern] = []
    for path in sorted(root.rglob("*.py")):
        parts = [*path.relative_to(root).with_suffix("").parts]
        name = ".".join([package.__name__, *(part for part in parts if part != "__init__")])
        if parts[-1] == "__main__":
            continue
        found += _patterns_in(importlib.import_module(name), path.read_text("utf-8"))
    return found


def attack(pattern: Pattern, sizes: Sequence[int] = SIZES) -> Attack:
    """The worst attack on `pattern`, or the first that is too bad, with texts of `sizes`, or up to its bound."""
    if pattern.place in BOUNDED:
        sizes = [min(size, BOUNDED[pattern.place][0]) for size in sizes]
    worst = Attack(0, 0, ("", "", ""))
    for parts in pattern.attacks:
        worst = max(worst, _measured(pattern, parts, sizes), key=lambda each: (each.power, each.seconds))
        if worst.power > MAX_POWER:
            break
    return worst


def patterns_table(found: Mapping[Pattern, Attack]) -> Iterator[str]:
    """The worst attacks as a table, in falling order."""
    yield "| pattern | longest text, ms | power | its worst text, or why that is short |"
    yield "| --- | --- | --- | --- |"
    for pattern, worst in sorted(found.items(), key=lambda item: (-item[1].power, -item[1].seconds)):
        bound, why = BOUNDED.get(pattern.place, (0, ""))
        start, pump, end = worst.parts
        said = f"at most {bound} characters: {why}" if bound else f"{start!r} + n × {pump!r} + {end!r}"
        power = f"{worst.power:.2f}" if worst.power else "–"
        yield f"| {pattern.place} | {worst.seconds * 1000:.1f} | {power} | {said} |"


def _patterns_in(module: Any, source: str) -> Iterator[Pattern]:
    tree = ast.parse(source)
    for name, value in vars(module).items():
        if re.search(rf"^{name}\b[^=]*=", source, re.MULTILINE):
            used = _methods(re.findall(rf"\b{name}\.(\w+)\(", source))
            values = value.values() if isinstance(value, dict) else [value]
            yield from (Pattern(f"{module.__name__}.{name}", each, used) for each in values if _is_pattern(each))
    functions = [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)]
    for call in dict.fromkeys(node for function in functions for node in ast.walk(function)):
        if isinstance(call, ast.Call) and ast.unparse(call.func) in _CALLS and isinstance(call.args[0], ast.Constant):
            yield _written(module, call)


def _written(module: Any, call: Any) -> Pattern:
    """The pattern in a call such as `re.sub("a+", …)`."""
    names = [ast.unparse(each) for each in (*call.args, *(word.value for word in call.keywords))]
    flags = [getattr(re, name[3:]) for name in names if re.fullmatch(r"re\.[A-Z]+", name)]
    regex = re.compile(call.args[0].value, sum(flags))
    return Pattern(f"{module.__name__}:{call.lineno}", regex, _methods([call.func.attr]))


def _is_pattern(value: object) -> bool:
    return isinstance(value, re.Pattern)


def _methods(used: Sequence[str]) -> tuple[str, ...]:
    anchored = {"match", "fullmatch"}
    return tuple(sorted({name if name in anchored else "findall" for name in used})) or ("findall",)


class _Walk:
    """A walk over a parsed pattern that notes what is repeated, and what leads there."""

    def __init__(self, flags: int) -> None:
        self._flags = flags
        self.pumps: list[tuple[str, str]] = []
        self.leads: list[str] = [""]
        self.letters: list[str] = []
        self._groups: dict[int, str] = {}

    def over(self, nodes: Any, lead: str) -> str:
        """A text that matches `nodes`, behind `lead`."""
        text = ""
        for node, value in nodes:
            text += self._of(str(node), value, lead + text)
        return text

    def _of(self, node: str, value: Any, lead: str) -> str:  # noqa: PLR0911 -- a line for each kind
        if node in ("MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT"):
            return self._repeat(value, lead)
        if node == "SUBPATTERN":
            text = self._groups[value[0]] = self.over(value[3], lead)
            return text
        if node == "ATOMIC_GROUP":
            return self.over(value, lead)
        if node == "BRANCH":
            first, *_ = [self.over(branch, lead) for branch in value[1]]
            return first
        if node in ("ASSERT", "ASSERT_NOT"):
            self.over(value[1], lead)
            return ""
        if node == "GROUPREF":
            return self._groups.get(value, "")
        letters = self._letters(node, value)
        self.letters += letters
        return letters[0] if letters else ""

    def _repeat(self, value: Any, lead: str) -> str:
        least, most, body = value
        text = self.over(body, lead)
        if most > 9:
            kinds = [str(node) for node, _ in body]
            pumps = [text] if kinds not in (["IN"], ["NOT_LITERAL"], ["ANY"]) else self._letters(kinds[0], body[0][1])
            self.pumps += [(lead, pump) for pump in pumps]
            self.leads.append(lead)
        return text * max(min(least, 9), 1)

    def _letters(self, node: str, value: Any) -> list[str]:
        if node == "LITERAL":
            return [chr(value)]
        if node == "NOT_LITERAL":
            return [each for each in _CANDIDATES if each != chr(value)][:3]
        if node == "ANY":
            return ["a", " "]
        if node == "IN":
            return _letters_in(value)
        return []


def _letters_in(items: Any) -> list[str]:
    """A character for each part of a class."""
    parts = [(str(node), value) for node, value in items]
    if parts[0][0] == "NEGATE":
        return [each for each in _CANDIDATES if not any(_is_in(each, *part) for part in parts[1:])][:3]
    found = [chr(value if node == "LITERAL" else value[0]) for node, value in parts if node in ("LITERAL", "RANGE")]
    named = [part for part in parts if part[0] == "CATEGORY"]
    return found[:6] + [each for part in named for each in _CANDIDATES if _is_in(each, *part)][:4]


def _is_in(letter: str, node: str, value: Any) -> bool:
    if node == "LITERAL":
        return letter == chr(value)
    if node == "RANGE":
        return value[0] <= ord(letter) <= value[1]
    name = str(value).removeprefix("CATEGORY_").removeprefix("UNI_")
    is_other = name.startswith(("NOT_", "UNI_NOT_"))
    known = _CATEGORIES[name.rpartition("_")[2]]
    return (re.match(known, letter) is None) == is_other


def _measured(pattern: Pattern, parts: tuple[str, str, str], sizes: Sequence[int]) -> Attack:
    """How long the texts take that are made of `parts`; what seems slow is timed again, for other programs run, too."""

    def seconds(size: int, rounds: int = 1) -> float:
        return pattern.seconds(_text(parts, size), rounds)

    short = [int(_FIRST * _GROWTH**step) for step in range(int(log(sizes[0] / _FIRST, _GROWTH)))]
    for size in (*short, *sizes):
        limit = _HOPELESS if size in sizes else _HOPELESS / 20
        if seconds(size) > limit and (found := seconds(size, 2)) > limit:
            return Attack(inf, found, parts)
    last = seconds(sizes[-1])
    if last < _SLOW * sizes[-1]:
        return Attack(0, last, parts)
    before, last = seconds(sizes[-2], 3), seconds(sizes[-1], 3)
    return Attack(max(log(last / before, sizes[-1] / sizes[-2]), 0), last, parts)


def _text(parts: tuple[str, str, str], size: int) -> str:
    start, pump, end = parts
    return start + pump * max(size // len(pump), 1) + end


def _timed(call: Any, text: Any) -> float:
    start = process_time()
    call(text)
    return process_time() - start
