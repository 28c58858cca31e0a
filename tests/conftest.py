"""What every test stands on: the guards, the Qt loop, the desktop session.

The platform is set before anything can load Qt, so that no test opens a window on the screen of
the person who runs it.
"""

import os
import signal
import sys

os.environ["QT_QPA_PLATFORM"] = "offscreen"
os.environ["QT_QPA_PLATFORMTHEME"] = ""

# A shell's background job and nohup ignore these, and so would every program that a test starts:
# it has to meet them as in a person's session.
for name in ("SIGINT",) if sys.platform == "win32" else ("SIGINT", "SIGHUP"):
    number = signal.Signals[name]
    if signal.getsignal(number) is signal.SIG_IGN:
        signal.signal(number, signal.default_int_handler if name == "SIGINT" else signal.SIG_DFL)

pytest_plugins = [
    "pytester",
    "tests.support.desktop",
    "tests.support.plugins.beside",
    "tests.support.plugins.guards",
    "tests.support.plugins.long",
    "tests.support.plugins.new_files",
    "tests.support.qt",
    "tests.support.plugins.scratch",
    "tests.support.plugins.spreadsheet",
    "tests.support.plugins.strict",
]
