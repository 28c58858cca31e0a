"""What the service shows of its own data: ids here are the service's."""

from dataclasses import dataclass

from smsbook_gui.domain.contacts.contact import Values


@dataclass(frozen=True, slots=True)
class RemoteBook:
    """One row of the list of address books."""

    server_id: int
    name: str


@dataclass(frozen=True, slots=True)
class RemoteContact:
    """One contact of an address book's listing; only some fields are in it (API.md)."""

    server_id: int
    values: Values


@dataclass(frozen=True, slots=True)
class RemoteListing:
    """An address book with all its contacts."""

    server_id: int
    name: str
    contacts: tuple[RemoteContact, ...]
