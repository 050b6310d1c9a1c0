"""The shipped phrase tables, language by language: every phrase takes a line, and the lines that look alike stay.

`phrases/<language>.toml` has for each filter `hits`, lines as pages have them, and `misses`. A phrase that is a whole
block (`opens`, `equals`) is its own example; each of the others must be found in a hit.
"""

from pathlib import Path

import pytest
import tomli
from pages import PROSE

from cleaner import DEFAULT, tables

EXAMPLES = Path(__file__).with_name("phrases")
NAMED = DEFAULT.without("body")


def examples(language):
    return tomli.loads((EXAMPLES / f"{language}.toml").read_text("utf-8"))


def owners(language, lines):
    """The filter that takes each line, an empty string where none does; prose parts each from the next."""
    paragraphs = "".join(f"<p>{PROSE[0]} {at}</p><p>{line}</p>" for at, line in enumerate(lines))
    article = NAMED.clean(f'<html lang="{language}"><body>{paragraphs}<p>{PROSE[1]}</p></body></html>')
    taken = {drop.block.index: drop.filter for drop in article.drops}
    return [taken.get(2 * at + 1, "") for at in range(len(lines))]


def plain_owners(language, lines):
    text = "\n\n".join(f"{PROSE[0]} {at}\n\n{line}" for at, line in enumerate(lines))
    taken = {drop.block.index: drop.filter for drop in NAMED.clean_text(f"{text}\n\n{PROSE[1]}", language).drops}
    return [taken.get(2 * at + 1, "") for at in range(len(lines))]


@pytest.mark.parametrize("language", tables.languages())
def test_a_phrase_that_is_a_whole_block_takes_it(language):
    whole = [hit for hit in tables.language_phrases(language) if hit.mode in ("opens", "equals", "beside")]
    lines = [f"<a href='/'>{hit.phrase}</a>" if hit.mode == "beside" else hit.phrase for hit in whole]
    taken = owners(language, lines)
    assert [(hit.phrase, name) for hit, name in zip(whole, taken, strict=True) if name != hit.filter] == []


@pytest.mark.parametrize("language", tables.languages())
def test_every_other_phrase_has_an_example(language):
    others = {
        (hit.filter, hit.phrase) for hit in tables.language_phrases(language) if hit.mode in ("starts", "contains")
    }
    phrases = tables.Phrases(list(tables.language_phrases(language)))
    lines = [line for cases in examples(language).values() for line in cases["hits"]]
    found = {(hit.filter, hit.phrase) for line in lines for hit in phrases.match(line)}
    assert sorted(others - found) == []


@pytest.mark.parametrize("language", tables.languages())
@pytest.mark.parametrize("owners_of", [owners, plain_owners])
def test_hits_are_taken_and_misses_stay(language, owners_of):
    wanted = [(line, name) for name, cases in examples(language).items() for line in cases["hits"]]
    wanted += [(line, "") for cases in examples(language).values() for line in cases.get("misses", ())]
    taken = owners_of(language, [line for line, _ in wanted])
    assert [(line, name) for (line, wish), name in zip(wanted, taken, strict=True) if name != wish] == []
