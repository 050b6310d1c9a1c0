"""The public names."""

import subprocess
import sys

import pytest

import cleaner


def test_every_public_name_is_there_and_sorted():
    assert sorted(cleaner.__all__, key=lambda name: (not name.isupper(), name[0].islower(), name)) == cleaner.__all__
    for name in cleaner.__all__:
        assert getattr(cleaner, name).__class__ is not type(cleaner), name
    assert set(cleaner.__all__) <= set(dir(cleaner))


def test_an_unknown_name_is_an_attribute_error():
    with pytest.raises(AttributeError, match="no attribute 'prommo'"):
        cleaner.prommo  # noqa: B018


def test_importing_the_package_or_its_plugin_imports_no_parser():
    code = "import sys, cleaner.regression.plugin; print([m for m in ('lxml', 'numpy', 'click') if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"
