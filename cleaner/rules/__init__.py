"""Rules that users give for their sites: what is always dropped, always kept, or the body, by CSS selector or XPath.

A rules file is TOML, a table for each host; its subdomains are meant as well, and `"*"` is every page:

    ["example.org"]
    drop = [".teaser-row", "#shop-offer"]     # CSS selectors, or XPaths, which begin with "/" or "("
    keep = ["//section[@data-kind='minutes']"]
    body = ["#story", "article"]              # the first that is on the page: all outside it is dropped

`keep` beats `drop`, `body` and every filter; what it refuses is in `article.vetoes`. Nothing in a rules file can run
code or read other files.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlsplit

import tomli
from lxml import etree

from cleaner.document import Block, Document
from cleaner.drop import Drop
from cleaner.errors import RulesError
from cleaner.words import squash

__all__ = ["ANY_HOST", "HOST", "NAME", "Rules", "SiteRules", "compiled"]

NAME: Final = "rules"
"""What stands where a drop's filter is named."""
ANY_HOST: Final = "*"
_QUOTED: Final = re.compile(r"'[^']*'|\"[^\"]*\"")
_CALL: Final = re.compile(r"(?<![\w:-])([\w:-]+)\s*\(")
_NO_ELEMENT: Final = re.compile(r"(?:@[\w:-]+|\btext\(\s*\))(?:\s*\))?$")
_FUNCTIONS: Final = frozenset(
    "and or div mod node text comment processing-instruction last position count id local-name namespace-uri name"
    " string concat starts-with contains substring-before substring-after substring string-length normalize-space"
    " translate boolean not true false lang number sum floor ceiling round".split()
)
"""What may stand before a bracket in XPath 1.0."""
_KEYS: Final = ("drop", "keep", "body")
HOST: Final = re.compile(r"\*|[\w-]+(?:\.[\w-]+)*")
"""What a host's name may look like."""


@dataclass(frozen=True, slots=True)
class SiteRules:
    """The selectors for one host, each in the order of the file."""

    drop: tuple[str, ...] = ()
    keep: tuple[str, ...] = ()
    body: tuple[str, ...] = ()


@dataclass(frozen=True)
class Rules:
    """The rules of some hosts, ready to apply; immutable."""

    sites: tuple[tuple[str, SiteRules], ...] = ()
    """Hosts in lower case, without a leading dot, sorted, each with its rules."""
    _by_host: dict[str, SiteRules] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Index the sites by host."""
        object.__setattr__(self, "_by_host", dict(self.sites))

    @classmethod
    def load(cls, path: str | Path) -> "Rules":
        """The rules in the file at `path`; raises `RulesError`, which names file and entry, where it is wrong."""
        try:
            table = tomli.loads(Path(path).read_text("utf-8"))
        except OSError as error:
            raise RulesError(f"{path}: {error.strerror}") from None
        except (tomli.TOMLDecodeError, UnicodeDecodeError) as error:
            raise RulesError(f"{path}: {error}") from None
        return cls.from_dict(table, str(path))

    @classmethod
    def from_dict(cls, table: Mapping[str, Any], name: str = "rules") -> "Rules":
        """The rules in `table`, as a rules file has them; raises `RulesError` where it is wrong."""
        sites: dict[str, SiteRules] = {}
        for host in table:
            if host.lower() in sites:
                raise RulesError(f"{name}: {host}: there twice")
            sites[host.lower()] = _site_of(f"{name}: {host}", host, table[host])
        return cls(tuple(sorted(sites.items(), key=lambda site: site[0])))

    @property
    def needs_address(self) -> bool:
        """Whether some rules hold for a host only."""
        return any(host != ANY_HOST for host, _ in self.sites)

    def for_url(self, url: str) -> Iterator[SiteRules]:
        """The rules that hold for the page at `url`: its host's, its parent domains', and every page's."""
        try:
            labels = (urlsplit(url).hostname or "").split(".")
        except ValueError:  # an address that is none
            labels = []
        for name in [*(".".join(labels[at:]) for at in range(len(labels))), ANY_HOST]:
            if name in self._by_host:
                yield self._by_host[name]

    def apply(self, document: Document) -> tuple[tuple[Drop, ...], dict[int, str]]:
        """What the rules would drop of `document`, and by block number which rule keeps what nothing may take."""
        kept: dict[int, str] = {}
        dropped: dict[int, Drop] = {}
        outside: list[Drop] = []
        for site in self.for_url(document.url) if document.tree is not None else ():
            for selector in site.keep:
                kept.update(dict.fromkeys((block.index for block in _selected(document, selector)), f"keep {selector}"))
            for selector in site.drop:
                for block in _selected(document, selector):
                    dropped.setdefault(block.index, Drop(block, "rule", f"drop {selector}", NAME))
            outside = outside or list(_outside(document, site.body))  # the nearest host's is the body
        for drop in outside:
            dropped.setdefault(drop.block.index, drop)
        return tuple(drop for _, drop in sorted(dropped.items())), kept


