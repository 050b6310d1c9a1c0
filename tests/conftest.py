"""Lets the tests import their helpers by name, and laws take the time that a first page takes."""

import sys
from pathlib import Path

from hypothesis import settings

sys.path.insert(0, str(Path(__file__).parent))

from browser import chromium, seen  # noqa: F401 -- fixtures

settings.register_profile("patient", deadline=None)  # the first text of an unknown language loads its detector
settings.load_profile("patient")
