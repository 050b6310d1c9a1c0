"""Files written whole or not at all: into a hidden file beside them, which then takes their place."""

import os
import tempfile
from pathlib import Path

from cleaner.errors import OutputError

__all__ = ["write"]


def write(path: Path, content: str | bytes) -> None:
    """Write `content` to `path`, as UTF-8 where it is text; folders are made. Raises `OutputError`."""
    data = content.encode("utf-8", "replace") if isinstance(content, str) else content
    temporary = None
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=path.parent, prefix=".cleaner-", delete=False) as file:
            temporary = Path(file.name)
            file.write(data)
        temporary.chmod(0o666 & ~_umask())
        temporary.replace(path)
    except OSError as error:
        raise OutputError(f"cannot write {path}: {error.strerror}") from None
    finally:
        if temporary is not None:
            temporary.unlink(missing_ok=True)


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
