"""What the frozen program runs."""

import sys

from smsbook_gui.app.main import main
from smsbook_gui.files.readers.workbooks import old_workbook

if __name__ == "__main__":
    if sys.argv[1:2] == [old_workbook.READ_WORKBOOK]:
        sys.exit(old_workbook.main(sys.argv[2:]))
    sys.exit(main())
