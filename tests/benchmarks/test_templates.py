"""What site templates are worth: who is a site, and what is counted."""

import json
import lzma

from corpora import page_of
from pages import PROSE

from benchmarks.corpus import CORPORA
from benchmarks.templates import FITS, NONE, PIPELINES, measure_templates, sites_of, templates_table

TOWNS = ("Aalvik", "Borre", "Drangedal", "Eidfjord", "Flekke", "Grimsby")


def row(town):
    gold = f"{PROSE[0]} So it was in {town}. {PROSE[1]} So they say in {town} and around {town}."
    words = gold.split()
    gold = " ".join(f"{word} {town}" if at % 3 == 0 else word for at, word in enumerate(words))
    html = f"<title>{town}</title><h1>{town}</h1><p>{gold}</p><div><p>Printed on the island</p></div>"
    return {"id": town, "url": f"https://harbour.example/{town}", "type": "article", "html": html, "gold": gold}


def write_sites(folder):
    """One corpus with a site of six pages and a page of another; the other corpora are empty."""
    other = row("Ibestad") | {"url": "https://island.example/"}
    for corpus in CORPORA:
        with lzma.open(folder / f"{corpus}.jsonl.xz", "wt", encoding="utf-8") as lines:
            if corpus == "newspaper":
                lines.writelines(json.dumps(each) + "\n" for each in [*map(row, TOWNS), other])


def test_a_site_has_five_pages():
    pages = [page_of(name=str(n), url=f"https://www.harbour.example/{n}") for n in range(5)]
    pages += [page_of(name=str(n), url=f"https://island.example/{n}") for n in range(4)]
    pages += [page_of(name=str(n)) for n in range(9)]
    assert [[page.id for page in site] for site in sites_of(pages)] == [["0", "1", "2", "3", "4"]]


def test_what_the_template_takes_no_longer_leaks(tmp_path):
    write_sites(tmp_path)
    found = measure_templates(tmp_path, jobs=1)
    figures = {(each.corpus, each.pipeline, each.fit): each for each in found}
    assert set(figures) == {(c, p, f) for c in ("newspaper", "all") for p in PIPELINES for f in FITS}
    named = {fit: figures["newspaper", "named filters alone", fit] for fit in FITS}
    assert {(each.sites, each.pages) for each in found} == {(1, 6)}
    assert named[NONE].leaked - named["the other pages"].leaked == 6 * len("Printed on the island".split())
    assert named[NONE].leaked > named["the other half"].leaked == named["all pages"].leaked
    assert all(each.kept == each.gold for each in named.values())


def test_the_table(tmp_path):
    write_sites(tmp_path)
    found = measure_templates(tmp_path, jobs=1)
    head, _, *rows = templates_table(found)
    assert head.startswith("| corpus | sites | pages |")
    assert len(rows) == len(found)
    assert all(line.count("|") == head.count("|") for line in rows)
    assert rows[-1].startswith("| all | 1 | 6 | named filters alone | all pages |  |")
