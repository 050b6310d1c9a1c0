"""`python -m cleaner` is the command `cleaner`."""

import signal

__all__ = ["main"]


def main() -> None:
    """Run the command line; who interrupts it while its modules are loaded gets no traceback."""
    if signal.getsignal(signal.SIGINT) is signal.default_int_handler:
        signal.signal(signal.SIGINT, signal.SIG_DFL)
    from cleaner.cli import main as run

    run()


if __name__ == "__main__":
    main()
