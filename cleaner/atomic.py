"""Files written whole or not at all: into a hidden file beside them, which then takes their place."""

import secrets
import stat
from contextlib import suppress
from pathlib import Path

from cleaner.errors import OutputError

__all__ = ["is_special", "write"]


def write(path: Path, content: str | bytes) -> None:
    """Write `content` to `path`, as UTF-8 where it is text; folders are made. Raises `OutputError`.

    What is no file, such as `/dev/null` or a pipe, is written to and stays what it is.
    """
    data = content.encode("utf-8", "replace") if isinstance(content, str) else content
    temporary = path.parent / f".cleaner-{secrets.token_hex(8)}"
    try:
        if is_special(path):
            path.write_bytes(data)
            return
        path.parent.mkdir(parents=True, exist_ok=True)
        with temporary.open("xb") as file:
            file.write(data)
        temporary.replace(path)
    except OSError as error:
        raise OutputError(f"cannot write {path}: {error.strerror}") from None
    finally:
        with suppress(OSError):
            temporary.unlink(missing_ok=True)


def is_special(path: Path) -> bool:
    """Whether `path` is neither a file nor a folder: a device, a pipe, a socket. Raises `OSError`."""
    try:
        kind = path.stat().st_mode
    except (FileNotFoundError, NotADirectoryError):
        return False
    return not (stat.S_ISREG(kind) or stat.S_ISDIR(kind))
