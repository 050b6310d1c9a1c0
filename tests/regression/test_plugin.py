"""The pytest plugin, in real runs of pytest."""

import gzip
import shutil
import sys

import pytest
from pages import article_page

from cleaner.regression.store import add

PROMO = "<p>Read also: <a href='/toll'>Bridge toll to rise in May</a></p>"
INI = "[pytest]\ncleaner_fixtures = fixtures\n"
OWN = "from cleaner import DEFAULT\nBARE = DEFAULT.without('promo', 'body')\n"


@pytest.fixture(scope="module")
def pinned(tmp_path_factory):
    """Two cases, made before pytester notes which modules are imported: NumPy cannot be imported twice."""
    folder = tmp_path_factory.mktemp("pinned")
    (folder / "page.html").write_text(article_page(PROMO))
    for name in ("promo--read-also", "share--row"):
        add(str(folder / "page.html"), folder / "fixtures", name)
    return folder / "fixtures"


@pytest.fixture
def project(pinned, pytester, monkeypatch):
    monkeypatch.delenv("CI", raising=False)
    shutil.copytree(pinned, pytester.path / "fixtures")
    pytester.path.joinpath("own_chain.py").write_text(OWN)
    pytester.makeini(INI)
    return pytester


def run(project, *arguments):
    """A run of its own process, as users start it."""
    return project.runpytest_subprocess("-p", "no:cacheprovider", *arguments)


def configured(project, pipeline="own_chain:BARE", more=""):
    project.makeini(f"{INI}cleaner_pipeline = {pipeline}\n{more}")


def test_every_case_is_an_item(project):
    project.makepyfile("def test_own(): pass")
    result = run(project, "--collect-only", "-q")
    result.stdout.fnmatch_lines(
        ["fixtures/promo--read-also::page.html", "fixtures/share--row::page.html", "*test_own", "3 tests collected*"]
    )
    run(project).assert_outcomes(passed=3)


@pytest.mark.parametrize("config", ["pyproject.toml", "tox.ini"])
def test_other_ini_files_will_do(project, config):
    (project.path / "tox.ini").unlink()
    text = '[tool.pytest.ini_options]\ncleaner_fixtures = ["fixtures"]\n' if config == "pyproject.toml" else INI
    (project.path / config).write_text(text)
    run(project).assert_outcomes(passed=2)


def test_cases_are_collected_beside_testpaths_once(project):
    (project.path / "tests").mkdir()
    (project.path / "tests" / "test_own.py").write_text("def test_own(): pass")
    for paths in ("tests", ".", "tests fixtures"):
        project.makeini(f"{INI}testpaths = {paths}\n")
        run(project).assert_outcomes(passed=3)
    run(project, "tests").assert_outcomes(passed=1)


def test_cases_are_chosen_as_other_tests_are(project):
    for arguments in (
        ("fixtures/share--row",),
        ("fixtures/share--row::page.html",),
        ("-k", "share and not promo"),
        ("fixtures", "-k", "share"),
        ("--deselect", "fixtures/promo--read-also"),
    ):
        assert run(project, *arguments).parseoutcomes()["passed"] == 1, arguments


def test_from_another_folder(project, monkeypatch):
    (project.path / "sub").mkdir()
    monkeypatch.chdir(project.path / "sub")
    meta = project.path / "fixtures" / "share--row" / "meta.toml"
    meta.write_text('pipeline = "own_chain:BARE"\n')
    run(project, "../fixtures/share--row::page.html").assert_outcomes(failed=1)
    (project.path / "sub" / "pytest.ini").write_text("[pytest]\ncleaner_fixtures = ../fixtures\ntestpaths = .\n")
    run(project, "-k", "promo").assert_outcomes(passed=1)


def test_cases_may_stand_deeper_and_be_called_anything(project):
    cases = project.path / "fixtures"
    (cases / "news").mkdir()
    shutil.copytree(cases / "share--row", cases / "news" / "build")
    result = run(project)
    result.assert_outcomes(passed=3)
    assert "fixtures/news/build::page.html" in run(project, "--collect-only", "-q").stdout.str()
    run(project, "--ignore=fixtures/news").assert_outcomes(passed=2)


def test_a_change_fails_with_the_filter_that_answers_for_it(project):
    configured(project)
    result = run(project, "-k", "promo")
    result.assert_outcomes(failed=1)
    result.stdout.fnmatch_lines(
        [
            "*_ promo--read-also _*",
            "promo--read-also: 2 leaked",
            "  leaked  promo spares it (was phrase: read also:)*Read also: Bridge toll to rise in May",
            "*pytest --cleaner-update*",
            "FAILED fixtures/promo--read-also::page.html*",
        ]
    )
    assert "Traceback" not in result.stdout.str()


def test_only_what_failed_last_is_run_again(project):
    configured(project)
    project.runpytest_subprocess("-k", "share").assert_outcomes(failed=1)
    project.runpytest_subprocess("--lf").assert_outcomes(failed=1)


