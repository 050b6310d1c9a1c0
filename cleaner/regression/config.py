"""What pytest's ini file says of cases, for those who check them without pytest: one place to say it."""

import configparser
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import tomli

from cleaner import DEFAULT
from cleaner.errors import CaseError
from cleaner.pipeline import Pipeline

__all__ = ["PIPELINE", "configured_pipeline", "project_of"]

PIPELINE: Final = "cleaner_pipeline"
"""The option that names the pipeline for cases that name none."""
_SECTIONS: Final = {
    "pytest.ini": "pytest",
    ".pytest.ini": "pytest",
    "pyproject.toml": "",
    "tox.ini": "pytest",
    "setup.cfg": "tool:pytest",
}
"""The files in which pytest looks, in its order, and the section of each."""


def configured_pipeline(folder: Path) -> Pipeline:
    """The pipeline that the project around `folder` has for its cases, else the default one.

    Raises `CaseError` where the file is wrong, or `PipelineError` where there is no such pipeline.
    """
    for around in _around(folder):
        found = next((option for name in _SECTIONS if (option := _option(around / name)) is not None), None)
        if found is not None:
            return Pipeline.load(found, around) if found else DEFAULT
    return DEFAULT


def project_of(folder: Path) -> Path:
    """The folder that pytest's ini file is in, from which modules are imported; else the current one."""
    return next((each for each in _around(folder) if any((each / name).is_file() for name in _SECTIONS)), Path.cwd())


def _around(folder: Path) -> Iterator[Path]:
    path = folder.absolute()
    yield from (path, *path.parents)


def _option(path: Path) -> str | None:
    """The pipeline's name in the file at `path`, empty if it is for pytest and has none; None if it is not."""
    try:
        text = path.read_text("utf-8-sig")
    except OSError:
        return None
    try:
        return _in_toml(tomli.loads(text)) if path.suffix == ".toml" else _in_ini(text, _SECTIONS[path.name])
    except (tomli.TOMLDecodeError, configparser.Error) as error:
        raise CaseError(f"{path}: {error}") from None


def _in_toml(table: dict[str, Any]) -> str | None:
    options = table.get("tool", {}).get("pytest", {})
    options = options.get("ini_options", options)
    return str(options.get(PIPELINE, "")) if options else None


def _in_ini(text: str, section: str) -> str | None:
    parser = configparser.RawConfigParser(strict=False)
    parser.read_string(text)
    return parser.get(section, PIPELINE, fallback="") if parser.has_section(section) else None
