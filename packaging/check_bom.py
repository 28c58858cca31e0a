#!/usr/bin/env python3
"""Hold bills of materials to the CycloneDX 1.6 schema.

    .venv/bin/python packaging/check_bom.py FILE …

Needs the extra `dev`; ends with 1 where a file is not one.
"""

import sys
from pathlib import Path

from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator


def main() -> int:
    """The exit code."""
    validator = JsonStrictValidator(SchemaVersion.V1_6)
    wrong = 0
    for name in sys.argv[1:]:
        problem = validator.validate_str(Path(name).read_text(encoding="utf-8"))
        print(f"{'FAILED ' if problem else 'ok     '} {name} {problem or ''}".rstrip())
        wrong += problem is not None
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
