"""The command line, with the extra ``cli``: read a case, call the library, print."""

import sys
from collections.abc import Sequence

INTERRUPTED = 130  # as shells have it: 128 and the number of the signal


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line; return the exit code.

    0 is an answer; 1, that the input is wrong or an extra is missing; 2, that the call is; 3, that
    `changes` found some; 130, that Ctrl-C ended it.
    """
    try:
        from coalition.cli.commands import run  # noqa: PLC0415 - needs the extra
    except KeyboardInterrupt:  # the imports take a moment
        sys.stderr.write("interrupted\n")
        return INTERRUPTED
    except ModuleNotFoundError as error:
        if (error.name or "").partition(".")[0] != "click":
            raise
        from coalition.errors import MissingExtra  # noqa: PLC0415 - nothing is loaded before

        sys.stderr.write(f"{MissingExtra('cli')}\n")
        return 1
    return run(arguments)
