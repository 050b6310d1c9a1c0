"""Cases: folders with a page and what is known of it."""

import gzip

import pytest
from pages import PROSE, article_page

from cleaner import DEFAULT, CaseError
from cleaner.regression.case import Case, Meta, find_cases, page_of


def make_case(folder, page="page.html", meta="", content=None):
    folder.mkdir(parents=True)
    content = article_page("<p>Share</p>") if content is None else content
    (folder / page).write_bytes(content if isinstance(content, bytes) else content.encode())
    (folder / "meta.toml").write_text(meta, "utf-8")
    return folder


def test_a_case_is_cleaned_as_its_meta_says(tmp_path):
    folder = make_case(
        tmp_path / "a", meta='url = "https://example.org/a"\nskip = ["promo"]\nonly = ["promo", "share"]\n'
    )
    case = Case.load(folder)
    assert case.name == "a"
    assert case.meta == Meta(url="https://example.org/a", skip=("promo",), only=("promo", "share"))
    assert case.pipeline().names == ("share",)
    article = case.clean()
    assert article.document.url == "https://example.org/a"
    assert [drop.filter for drop in article.drops] == ["share"]


def test_a_case_s_own_pipeline_beats_the_default_one(tmp_path, monkeypatch):
    (tmp_path / "case_pipelines.py").write_text("from cleaner import DEFAULT\nOWN = DEFAULT.without('body', 'promo')\n")
    monkeypatch.chdir(tmp_path)
    own = Case.load(make_case(tmp_path / "own", meta='pipeline = "case_pipelines:OWN"\n'))
    other = Case.load(make_case(tmp_path / "other"))
    given = DEFAULT.only("share")
    assert own.pipeline(given).names == DEFAULT.without("body", "promo").names
    assert other.pipeline(given) == given


def test_rules_are_found_from_the_case_s_folder(tmp_path):
    (tmp_path / "rules.toml").write_text('["*"]\ndrop = ["h1"]\n')
    article = Case.load(make_case(tmp_path / "a", meta='rules = "../rules.toml"\n')).clean()
    assert "rule: drop h1" in [drop.evidence for drop in article.drops]


def test_a_text_is_read_in_its_language(tmp_path):
    folder = make_case(tmp_path / "a", "page.txt", 'language = "de"\n', "\n\n".join(PROSE))
    article = Case.load(folder).clean()
    assert article.document.is_plain
    assert article.document.language == "de"


def test_gzipped_pages_are_cases_too(tmp_path):
    folder = make_case(tmp_path / "a", "page.html.gz", content=gzip.compress(article_page("").encode()))
    assert PROSE[0] in Case.load(folder).clean().text


@pytest.mark.parametrize(
    ("meta", "reason"),
    [
        ("url = 3", "url must be a string"),
        ("skip = 'promo'", "skip must be a list of strings"),
        ("only = [1]", "only must be a list of strings"),
        ("lang = 'en'", "unknown key 'lang'; the keys are url, language"),
        ("url = ", "meta.toml: "),
        ("skip = ['prommo']", "no filter 'prommo'"),
        ("pipeline = 'nowhere:P'", "No module named 'nowhere'"),
        ("rules = 'none.toml'", "none.toml: No such file"),
    ],
)
def test_a_wrong_meta_file_is_named_with_the_reason(tmp_path, meta, reason):
    folder = make_case(tmp_path / "a", meta=meta)
    with pytest.raises(CaseError, match=r"meta\.toml") as caught:
        Case.load(folder).pipeline()
    assert reason in str(caught.value)


def test_a_page_that_is_none_is_named(tmp_path):
    with pytest.raises(CaseError, match=r"page\.html: is empty"):
        Case.load(make_case(tmp_path / "a", content=b"")).clean()


def test_meta_survives_being_written(tmp_path):
    meta = Meta(url="https://example.org/?a=\"'\\", about="Line\nbreak\x7f ü", skip=("promo", "share"))
    (tmp_path / "meta.toml").write_text(meta.to_toml(), "utf-8")
    assert Meta.load(tmp_path / "meta.toml") == meta
    assert Meta.load(tmp_path / "none.toml") == Meta()


def test_a_folder_without_one_page_is_no_case(tmp_path):
    make_case(tmp_path / "a")
    (tmp_path / "a" / "page.txt").write_text("Rain.")
    with pytest.raises(CaseError, match=r"more than one page: page\.html, page\.txt"):
        page_of(tmp_path / "a")
    (tmp_path / "b" / "page.html").mkdir(parents=True)
    (tmp_path / "b" / "page.png").write_text("")
    with pytest.raises(CaseError, match="there is no page"):
        Case.load(tmp_path / "b")
    with pytest.raises(CaseError, match="no such case"):
        Case.load(tmp_path / "c")


def test_cases_are_found_in_order_and_what_is_left_of_one_too(tmp_path):
    for name in ("b", "a", ".hidden"):
        make_case(tmp_path / name)
    (tmp_path / "orphan").mkdir()
    (tmp_path / "orphan" / "kept.txt").write_text("Rain.\n")
    (tmp_path / "pictures").mkdir()
    (tmp_path / "README.md").write_text("Cases.")
    make_case(tmp_path / "news" / "deep")
    (tmp_path / "news" / "loop").symlink_to(tmp_path)
    assert [path.name for path in find_cases(tmp_path)] == ["a", "b", "deep", "orphan"]
    assert find_cases(tmp_path / "a") == [tmp_path / "a"]
    (tmp_path / "dropped.txt").write_text("")
    assert find_cases(tmp_path)[0] == tmp_path
    assert find_cases(tmp_path / "none") == []
