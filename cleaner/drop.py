"""`Drop` and `Veto`: what a filter proposes and what a guard refuses, each with its reason."""

from dataclasses import dataclass
from typing import Final, Literal

from cleaner.document import Block
from cleaner.frozen import maker

__all__ = ["Drop", "Sign", "Veto", "new_drop"]

Sign = Literal["rule", "marker", "semantics", "phrase", "context"]


@dataclass(frozen=True, slots=True)
class Drop:
    """A block that goes, or should go."""

    block: Block
    sign: Sign
    """The strength of the evidence, strongest first: a user's `rule` for the site, a `marker` (class or id) of a known
    kind, the page's own `semantics` (`<nav>`, a role, what a browser hides), a `phrase`, or `context` (links,
    repetition, neighbours, scores)."""
    detail: str
    """The marker, phrase or number that decided."""
    filter: str = ""
    """The filter's name; the pipeline fills it in."""

    @property
    def evidence(self) -> str:
        """Sign and detail in one line: `phrase: read also`."""
        return f"{self.sign}: {self.detail}"

    @property
    def text(self) -> str:
        """The block's text."""
        return self.block.text


new_drop: Final = maker(Drop)


@dataclass(frozen=True, slots=True)
class Veto:
    """A drop that a guard refused."""

    drop: Drop
    reason: str
    """What the guard protects."""