def compiled(selector: str) -> Any:
    """`selector` ready to find elements; raises `ValueError` where it is neither CSS nor XPath."""
    from cssselect import SelectorError

    try:
        return _compiled(selector)
    except (SelectorError, etree.XPathError) as error:
        raise ValueError(str(error)) from None


@lru_cache(maxsize=4096)
def _compiled(selector: str) -> etree.XPath:
    if selector.startswith(("/", "(")):
        _check_names(selector)
        return etree.XPath(selector)
    from cssselect import GenericTranslator

    return etree.XPath(GenericTranslator().css_to_xpath(selector))


def _check_names(xpath: str) -> None:
    """Refuse what lxml finds out only on a page that brings it so far, and what finds no elements."""
    bare = _QUOTED.sub("''", xpath)
    unknown = [name for name in _CALL.findall(bare) if name not in _FUNCTIONS]
    if unknown:
        raise ValueError(f"unknown function {unknown[0]}()")
    if "$" in bare:
        raise ValueError("there are no variables")
    if _NO_ELEMENT.search(bare.rstrip()):
        raise ValueError("it finds no elements")


def _site_of(where: str, host: str, table: Any) -> SiteRules:
    if not HOST.fullmatch(host):
        raise RulesError(f"{where}: not a host; write the name alone, such as example.org (subdomains are meant too)")
    if not isinstance(table, dict):
        raise RulesError(f"{where}: not a table")
    for key, selectors in table.items():
        if isinstance(selectors, dict):
            raise RulesError(f'{where}.{key}: put the host in quotes: ["{host}.{key}"]')
        if key not in _KEYS:
            raise RulesError(f"{where}.{key}: unknown; the keys are {', '.join(_KEYS)}")
        if not isinstance(selectors, list) or not all(isinstance(each, str) and each for each in selectors):
            raise RulesError(f"{where}.{key}: not a list of strings")
        for selector in selectors:
            try:
                compiled(selector)
            except ValueError as error:
                raise RulesError(f"{where}.{key}: {selector!r} is no CSS selector or XPath: {error}") from None
    return SiteRules(*(tuple(table.get(key, ())) for key in _KEYS))


def _selected(document: Document, selector: str) -> Iterator[Block]:
    """The blocks in the elements that `selector` finds, and those whose whole text is in one of them."""
    containers, texts = document.once(_containers_by_element), document.once(_blocks_by_text)
    inline: dict[tuple[int, str], None] = {}
    covered = 0
    for element in _elements(document, selector):
        container = containers.get(element)
        if container is not None:
            first, end = document.spans[container.index]
            yield from document.blocks[max(first, covered) : end]
            covered = max(covered, end)
            continue
        around = next((containers[each] for each in element.iterancestors() if each in containers), None)
        if around is not None:
            inline[around.index, squash("".join(element.itertext()))] = None
    for key in inline:
        yield from texts.get(key, ())


def _outside(document: Document, body: tuple[str, ...]) -> Iterator[Drop]:
    for selector in body:
        inside = {block.index for block in _selected(document, selector)}
        if inside:
            for block in document.blocks:
                if block.index not in inside:
                    yield Drop(block, "rule", f"outside body {selector}", NAME)
            return


def _elements(document: Document, selector: str) -> list[Any]:
    try:
        found = compiled(selector)(document.tree)
    except etree.XPathError:  # of a function that this page's tree gives a wrong argument
        return []
    return [each for each in found if etree.iselement(each)] if isinstance(found, list) else []


def _blocks_by_text(document: Document) -> dict[tuple[int, str], list[Block]]:
    """The blocks by the number of their container and their squashed text."""
    found: dict[tuple[int, str], list[Block]] = defaultdict(list)
    for block in document.blocks:
        found[block.container.index, squash(block.text)].append(block)
    return found


def _containers_by_element(document: Document) -> dict[Any, Any]:
    return {container.element: container for container in document.containers if container.element is not None}
