"""Where `cleaner` works inside other tools."""
