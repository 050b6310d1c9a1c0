"""The data that a page carries for its scripts: JSON in `<script>`, in assignments, in attributes, in React's stream.

Nothing is run. What is no JSON (a function's call, a template) is passed over, malformed data never raises, and time
is linear in the page's size.
"""

import json
import re
from collections.abc import Iterable, Iterator
from typing import Any, Final

from cleaner.document import Document

__all__ = ["data_of", "loaded", "script_values"]

_DECODER: Final = json.JSONDecoder(strict=False)
_MIN_CHARS: Final = 300
"""Shorter data hold no body."""
_MAX_STARTS: Final = 200
"""So many places in one script are tried."""
_START: Final = re.compile(r"""(?:=|\bpush\()\s*(?=[\[{]\s*[\[{"0-9])|\bJSON\.parse\(\s*(?=["'])""")
"""What is assigned, pushed or parsed in a script."""
_UNDEFINED: Final = re.compile(r":\s?undefined(?=[,}])")
_QUOTED: Final = re.compile(r""""[^"\\]*(?:\\.[^"\\]*)*"|'[^'\\]*(?:\\.[^'\\]*)*'""", re.DOTALL)
_ESCAPE: Final = re.compile(r"\\(?:x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|(.))", re.DOTALL)
_ESCAPED: Final = {"b": "\b", "f": "\f", "n": "\n", "r": "\r", "t": "\t", "v": "\v", "0": "\0", "\n": ""}
_ROW: Final = re.compile(rb"\s*[0-9a-f]{1,8}:(?:T([0-9a-f]{1,8}),)?")
"""The head of a row of React's stream; a row of text gives its length in bytes."""


def data_of(document: Document) -> tuple[list[Any], bool]:
    """The elements of the page with data, as many as fit its limits, and whether one did not."""
    found: list[Any] = []
    left, has_more = document.limits.data_bytes, False
    for element in document.tree.iter("*"):
        chars = sum(map(len, _data_in(element)))
        if chars > left:
            has_more = True
        elif chars:
            left -= chars
            found.append(element)
    return found, has_more


def _data_in(element: Any) -> list[str]:
    """What may hold data: a script's text, or values of attributes, as pictures in the page's own address do not."""
    if element.tag == "script":
        text = element.text or ""
        return [text] if "{" in text or "[" in text else []
    return [value for value in element.values() if len(value) >= _MIN_CHARS and _is_json(value.strip())]


def _is_json(stripped: str) -> bool:
    """Whether it begins and ends as an object or a list does."""
    return stripped[:1] + stripped[-1:] in ("{}", "[]")


def script_values(elements: Iterable[Any]) -> Iterator[tuple[bool, Any]]:
    """The objects and lists in the data of `elements`, each with whether it is JSON-LD, in page order."""
    streamed: list[str] = []
    for element in elements:
        if element.tag != "script":
            yield from ((False, loaded(value)) for value in _data_in(element))
            continue
        text, kind = element.text or "", (element.get("type") or "").lower()
        if "json" in kind:
            yield "ld+json" in kind, _resolved(_first(text))
        elif not kind or "javascript" in kind or kind == "module":
            for value in _assigned(text):
                if _is_streamed(value):
                    streamed.append(value[1])
                else:
                    yield False, value
    yield from ((False, value) for value in _rows("".join(streamed)))


def loaded(text: str) -> Any:
    """The object or list that `text` is the JSON of; None where it is something else."""
    stripped = text.strip()
    return _value_at(stripped, 0)[0] if _is_json(stripped) else None


def _resolved(value: Any) -> Any:
    """`value`, with the strings put in where it is one list whose objects give places in it (as Nuxt writes it)."""
    if not isinstance(value, list) or not value or not isinstance(value[0], (dict, list)):
        return value
    objects = [each for each in value if isinstance(each, dict) and each]
    if not objects or not all(type(place) is int for each in objects for place in each.values()):
        return value
    texts = {at: text for at, text in enumerate(value) if isinstance(text, str)}
    return [{key: texts[at] for key, at in each.items() if at in texts} for each in objects]


def _value_at(text: str, start: int) -> tuple[Any, int]:
    """The value that begins at `start`, and where it ends; None and `start` where there is none."""
    try:
        value, end = _DECODER.raw_decode(text, start)
    except (ValueError, RecursionError):
        return None, start
    return value, end


def _first(text: str) -> Any:
    """The first value in a script of JSON, whatever marks of a comment or CDATA stand around it."""
    text = text.replace("<![CDATA[", "")
    starts = [at for at in (text.find("{"), text.find("[")) if at >= 0]
    return _value_at(text, min(starts))[0] if starts else None


def _assigned(script: str) -> Iterator[Any]:
    """The objects and lists in a script."""
    script = _UNDEFINED.sub(":null", script)
    behind = 0
    for number, match in enumerate(_START.finditer(script)):
        start = match.end()
        if number >= _MAX_STARTS:
            return
        if start < behind:
            continue
        value, behind = _parsed_at(script, start) if script[start] in "\"'" else _value_at(script, start)
        if isinstance(value, (dict, list)):
            yield value


def _parsed_at(script: str, start: int) -> tuple[Any, int]:
    """The value whose JSON is in the string that begins at `start`, and where the string ends."""
    match = _QUOTED.match(script, start)
    if match is None:
        return None, start
    text = _ESCAPE.sub(_unescaped, match.group()[1:-1])
    return loaded(text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")), match.end()


def _unescaped(escape: re.Match[str]) -> str:
    short, long, character = escape.groups()
    return chr(int(short or long, 16)) if character is None else _ESCAPED.get(character, character)


def _is_streamed(value: Any) -> bool:
    return isinstance(value, list) and len(value) == 2 and value[0] == 1 and isinstance(value[1], str)


def _rows(stream: str) -> Iterator[Any]:
    """The values of the rows of React's stream; a row of text as an object with that text."""
    data, at = stream.encode("utf-8", "replace"), 0
    while at < len(data):
        head = _ROW.match(data, at)
        if head and head.group(1):
            end = head.end() + int(head.group(1), 16)
            yield {"text": data[head.end() : end].decode("utf-8", "replace")}
        else:
            end = data.find(b"\n", at) + 1 or len(data)
            if head:
                yield loaded(data[head.end() : end].decode("utf-8", "replace"))
        at = end
