"""`python -m smsbook_gui` starts the app."""

import sys

from smsbook_gui.app.main import main

if __name__ == "__main__":
    sys.exit(main())
