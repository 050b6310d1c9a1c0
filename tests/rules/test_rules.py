"""Users' rules for sites: what they drop and keep, where they hold, and what is wrong in a file."""

import pickle

import pytest
from pages import PROSE, article_page

from cleaner import DEFAULT, CleanerError, Pipeline, Rules, RulesError

URL = "https://www.example.org/ferries"
BOX = "The harbour shop sells lamps, ropes and the calendar of the lifeboat crew, all of them by post."


def clean(table, inside, url=URL, pipeline=DEFAULT):
    return pipeline.with_rules(Rules.from_dict(table)).clean(article_page(inside), url)


@pytest.mark.parametrize(
    "selector", [".shop-offer", "#offer", "section.shop-offer > p", "//p[@class='x shop-offer']", "aside"]
)
def test_what_a_rule_drops(selector):
    inside = f'<aside id=offer><section class=shop-offer><p class="x shop-offer">{BOX}</p></section></aside>'
    article = clean({"example.org": {"drop": [selector]}}, inside, pipeline=DEFAULT.only("share"))
    assert [(drop.filter, drop.evidence, drop.text) for drop in article.drops] == [
        ("rules", f"rule: drop {selector}", BOX)
    ]


def test_an_inline_element_that_is_all_of_a_block():
    inside = f"<p><span class=offer>{BOX}</span></p><p>The <span class=offer>ferry</span> stays.</p>"
    article = clean({"example.org": {"drop": [".offer"]}}, inside, pipeline=DEFAULT.only("share"))
    assert [drop.text for drop in article.drops] == [BOX]


def test_keep_beats_every_filter_and_is_seen():
    inside = f'<div class="comments"><p>{BOX}</p></div><nav><p>{BOX} Twice.</p></nav>'
    article = clean({"example.org": {"keep": [".comments", "nav"]}}, inside)
    assert BOX in article.text
    assert f"{BOX} Twice." in article.text
    assert {(veto.drop.filter, veto.reason) for veto in article.vetoes} >= {
        ("comments", "keep .comments"),
        ("navigation", "keep nav"),
    }


def test_keep_beats_drop():
    inside = f"<div class=a><p class=b>{BOX}</p></div>"
    article = clean({"example.org": {"drop": [".a"], "keep": [".b"]}}, inside, pipeline=DEFAULT.only("share"))
    assert article.drops == ()
    assert [(veto.drop.evidence, veto.reason) for veto in article.vetoes] == [("rule: drop .a", "keep .b")]


def test_all_outside_the_body_goes():
    article = clean({"example.org": {"body": ["#nowhere", "main"]}}, "", pipeline=DEFAULT.only("share"))
    assert article.drops == ()
    article = clean({"example.org": {"body": ["main p:nth-of-type(2)"]}}, "", pipeline=DEFAULT.only("share"))
    assert article.text == PROSE[1]
    assert {drop.evidence for drop in article.drops} == {"rule: outside body main p:nth-of-type(2)"}


@pytest.mark.parametrize(
    ("host", "url", "holds"),
    [
        ("example.org", "https://example.org/x", True),
        ("example.org", "https://news.example.org/x", True),
        ("EXAMPLE.org", "https://Example.ORG:8080/x", True),
        ("news.example.org", "https://example.org/x", False),
        ("example.org", "https://notexample.org/x", False),
        ("*", "https://example.net/x", True),
        ("*", "", True),
        ("example.org", "", False),
    ],
)
def test_where_rules_hold(host, url, holds):
    article = clean({host: {"drop": [".offer"]}}, f"<p class=offer>{BOX}</p>", url, DEFAULT.only("share"))
    assert (BOX not in article.text) == holds


def test_a_page_without_an_address_is_warned_of():
    article = clean({"example.org": {"drop": [".offer"]}}, "", url="")
    assert any("rules for hosts are not used" in warning for warning in article.warnings)
    assert clean({"example.org": {"drop": [".offer"]}}, "").warnings == ()


def test_plain_text_has_no_elements():
    rules = Rules.from_dict({"*": {"drop": ["div"]}})
    assert DEFAULT.with_rules(rules).clean_text("\n\n".join(PROSE), url=URL).drops == ()


