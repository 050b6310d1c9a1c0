"""Invented prose and the pages that filter tests put it on."""

import cleaner
from cleaner import DEFAULT

PROSE = (
    "The storm that reached the coast on Sunday night keeps every ferry at its pier, and nobody on the island can say"
    " when the first boat with bread and newspapers will come across the sound again.",
    "The harbour office had warned the captains early, but two of them went out all the same and had to be brought"
    " back by the lifeboat, whose crew worked through the night without a pause.",
    "On the island itself the shops stayed open, the school did not, and the old lighthouse keeper told everyone who"
    " would listen that he had seen worse in the winter of the long ice.",
)


def article_page(inside: str, behind: str = "", language: str = "en") -> str:
    """A page whose article has `inside` between its second and third paragraph and `behind` after its end."""
    first, second, third = (f"<p>{text}</p>" for text in PROSE)
    return (
        f'<html lang="{language}"><head><title>Ferries stay in port</title></head><body>'
        f"<main><h1>Ferries stay in port</h1>{first}{second}{inside}{third}</main>{behind}</body></html>"
    )


def dropped_by(name: str, inside: str, behind: str = "", language: str = "en") -> list[str]:
    """The texts that the filter `name` alone drops from such a page; the prose must stay."""
    article = DEFAULT.only(name).clean(article_page(inside, behind, language))
    kept = [block.text for block in article.blocks]
    assert all(text in kept for text in PROSE)
    return [drop.text for drop in article.drops]


def dropped_from_text(name: str, *lines: str) -> list[str]:
    """The lines that the filter `name` alone drops from a plain text that begins with the prose."""
    article = DEFAULT.only(name).clean_text("\n\n".join([*PROSE, *lines]))
    assert all(text in article.text for text in PROSE)
    return [drop.text for drop in article.drops]


def kept_by_all(inside: str, language: str = "en") -> str:
    """The clean text of such a page under the whole default pipeline, without its three paragraphs."""
    text = cleaner.clean(article_page(inside, "", language)).text
    for prose in PROSE:
        assert prose in text
        text = text.replace(prose, "")
    return text.strip()
