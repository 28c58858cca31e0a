"""Makes the keyring fixtures known here."""

from tests.support.keyring import secret_service, session_bus

__all__ = ["secret_service", "session_bus"]
