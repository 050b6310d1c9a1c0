"""Where the time goes."""

from corpora import page_of
from pages import article_page

from benchmarks.stages import STAGES, measure_stages

PAGES = [page_of(article_page(f"<p>Rain fell. {'No boat left. ' * 40}</p>" * 200)), page_of("%PDF-1.7")]


def test_each_stage_takes_some_time():
    found = measure_stages(PAGES, PAGES)
    assert tuple(found) == STAGES
    assert min(found[stage] for stage in STAGES if stage != "walk") > 0  # the walk is a difference
    assert found["body filter"] > found["decode"]
