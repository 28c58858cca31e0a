"""Certificates: only a good one of a trusted issuer for this very host lets anything out."""

import asyncio
import ssl
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import trustme
import truststore
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from smsbook_gui.api import routes
from smsbook_gui.api.client import ServiceClient
from smsbook_gui.api.url import ApiUrl
from smsbook_gui.domain.contacts.contact import ContactField as Field
from smsbook_gui.domain.errors import CertificateProblem
from smsbook_gui.viewmodels.common.text import error_text
from tests.api.wire import Wire, raw_server

pytestmark = pytest.mark.anyio

VALUES = {Field.PHONE_NUMBER: "0412345678"}


@pytest.fixture(scope="module")
def authority() -> trustme.CA:
    return trustme.CA()


def server_side(certificate: trustme.LeafCert) -> ssl.SSLContext:
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    certificate.configure_cert(context)
    return context


def trusting(authority: trustme.CA) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    authority.configure_trust(context)
    return context


@asynccontextmanager
async def client_of(
    url: str, context: ssl.SSLContext | None = None
) -> AsyncIterator[ServiceClient]:
    client = ServiceClient(ApiUrl.parse(url), "a-token", ssl_context=context)
    try:
        yield client
    finally:
        await client.aclose()


async def test_a_trusted_certificate_for_the_host(authority: trustme.CA) -> None:
    async with (
        Wire(tls=server_side(authority.issue_cert("localhost"))) as wire,
        client_of(wire.url, trusting(authority)) as client,
    ):
        assert await client.new_contact(1, VALUES) == 7
        assert wire.heard[0].headers["authorization"] == "Bearer a-token"


def expired(authority: trustme.CA) -> trustme.LeafCert:
    return authority.issue_cert(
        "localhost",
        not_before=datetime(2020, 1, 1, tzinfo=UTC),
        not_after=datetime(2020, 2, 1, tzinfo=UTC),
    )


def other_host(authority: trustme.CA) -> trustme.LeafCert:
    return authority.issue_cert("other.example.com")


def unknown_issuer(_authority: trustme.CA) -> trustme.LeafCert:
    return trustme.CA().issue_cert("localhost")


@pytest.mark.parametrize(
    ("issue", "word"),
    [
        (expired, "certificate has expired"),
        (other_host, "not valid for 'localhost'"),
        (unknown_issuer, "unable to get local issuer certificate"),
    ],
)
async def test_a_certificate_that_is_not_good(
    authority: trustme.CA, issue: Callable[[trustme.CA], trustme.LeafCert], word: str
) -> None:
    async with (
        Wire(tls=server_side(issue(authority))) as wire,
        client_of(wire.url, trusting(authority)) as client,
    ):
        with pytest.raises(CertificateProblem) as caught:
            await client.new_contact(1, VALUES)
        assert wire.heard == []
    assert word in caught.value.details
    assert caught.value.__context__ is None


def common_name_only(authority: trustme.CA) -> trustme.LeafCert:
    """As they were made twenty years ago: the host stands in the subject, and nowhere else."""
    key = ec.generate_private_key(ec.SECP256R1())
    issuer = x509.load_pem_x509_certificate(authority.cert_pem.bytes())
    issuers_key = serialization.load_pem_private_key(authority.private_key_pem.bytes(), None)
    assert isinstance(issuers_key, ec.EllipticCurvePrivateKey)
    now = datetime.now(UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")]))
        .issuer_name(issuer.subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .sign(issuers_key, hashes.SHA256())
    )
    pem = serialization.Encoding.PEM
    private = key.private_bytes(
        pem, serialization.PrivateFormat.TraditionalOpenSSL, serialization.NoEncryption()
    )
    return trustme.LeafCert(private, certificate.public_bytes(pem), [])


async def test_a_certificate_with_nothing_but_a_common_name_is_told_in_its_own_words(
    authority: trustme.CA,
) -> None:
    async with (
        Wire(tls=server_side(common_name_only(authority))) as wire,
        client_of(wire.url, trusting(authority)) as client,
    ):
        for _ in range(2):
            with pytest.raises(CertificateProblem) as caught:
                await client.new_contact(1, VALUES)
            assert "outdated kind" in error_text(caught.value)
            assert caught.value.__context__ is None
        assert wire.heard == []


async def test_a_tls_version_that_is_too_old() -> None:
    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.read(1000)
        # What a server says that knows TLS 1.1 at most: alert, 2 bytes, fatal, protocol_version.
        writer.write(bytes([0x15, 3, 1, 0, 2, 2, 70]))

    async with raw_server(serve) as port, client_of(f"https://localhost:{port}") as client:
        with pytest.raises(CertificateProblem) as caught:
            await client.new_contact(1, VALUES)
    assert "PROTOCOL_VERSION" in caught.value.details


@pytest.fixture
def system_store(
    authority: trustme.CA, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> trustme.CA:
    """The operating system trusts this authority, and no other."""
    file = tmp_path / "authorities.pem"
    authority.cert_pem.write_to_path(str(file))
    monkeypatch.setenv("SSL_CERT_FILE", str(file))
    monkeypatch.setenv("SSL_CERT_DIR", str(tmp_path / "none"))
    monkeypatch.setattr(routes, "openssl_is_the_systems", lambda: True)
    # On Windows Python's ssl module would add the authorities of Windows to these.
    monkeypatch.setattr(ssl.SSLContext, "_windows_cert_stores", (), raising=False)
    return authority


async def test_the_systems_store_decides(system_store: trustme.CA) -> None:
    good = server_side(system_store.issue_cert("localhost"))
    async with Wire(tls=good) as wire, client_of(wire.url) as client:
        assert await client.new_contact(1, VALUES) == 7
    bad = server_side(trustme.CA().issue_cert("localhost"))
    async with Wire(tls=bad) as wire, client_of(wire.url) as client:
        with pytest.raises(CertificateProblem):
            await client.new_contact(1, VALUES)
        assert wire.heard == []


def test_the_store_is_read_once_not_for_every_connection(system_store: trustme.CA) -> None:
    context = routes.system_trust()
    assert type(context) is ssl.SSLContext
    assert context.cert_store_stats()["x509_ca"] == 1
    assert context.verify_mode is ssl.CERT_REQUIRED
    assert context.check_hostname


def test_where_openssl_knows_no_authority_truststore_looks_for_them(
    system_store: trustme.CA, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    empty = tmp_path / "empty.pem"
    empty.write_bytes(b"")
    monkeypatch.setenv("SSL_CERT_FILE", str(empty))
    context = routes.system_trust()
    assert type(context) is truststore.SSLContext
    assert context.verify_mode is ssl.CERT_REQUIRED
    assert context.check_hostname


def test_windows_and_macos_verify_by_themselves(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(routes, "openssl_is_the_systems", lambda: False)
    assert type(routes.system_trust()) is truststore.SSLContext
