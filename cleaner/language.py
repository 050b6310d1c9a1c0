"""Which language's phrases a page may have: as it declares it, unless that cannot be; else as its letters allow."""

import re
from collections.abc import Sequence
from itertools import islice
from typing import Final

from cleaner.document import Document

__all__ = ["ALIASES", "ENGLISH", "NOT_LATIN", "declared", "detected", "possible"]

ENGLISH: Final = "en"
"""Its phrases stand on pages of every language."""
ALIASES: Final = {"bs": "hr", "in": "id", "iw": "he", "me": "sr", "ms": "id", "nb": "no", "nn": "no", "sh": "hr"}
"""Languages, and old codes of them, that another table serves."""
NOT_LATIN: Final = frozenset("ar bg el fa he hi ja ko ru th uk zh".split())
"""Languages that are not written in Latin letters."""
_SAMPLE_BLOCKS: Final = 200
_SAMPLE_PROSE: Final = 10
_FOREIGN: Final = re.compile("[^\0-\u00bf\u2000-\u2bff\ud800-\uf8ff\ufffe-\U0010ffff]")
"""Said by what it is not, which compiles several times as fast."""
_FOREIGN_SHARE: Final = 0.005
_MIN_FOREIGN: Final = 10
_OTHER_SCRIPT: Final = re.compile("[^\0-\u036f\u1d00-\u2e7f\ud800-\uf8ff\ufb00-\U0010ffff]")


def declared(document: Document, known: Sequence[str]) -> str:
    """The one of the languages `known` that the page declares.

    Empty where it declares none of them, or English, as many templates do, though its letters are not.
    """
    language = ALIASES.get(document.language, document.language)
    if language not in known or (language == ENGLISH and document.once(_is_foreign)):
        return ""
    return language


def possible(document: Document, known: Sequence[str]) -> tuple[str, ...]:
    """The languages `known` that the page may be in by its script: those in Latin letters, or all."""
    return tuple(known) if document.once(_has_other_script) else tuple(sorted(set(known) - NOT_LATIN))


def detected(document: Document) -> str:
    """The language that the page is written in, as py3langid sees it; loading it takes half a second."""
    import py3langid

    text = " ".join(islice((block.text for block in document.blocks if block.is_prose), _SAMPLE_PROSE))
    language = str(py3langid.classify(text)[0])
    return ALIASES.get(language, language)


def _sample(document: Document) -> str:
    return "".join(islice((block.text for block in document.blocks), _SAMPLE_BLOCKS))


def _is_foreign(document: Document) -> bool:
    """Whether the page has more letters that English has not than names in it would bring."""
    text = _sample(document)
    return not text.isascii() and len(_FOREIGN.findall(text)) > _MIN_FOREIGN + _FOREIGN_SHARE * len(text)


def _has_other_script(document: Document) -> bool:
    return _OTHER_SCRIPT.search(_sample(document)) is not None
