#!/usr/bin/env python3
"""Sign a program or an installer for Windows (Authenticode), in its place.

    python3 packaging/windows/sign.py FILE …

The key is in the environment: SMSBOOK_SIGN_PFX holds a PKCS#12 file as base64, and
SMSBOOK_SIGN_PASSWORD its password. Without them nothing is signed. SMSBOOK_SIGN_TIMESTAMP names a
timestamp service (RFC 3161), so that signatures outlive the certificate.
"""

import base64
import os
import subprocess
import sys
import tempfile
from pathlib import Path

KEY, PASSWORD, TIMESTAMP = (
    "SMSBOOK_SIGN_PFX",
    "SMSBOOK_SIGN_PASSWORD",
    "SMSBOOK_SIGN_TIMESTAMP",
)


def has_key() -> bool:
    """Whether there is something to sign with."""
    return bool(os.environ.get(KEY))


def sign(*files: Path) -> None:
    """Sign these files. Raises CalledProcessError if osslsigncode refuses."""
    for file in files:
        with tempfile.TemporaryDirectory() as folder:  # only its owner can look into it
            key, password, signed = (Path(folder, name) for name in ("key", "password", "signed"))
            key.write_bytes(base64.b64decode(os.environ[KEY]))
            password.write_text(os.environ.get(PASSWORD, ""), encoding="utf-8")
            service = os.environ.get(TIMESTAMP)
            command: list[str | Path] = ["osslsigncode", "sign", "-h", "sha256", "-n", "SMS Book"]
            command += ["-pkcs12", key, "-readpass", password]
            command += ["-ts", service] if service else []
            subprocess.run(
                [*command, "-in", file, "-out", signed], check=True, stdout=subprocess.DEVNULL
            )
            file.write_bytes(signed.read_bytes())


if __name__ == "__main__":
    sign(*map(Path, sys.argv[1:]))
