"""Where the tests of packaging run."""

import sys

# The documents print what is typed into a shell of Linux or macOS.
collect_ignore = ["test_commands.py"] if sys.platform == "win32" else []
