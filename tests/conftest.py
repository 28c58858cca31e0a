"""What every test stands on: the guards, the Qt loop, the desktop session.

The platform is set before anything can load Qt, so that no test opens a window on the screen of
the person who runs it.
"""

import os

os.environ["QT_QPA_PLATFORM"] = "offscreen"
os.environ["QT_QPA_PLATFORMTHEME"] = ""

pytest_plugins = [
    "pytester",
    "tests.support.desktop",
    "tests.support.guards",
    "tests.support.qt",
    "tests.support.strict",
]
