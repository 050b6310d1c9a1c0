"""Names of files, which may be anything: as they are compared, written down, and shown."""

import os
import re
from pathlib import Path
from typing import Final

__all__ = ["printable", "real_path", "written"]

_UNSEEN: Final = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")


def real_path(name: str | Path) -> str:
    """`name` as an absolute path without symbolic links; links that lead in a circle stay, and so do impossible names.

    `Path.resolve` raises for both.
    """
    try:
        return os.path.realpath(name)
    except (OSError, ValueError):  # a zero byte, say
        return str(name)


def written(text: str) -> str:
    """`text` as it can be written as UTF-8: bytes of a file's name that are none become escapes, as in JSON.

    >>> written("caf\\udce9.html")
    'caf\\\\udce9.html'
    """
    return text.encode("utf-8", "backslashreplace").decode()


def printable(text: str) -> str:
    """`text` for a terminal: line breaks, control characters and what is no UTF-8 as escapes.

    >>> printable("a\\n\\x1b[2Jb")
    'a\\\\n\\\\x1b[2Jb'
    """
    return _UNSEEN.sub(lambda unseen: repr(unseen.group())[1:-1], text)
