"""How much memory a process has had at most."""

import sys
from pathlib import Path

__all__ = ["bytes_of", "peak_bytes"]


def peak_bytes() -> int:
    """The most memory that this process has had so far.

    On Linux `ru_maxrss` also counts what the process had that started this one.
    """
    import resource

    status = Path("/proc/self/status")
    if status.exists():
        return next(int(line.split()[1]) << 10 for line in status.read_text().splitlines() if line.startswith("VmHWM"))
    return bytes_of(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)


def bytes_of(maxrss: int) -> int:
    """The bytes that `ru_maxrss` stands for, which counts kilobytes but on macOS."""
    return maxrss if sys.platform == "darwin" else maxrss << 10