def test_update_writes_the_selected_cases_and_fails_them_for_review(project):
    configured(project)
    before = {path: path.read_bytes() for path in project.path.glob("fixtures/*/*")}
    result = run(project, "--cleaner-update", "-k", "promo")
    result.assert_outcomes(failed=1)
    result.stdout.fnmatch_lines(["promo--read-also: 2 leaked", "updated: look at it"])
    changed = {path.parent.name for path in before if path.read_bytes() != before[path]}
    assert changed == {"promo--read-also"}
    run(project, "--cleaner-update", "-k", "promo").assert_outcomes(passed=1)
    run(project).assert_outcomes(passed=1, failed=1)


def test_update_is_refused_under_ci(project, monkeypatch):
    monkeypatch.setenv("CI", "true")
    result = run(project, "--cleaner-update")
    assert result.ret == pytest.ExitCode.USAGE_ERROR
    result.stderr.fnmatch_lines(["*golden files are not updated under CI*"])


def test_update_without_folders_is_wrong_usage(pytester):
    result = pytester.runpytest_subprocess("--cleaner-update")
    assert result.ret == pytest.ExitCode.USAGE_ERROR
    result.stderr.fnmatch_lines(["*the ini file names no cleaner_fixtures*"])


def test_missing_and_orphan_golden_files_fail(project):
    cases = project.path / "fixtures"
    (cases / "share--row" / "dropped.txt").unlink()
    (cases / "promo--read-also" / "page.html").unlink()
    result = run(project)
    result.assert_outcomes(failed=2)
    result.stdout.fnmatch_lines(["*promo--read-also: there is no page*", "*share--row: dropped.txt is missing*"])


def test_it_works_under_xdist(project):
    configured(project)
    run(project, "-n", "2").assert_outcomes(failed=2)
    run(project, "-n", "2", "--cleaner-update").assert_outcomes(failed=2)
    run(project, "-n", "2").assert_outcomes(passed=2)


@pytest.mark.parametrize(
    ("ini", "reason"),
    [
        ("cleaner_fixtures = nowhere", "*cleaner_fixtures: no such folder: *nowhere*"),
        ("cleaner_fixtures = fixtures/share--row", "*name the folder around the cases*"),
        ("cleaner_fixtures = empty", "*no case in *empty*"),
        ("cleaner_fixtures = fixtures\ncleaner_pipeline = own_chain", "*write package.module:NAME*"),
        ("cleaner_fixtures = fixtures\ncleaner_pipeline = nowhere:X", "*No module named 'nowhere'*"),
    ],
)
def test_a_wrong_configuration_is_said_before_any_test(project, ini, reason):
    (project.path / "empty").mkdir()
    project.makeini(f"[pytest]\n{ini}\n")
    result = run(project)
    assert result.ret == pytest.ExitCode.USAGE_ERROR
    result.stderr.fnmatch_lines([reason])


def test_clean_page_cleans_by_the_configured_pipeline(project):
    configured(project)
    (project.path / "pages").mkdir()
    (project.path / "pages" / "a.html").write_text("<p>Rain fell.</p><p>Share</p>")
    project.makepyfile(
        """
        from pathlib import Path

        def test_markup(clean_page):
            article = clean_page("<p>Rain fell.</p><p>Read also: Snow</p>", url="https://example.org/a")
            assert "Read also" in article.text
            assert article.document.url == "https://example.org/a"

        def test_file(clean_page):
            assert clean_page(Path("pages/a.html")).text == "Rain fell."
        """
    )
    run(project, "test_clean_page_cleans_by_the_configured_pipeline.py").assert_outcomes(passed=2)


def test_clean_page_reads_a_page_within_the_limits_of_the_pipeline(project):
    (project.path / "own_chain.py").write_text(
        "from cleaner import DEFAULT, Limits\nCHAIN = DEFAULT.with_limits(Limits(page_bytes=5000))\n"
    )
    project.makeini("[pytest]\ncleaner_fixtures =\ncleaner_pipeline = own_chain:CHAIN\n")
    (project.path / "page.html.gz").write_bytes(gzip.compress(b"<p>Rain." + b" " * 10_000))
    project.makepyfile(
        """
        from pathlib import Path

        import pytest
        from cleaner import PageError

        def test_file(clean_page):
            with pytest.raises(PageError, match="when unpacked"):
                clean_page(Path("page.html.gz"))
        """
    )
    run(project, "test_clean_page_reads_a_page_within_the_limits_of_the_pipeline.py").assert_outcomes(passed=1)


def test_without_configuration_nothing_is_collected_or_imported(pytester):
    pytester.makepyfile(
        """
        import sys

        def test_own():
            assert not [name for name in ("lxml", "numpy", "cleaner.pipeline", "cleaner.errors") if name in sys.modules]
        """
    )
    page = pytester.path / "cases" / "a" / "page.html"
    page.parent.mkdir(parents=True)
    page.write_text("<p>Rain.</p>")
    done = pytester.run(sys.executable, "-m", "pytest", "-p", "no:hypothesispytest")
    assert done.parseoutcomes() == {"passed": 1}
