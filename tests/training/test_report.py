"""The report of a training run: the text that would be left, accuracy by group, calibration."""

from dataclasses import replace

import numpy as np
from corpora import GOLD, page_of
from pages import PROSE, article_page
from samples import sample_of

from benchmarks.corpus import CORPORA
from training.report import accuracy_lines, confidence_lines, f1s_of, probe_lines, text_of

TITLE = "Ferries stay in port for days"


def text(html, keep, score=0.9):
    sample = sample_of(html)
    kept = np.array([keep(line) for line in sample.texts], np.float32)
    return text_of(sample, np.maximum(kept, score * np.ones(len(kept), np.float32)), kept)


def test_the_text_is_what_is_kept():
    assert text(article_page("<p>Monday</p>"), lambda line: line in PROSE) == GOLD


def test_title_lines_are_left_out_though_they_are_kept():
    inside = "".join(f"<p>{each}</p>" for each in PROSE)
    page = f"<title>{TITLE}</title><body><main><p>{TITLE}</p>{inside}</main></body>"
    assert text(page, bool) == GOLD
    assert text(f"<h1>Storm</h1>{inside}", bool) == GOLD


def test_headings_and_items_between_kept_blocks_are_held():
    page = article_page("<h2>Monday</h2>")
    assert text(page, lambda line: line in PROSE) == "\n\n".join([*PROSE[:2], "Monday", PROSE[2]])
    items = article_page("<ul><li>Monday</li></ul>")
    assert text(items, lambda line: line in PROSE) == "\n\n".join([*PROSE[:2], "Monday", PROSE[2]])
    assert text(items, lambda line: line in PROSE, score=0.01) == GOLD


def test_accuracy_by_corpus_and_group():
    pages = [
        page_of(
            "",
            GOLD,
            corpus,
            corpus,
            type="forum",
            language="de",
            wanted=(PROSE[0],),
            comments=("At last", "Never again"),
        )
        for corpus in CORPORA
    ]
    samples = [replace(sample_of(), gold=page) for page in pages[:-1]]
    lines = list(accuracy_lines("body", samples, [GOLD, GOLD, f"{GOLD} At last"], pages[-1:]))
    figures = {line[:28].strip(): line.split()[-4:] for line in lines[1:-2]}
    assert lines[0].startswith("body ")
    assert figures["wcxb-dev: forum"] == ["1", "1.0000", "1.0000", "1.0000"]
    assert figures["traf-dev: German"][3] == "1.0000"
    assert figures["daniel-dev"] == ["1", "0.0000", "0.0000", "0.0000"]
    assert lines[-2] == "newspaper: the same words in the same order on 1 of 1 pages"
    assert lines[-1].startswith("traf-dev: 0.5000 ")


def test_probes_left_in_and_lost():
    samples = [replace(sample_of(), gold=page_of("", GOLD, "wcxb-dev", name)) for name in ("1", "2")]
    drop = [{"category": "promo", "text": "Read also"}, {"category": "promo", "text": "Most read"}]
    probe = {"dataset": "wcxb-dev", "id": "1", "drop": drop, "keep": [{"why": "first", "text": PROSE[0]}]}
    lines = list(probe_lines(samples, ["Read also: nothing", GOLD], [probe]))
    assert [line.split() for line in lines[:2]] == [
        ["probes:", "kept", "1", "0.0000", "in", "the", "text"],
        ["probes:", "promo", "2", "0.5000", "in", "the", "text"],
    ]
    assert [line.split()[:2] for line in lines[2:]] == [["promo", "1"], ["kept", "1"]]


def test_f1_of_each_text():
    samples = [sample_of(), sample_of(gold="")]
    assert f1s_of(samples, [GOLD, GOLD]).tolist() == [1, 0]


def test_calibration():
    head, line = confidence_lines(0.01234, [(0.5, 0.75, 12)])
    assert "0.0123" in head
    assert line.split() == ["said", "0.50", "right", "0.75", "pages", "12"]
