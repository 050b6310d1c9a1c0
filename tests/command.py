"""The command line, run as its users run it."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
SEED = ROOT / "fixtures" / "promo--seed-news"
PAGE = SEED / "page.html"
OFFER = "<p class=offer>The harbour shop sells lamps, ropes and the calendar of the lifeboat crew by post.</p>"
RULED = f"<body><p>Rain fell all day on the harbour, and nobody went out.</p>{OFFER}<p>Snow fell all night.</p></body>"


def run(*arguments, stdin=b"", cwd=ROOT, env=None):
    done = subprocess.run(
        [sys.executable, "-m", "cleaner", *map(str, arguments)],
        input=stdin,
        capture_output=True,
        cwd=cwd,
        env=env,
        check=False,
        timeout=60,
    )
    return done.returncode, done.stdout.decode(), done.stderr.decode()
