"""The command `doorstep`, as the wheel installs it: the same code as the program's."""

from __future__ import annotations

import signal
import sys

from . import _doorstep


def main() -> int:
    """Does what the words on the command line say; answers with the exit code."""
    # Ctrl-C is the command's own here: the first keeps the best plan so far.
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    return _doorstep.main(["doorstep", *sys.argv[1:]])


if __name__ == "__main__":
    sys.exit(main())
