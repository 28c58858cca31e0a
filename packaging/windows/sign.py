#!/usr/bin/env python3
"""Sign a program or an installer for Windows (Authenticode), in its place.

    python3 packaging/windows/sign.py FILE …

The key is in the environment: SMSBOOK_SIGN_PFX holds a PKCS#12 file as base64, and
SMSBOOK_SIGN_PASSWORD its password. Without them nothing is signed. SMSBOOK_SIGN_TIMESTAMP names a
timestamp service (RFC 3161), so that signatures outlive the certificate.
"""

import base64
import os
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))  # NSIS runs it by its path
from windows.tools import tool

KEY, PASSWORD, TIMESTAMP = (
    "SMSBOOK_SIGN_PFX",
    "SMSBOOK_SIGN_PASSWORD",
    "SMSBOOK_SIGN_TIMESTAMP",
)
_TRIAL_PASSWORD = "trial"


def has_key() -> bool:
    """Whether there is something to sign with."""
    return bool(os.environ.get(KEY))


def sign(*files: Path) -> None:
    """Sign these files. Raises Problem if osslsigncode refuses."""
    for file in files:
        with tempfile.TemporaryDirectory() as folder:  # only its owner can look into it
            key, password, signed = (Path(folder, name) for name in ("key", "password", "signed"))
            key.write_bytes(base64.b64decode(os.environ[KEY]))
            password.write_text(os.environ.get(PASSWORD, ""), encoding="utf-8")
            service = os.environ.get(TIMESTAMP)
            command: list[str | Path] = ["osslsigncode", "sign", "-h", "sha256", "-n", "SMS Book"]
            command += ["-pkcs12", key, "-readpass", password]
            command += ["-ts", service] if service else []
            tool(*command, "-in", file, "-out", signed)
            file.write_bytes(signed.read_bytes())


@contextmanager
def trial_key(folder: Path) -> Iterator[Path]:
    """A self-signed key in the environment, for a trial; the file of its certificate."""
    key, certificate, both = (folder / name for name in ("trial.key", "trial.pem", "trial.pfx"))
    openssl = ("openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2")
    purpose = ("-subj", "/CN=SMS Book trial", "-addext", "extendedKeyUsage=codeSigning")
    tool(*openssl, *purpose, "-keyout", key, "-out", certificate)
    secret = f"pass:{_TRIAL_PASSWORD}"
    pair = ("-inkey", key, "-in", certificate)
    tool("openssl", "pkcs12", "-export", *pair, "-out", both, "-passout", secret)
    before = {name: os.environ.pop(name, None) for name in (KEY, PASSWORD, TIMESTAMP)}
    os.environ[KEY] = base64.b64encode(both.read_bytes()).decode("ascii")
    os.environ[PASSWORD] = _TRIAL_PASSWORD
    try:
        yield certificate
    finally:
        for name, value in before.items():
            os.environ.pop(name, None)
            if value is not None:
                os.environ[name] = value


def verify(file: Path, certificate: Path) -> None:
    """Raises Problem if the file does not bear a good signature of that certificate."""
    tool("osslsigncode", "verify", "-CAfile", certificate, "-in", file)


if __name__ == "__main__":
    sign(*map(Path, sys.argv[1:]))
