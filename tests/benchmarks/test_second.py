"""The second pass: gains are counted, and pages that lose words of their gold."""

from corpora import GOLD, page_of, write_corpora
from pages import PROSE

from benchmarks import second
from benchmarks.cache import Output
from benchmarks.second import second_pass


def test_gain_and_hurt(tmp_path, monkeypatch):
    write_corpora(tmp_path)
    texts = {"first": f"{GOLD}\n\nComments (2)\n\nLog in to comment", "second": GOLD}

    def outputs_of(_tool, pages, _jobs, _cache):
        return [Output(texts[page.id], 0, "") for page in pages]

    monkeypatch.setattr(second, "outputs_of", outputs_of)
    for gain in second_pass(tmp_path, ["some tool"], jobs=1):
        assert (gain.tool, gain.pages, gain.hurt) == ("some tool", 2, ())
        assert gain.before < gain.after == 1


def test_a_page_that_loses_words_of_its_gold():
    page = page_of("", f"{PROSE[0]}\n\nLog in to comment")
    before, after, lost = second._scores(page, page.gold)
    assert before == 1 > after
    assert 0.05 < lost < 0.2
