"""What the frozen program runs."""

import sys

from smsbook_gui.app.main import main

if __name__ == "__main__":
    sys.exit(main())
