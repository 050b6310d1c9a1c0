"""Pages pinned against regressions: what is kept of them, what is dropped, by which filter and why."""
