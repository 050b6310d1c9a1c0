"""Reads the site patterns of Full-Text RSS (`ftr-site-config`, CC0) as rules: a folder of `host.txt` files.

What is read: `strip` (XPath), `strip_id_or_class` (one id or class) and `body` (XPath). Titles, authors, dates, what
rewrites the page's source and the addresses of images are nothing that rules can say, and are passed over. A file
whose name begins with a dot is for all subdomains, as all rules are.
"""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from cleaner.errors import RulesError
from cleaner.rules import ANY_HOST, HOST, Rules, SiteRules, compiled

__all__ = ["Import", "read_patterns", "to_toml"]

_GLOBAL = "global"
_NAME = re.compile(r"[\w-]+(?:[.:][\w-]+)*")


@dataclass(frozen=True)
class Import:
    """The rules that were read, and what could not be."""

    rules: Rules
    skipped: tuple[str, ...]
    """Patterns that are no valid XPath or name, each with its file."""


def read_patterns(folder: Path) -> Import:
    """The rules of the pattern files in `folder`; raises `RulesError` where it holds none."""
    skipped: list[str] = []
    found: dict[str, dict[tuple[str, str], None]] = {}
    for path in sorted(folder.glob("*.txt")):  # with those that begin with a dot
        host = path.name.removesuffix(".txt").removeprefix(".").removeprefix("www.").lower()
        if not path.is_file() or not HOST.fullmatch(host):
            skipped.append(f"{path.name}: not named for a host")
            continue
        name = ANY_HOST if host == _GLOBAL else host
        found.setdefault(name, {}).update(dict.fromkeys(_entries(path, skipped)))
    sites = {
        name: SiteRules(
            drop=tuple(selector for kind, selector in entries if kind == "drop"),
            body=tuple(selector for kind, selector in entries if kind == "body"),
        )
        for name, entries in found.items()
        if entries
    }
    if not sites:
        raise RulesError(f"{folder}: no site patterns in it (files such as example.org.txt)")
    return Import(Rules(tuple(sorted(sites.items(), key=lambda site: site[0]))), tuple(skipped))


def to_toml(rules: Rules) -> str:
    """`rules` as a rules file has them."""
    return "\n".join("\n".join([f"[{json.dumps(host)}]", *_lines(site)]) + "\n" for host, site in rules.sites)


def _lines(site: SiteRules) -> Iterator[str]:
    for key in ("drop", "keep", "body"):
        selectors = getattr(site, key)
        if selectors:
            yield f"{key} = ["
            yield from (f"    {_quoted(selector)}," for selector in selectors)
            yield "]"


def _quoted(text: str) -> str:
    """`text` as a TOML string: JSON's are, but for one sign."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


def _entries(path: Path, skipped: list[str]) -> Iterator[tuple[str, str]]:
    for line in path.read_text("utf-8", "replace").splitlines():
        key, colon, value = line.partition(":")
        key, value = key.strip().lower(), value.strip()
        if not colon or not value or key not in ("strip", "strip_id_or_class", "body"):
            continue
        selector = value if key != "strip_id_or_class" else _by_name(value.strip("'\""))
        try:
            if not selector.startswith(("/", "(")):
                raise ValueError("no XPath")
            compiled(selector)
        except ValueError:
            skipped.append(f"{path.name}: {line.strip()}")
            continue
        yield ("body" if key == "body" else "drop"), selector


def _by_name(name: str) -> str:
    """The XPath of the elements with the id or class `name`; an empty string where it cannot be one."""
    if not _NAME.fullmatch(name):
        return ""
    return f"//*[@id='{name}' or contains(concat(' ', normalize-space(@class), ' '), ' {name} ')]"
