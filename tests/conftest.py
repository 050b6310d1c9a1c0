"""Lets the tests import their helpers by name."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from hypothesis import settings  # noqa: E402 -- behind the path

settings.register_profile("patient", deadline=None)  # the first text of an unknown language loads its detector
settings.load_profile("patient")
