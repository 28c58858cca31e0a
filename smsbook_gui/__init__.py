"""SMS Book: a desktop app that keeps an SMS service's contacts and address books in order.

`ARCHITECTURE.md` beside this file explains how it is built and why.
"""

__version__ = "0.1.0"