def test_pipelines_made_from_one_with_rules_have_them():
    rules = Rules.from_dict({"example.org": {"drop": [".offer"]}})
    pipeline = Pipeline(*DEFAULT.filters, rules=rules)
    assert pipeline == DEFAULT.with_rules(rules) != DEFAULT
    assert pipeline.without("promo").only("share").rules == rules
    assert pickle.loads(pickle.dumps(pipeline)) == pipeline
    assert hash(pickle.loads(pickle.dumps(pipeline))) == hash(pipeline)
    assert repr(pipeline).endswith("rules=<of 1 hosts>)")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('"example.org" = 1', "example.org: not a table"),
        ('["example.org"]\nstrip = []', r"example.org\.strip: unknown; the keys are drop, keep, body"),
        ('["example.org"]\ndrop = ".a"', r"example.org\.drop: not a list of strings"),
        ('["example.org"]\ndrop = [""]', r"example.org\.drop: not a list of strings"),
        ('["example.org"]\ndrop = ["p >"]', r"example.org\.drop: 'p >' is no CSS selector or XPath"),
        ('["example.org"]\ndrop = ["//div[matches(@id, \'x\')]"]', r"unknown function matches\(\)"),
        ('["example.org"]\ndrop = ["//div[re:test(@id, \'x\')]"]', r"unknown function re:test\(\)"),
        ('["example.org"]\ndrop = ["//p/@class"]', "it finds no elements"),
        ('["example.org"]\ndrop = ["//p/text()"]', "it finds no elements"),
        ("[example.org]\ndrop = []", r'put the host in quotes: \["example.org"\]'),
        ('["example.org"]\n["EXAMPLE.org"]', "EXAMPLE.org: there twice"),
        ('["example.org"]\ndrop = ["//p[bar()]"]', "'//p\\[bar\\(\\)\\]' is no CSS selector or XPath"),
        ('["example.org"]\ndrop = ["//p["]', r"example.org\.drop: '//p\[' is no CSS selector or XPath"),
        ('["https://example.org/"]\ndrop = ["p"]', "not a host; write the name alone"),
        ("[example.org\n", "rules.toml: "),
    ],
)
def test_a_wrong_file_is_refused(tmp_path, text, message):
    path = tmp_path / "rules.toml"
    path.write_text(text, "utf-8")
    with pytest.raises(RulesError, match=message) as caught:
        Rules.load(path)
    assert "rules.toml" in str(caught.value)
    assert isinstance(caught.value, CleanerError)


def test_a_missing_file_is_named(tmp_path):
    with pytest.raises(RulesError, match=r"nowhere\.toml: No such file"):
        Rules.load(tmp_path / "nowhere.toml")


def test_what_is_no_list_of_elements_is_not_selected():
    assert clean({"*": {"drop": ["(count(//p) + 1)"]}}, "", pipeline=DEFAULT.only("share")).drops == ()


def test_an_address_that_is_none_has_no_rules():
    article = clean({"example.org": {"drop": ["p"]}}, "", url="http://[x", pipeline=DEFAULT.only("share"))
    assert article.drops == ()


def test_the_body_of_the_nearest_host_is_the_body():
    rules = {"www.example.org": {"body": ["main p:nth-of-type(1)"]}, "example.org": {"body": ["main p:nth-of-type(2)"]}}
    assert clean(rules, "", pipeline=DEFAULT.only("share")).text == PROSE[0]


def test_rules_have_the_last_word_over_the_page_s_data():
    data = '{"@type": "Article", "articleBody": "' + " ".join(PROSE * 4) + '"}'
    page = f'<title>Rain</title><script type="application/ld+json">{data}</script><p>Rain.</p><p class=offer>Lamps.</p>'
    rules = Rules.from_dict({"example.org": {"drop": [".offer"]}})
    assert DEFAULT.clean(page, URL).source == "json-ld"
    assert DEFAULT.with_rules(rules).clean(page, URL).source == "page"


def test_an_element_is_not_taken_for_another_of_the_same_text():
    inside = "<p>Sold out</p><div><b class=offer>Sold out</b></div>"
    article = clean({"example.org": {"drop": ["b.offer"]}}, inside, pipeline=DEFAULT.only("share"))
    assert [(drop.text, drop.block.container.tag) for drop in article.drops] == [("Sold out", "div")]


@pytest.mark.parametrize(
    "xpath",
    [
        "//p[document('/etc/passwd')]",
        "//p[re:test(., '(a+)+$')]",
        "//p[str:tokenize(., ' ')]",
        "//p[dyn:evaluate('//b')]",
        "//p[unparsed-text('/etc/passwd')]",
        "//*[system('true')]",
        "//p[$secret]",
    ],
)
def test_rules_read_no_files_and_run_no_code(xpath):
    with pytest.raises(RulesError, match="no CSS selector or XPath"):
        Rules.from_dict({"*": {"drop": [xpath]}})
