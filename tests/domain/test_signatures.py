"""Whose signature counts: the RFC's examples, OpenSSL's opinion, and what must never pass."""

import subprocess
import sys
from hashlib import sha512

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from smsbook_gui.domain.release import is_signed

# RFC 8032, section 7.1: public key, message, signature.
RFC_8032 = [
    (
        "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a",
        "",
        (
            "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701c"
            "f9b46bd25bf5f0595bbe24655141438e7a100b"
        ),
    ),
    (
        "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c",
        "72",
        (
            "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0"
            "f11d8c387b2eaeb4302aeeb00d291612bb0c00"
        ),
    ),
    (
        "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025",
        "af82",
        (
            "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f76098"
            "4dc6594a7c15e9716ed28dc027beceea1ec40a"
        ),
    ),
]
ORDER = 2**252 + 27742317777372353535851937790883648493


@pytest.mark.parametrize(("key", "message", "signature"), RFC_8032)
def test_examples_of_the_rfc(key: str, message: str, signature: str) -> None:
    made = bytes.fromhex(signature)
    assert is_signed(bytes.fromhex(message), made, bytes.fromhex(key))
    assert not is_signed(bytes.fromhex(message) + b"x", made, bytes.fromhex(key))


@pytest.mark.parametrize("number", range(5))
def test_as_openssl_signs(number: int) -> None:
    secret = Ed25519PrivateKey.from_private_bytes(sha512(b"key %d" % number).digest()[:32])
    key = secret.public_key().public_bytes_raw()
    message = sha512(b"message %d" % number).digest() * number
    signature = secret.sign(message)
    assert is_signed(message, signature, key)
    for place in range(0, 64, 7):
        changed = bytearray(signature)
        changed[place] ^= 1 << (number % 8)
        assert not is_signed(message, bytes(changed), key), place
    other = Ed25519PrivateKey.from_private_bytes(sha512(b"other").digest()[:32])
    assert not is_signed(message, signature, other.public_key().public_bytes_raw())


def test_a_second_form_of_a_signature_is_none() -> None:
    """S plus the group's order passes the equation; RFC 8032 forbids it."""
    key, message, signature = (bytes.fromhex(part) for part in RFC_8032[1])
    scalar = int.from_bytes(signature[32:], "little") + ORDER
    assert not is_signed(message, signature[:32] + scalar.to_bytes(32, "little"), key)


def test_a_key_for_which_everything_is_signed_is_none() -> None:
    """The neutral point as the key, and as R, with S = 0, passes the equation for any message."""
    neutral = (1).to_bytes(32, "little")
    assert not is_signed(b"any message", neutral + bytes(32), neutral)


@pytest.mark.parametrize(
    ("key", "signature"),
    [
        (b"", bytes(64)),
        (bytes(31), bytes(64)),
        (bytes(32), b""),
        (bytes(32), bytes(63)),
        ((2**255 - 19).to_bytes(32, "little"), bytes(64)),  # y is not below p
        ((1 + 2**255).to_bytes(32, "little"), bytes(64)),  # minus nought
        ((2).to_bytes(32, "little"), bytes(64)),  # no point has this y
    ],
)
def test_nonsense_is_no_signature(key: bytes, signature: bytes) -> None:
    assert not is_signed(b"message", signature, key)


def test_the_library_is_loaded_with_the_first_signature() -> None:
    code = "import sys, smsbook_gui.domain.release; sys.exit('nacl' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
