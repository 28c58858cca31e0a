"""Where the program starts. Qt is imported only once it is clear that a window can open."""

import sys
from collections.abc import Sequence

from smsbook_gui.app.options import parse
from smsbook_gui.app.platform import display


def main(argv: Sequence[str] | None = None) -> int:
    """Run SMS Book and return the exit code of the process.

    0: ended as asked; 1: a problem, which was shown; 2: the command line cannot be understood, or
    there is no display. A check of a file has codes of its own: `check_file`.
    """
    options = parse(argv)
    if options.check is not None:
        from smsbook_gui.app.check_file import check

        return check(options.check)
    problem = display.prepare(options.needs_display)
    if problem is not None:
        sys.stderr.write(problem + "\n")
        return 2
    from smsbook_gui.app.run import run

    return run(options)
