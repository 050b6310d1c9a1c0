"""What pytest's ini file says of cases, read without pytest."""

import pytest

from cleaner import DEFAULT, CaseError, PipelineError
from cleaner.regression.config import configured_pipeline, project_of

OWN = "from cleaner import DEFAULT\nBARE = DEFAULT.only('share')\n"
FILES = {
    "pytest.ini": "[pytest]\ncleaner_pipeline = ini_chain:BARE\n",
    "tox.ini": "[tox]\nenvlist = py\n[pytest]\ncleaner_pipeline = ini_chain:BARE\n",
    "setup.cfg": "[tool:pytest]\ncleaner_pipeline = ini_chain:BARE\n",
    "pyproject.toml": '[tool.pytest.ini_options]\ncleaner_pipeline = "ini_chain:BARE"\n',
}


@pytest.fixture
def project(tmp_path):
    (tmp_path / "ini_chain.py").write_text(OWN)
    (tmp_path / "tests" / "cases").mkdir(parents=True)
    return tmp_path


@pytest.mark.parametrize("name", FILES)
def test_the_pipeline_is_the_one_of_the_nearest_ini_file(project, name):
    (project / name).write_text(FILES[name])
    assert configured_pipeline(project / "tests" / "cases").names == ("share",)
    assert project_of(project / "tests" / "cases") == project
    (project / "tests" / "pytest.ini").write_text("[pytest]\n")
    assert configured_pipeline(project / "tests" / "cases") is DEFAULT


def test_files_that_say_nothing_to_pytest_are_passed_over(project):
    (project / "pytest.ini").write_text(FILES["pytest.ini"])
    (project / "tests" / "pyproject.toml").write_text('[project]\nname = "x"\n')
    (project / "tests" / "setup.cfg").write_text("[metadata]\nname = x\n")
    assert configured_pipeline(project / "tests" / "cases").names == ("share",)


def test_what_is_wrong_is_said(project):
    (project / "pytest.ini").write_text("cleaner_pipeline = x\n")
    with pytest.raises(CaseError, match=r"pytest\.ini"):
        configured_pipeline(project)
    (project / "pytest.ini").write_text("[pytest]\ncleaner_pipeline = ini_chain:NONE\n")
    with pytest.raises(PipelineError, match="NONE"):
        configured_pipeline(project)
