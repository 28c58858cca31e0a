"""Keeps derived columns in step with the account's region: the same digits are another number
elsewhere. They also follow how SMS Book reads numbers, which may change with a new version.
"""

from smsbook_gui.domain.contacts.contact import ContactField
from smsbook_gui.store.contacts.meta import meta, set_meta
from smsbook_gui.store.db.derived_columns import SEARCH_COLUMNS
from smsbook_gui.store.db.transaction import Transaction

META_REGION = "derived_region"
META_READING = "derived_reading"
READING = "2"
"""Increase this when texts are read as other numbers than before, along with `_READ_OTHERWISE`."""
_NUMBER = ContactField.PHONE_NUMBER.value
_READ_OTHERWISE = rf"{_NUMBER} GLOB '*[/\_]*' OR {_NUMBER} GLOB '[1-9]*'"
"""With slashes in it, or without a 0 or plus before it (two readings)."""


def follow_region(tx: Transaction) -> None:
    """Recomputes what depends on the region, or on how numbers are read, if that has changed."""
    region = tx.rules.region
    if meta(tx, META_REGION) != region:
        _derive(tx, "1")
        set_meta(tx, META_REGION, region)
    elif meta(tx, META_READING) != READING:
        _derive(tx, _READ_OTHERWISE)
    if meta(tx, META_READING) != READING:
        set_meta(tx, META_READING, READING)


def _derive(tx: Transaction, which: str) -> None:
    tx.run(
        f"UPDATE contact SET k_{_NUMBER} = sort_key('{_NUMBER}', {_NUMBER}),"
        f" digits = phone_digits({_NUMBER}) WHERE {which}"
    )
    tx.run(f"UPDATE contact SET search_text = search_text({SEARCH_COLUMNS}) WHERE {which}")
