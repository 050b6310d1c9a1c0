"""Site patterns of Full-Text RSS read as rules."""

import pytest

from cleaner import Rules, RulesError
from cleaner.rules.ftr import read_patterns, to_toml

PATTERNS = """# a comment
title: //h1
body: //div[@id = 'story']
strip: //p[@class="teaser"] | //aside
strip_id_or_class: shop-offer
strip_id_or_class: "quoted"
strip_id_or_class: two words
strip: //p[
strip_image_src: /ads/
prune: no
test_url: https://www.example.org/1
"""


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "www.example.org.txt").write_text(PATTERNS, "utf-8")
    (tmp_path / ".example.net.txt").write_text("strip: //nav\n", "utf-8")
    (tmp_path / "example.com.txt").write_text("title: //h1\n", "utf-8")
    (tmp_path / "global.txt").write_text("strip_id_or_class: ad-slot\n", "utf-8")
    (tmp_path / ".example.org.txt").write_text("strip: //nav\n", "utf-8")
    (tmp_path / "not a host.txt").write_text("strip: //nav\n", "utf-8")
    (tmp_path / "README.md").write_text("strip: //p\n", "utf-8")
    return tmp_path


def test_patterns(folder):
    found = read_patterns(folder)
    sites = dict(found.rules.sites)
    assert list(sites) == ["*", "example.net", "example.org"]
    assert sites["example.net"].drop == ("//nav",)
    assert sites["example.org"].body == ("//div[@id = 'story']",)
    assert sites["example.org"].drop[0] == "//nav"
    assert sites["example.org"].drop[1] == '//p[@class="teaser"] | //aside'
    assert "'shop-offer'" in sites["example.org"].drop[2]
    assert len(sites["example.org"].drop) == 4
    assert found.skipped == (
        "not a host.txt: not named for a host",
        "www.example.org.txt: strip_id_or_class: two words",
        "www.example.org.txt: strip: //p[",
    )


def test_the_rules_file_says_the_same(folder, tmp_path):
    rules = read_patterns(folder).rules
    path = tmp_path / "rules.toml"
    path.write_text(to_toml(rules), "utf-8")
    assert Rules.load(path) == rules


def test_an_id_or_class_is_a_whole_one(folder):
    from cleaner import DEFAULT

    rules = read_patterns(folder).rules
    page = '<body><div id="story"><p class="x shop-offer">Lamps</p><p class="shop-offers">Ropes</p></div></body>'
    article = DEFAULT.only("share").with_rules(rules).clean(page, "https://example.org/")
    assert article.text == "Ropes"


def test_a_folder_without_patterns_is_refused(tmp_path):
    with pytest.raises(RulesError, match="no site patterns"):
        read_patterns(tmp_path)
