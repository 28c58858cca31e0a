"""Derived columns follow the account's region: the same digits are another number elsewhere."""

from smsbook_gui.domain.contact import ContactField
from smsbook_gui.store.derived import SEARCH_COLUMNS
from smsbook_gui.store.notes import meta, set_meta
from smsbook_gui.store.transaction import Transaction

META_REGION = "derived_region"
_NUMBER = ContactField.PHONE_NUMBER.value


def follow_region(tx: Transaction) -> None:
    """Computes what depends on the region anew where the file was last opened with another."""
    region = tx.rules.region
    if meta(tx, META_REGION) == region:
        return
    tx.run(
        f"UPDATE contact SET k_{_NUMBER} = sort_key('{_NUMBER}', {_NUMBER}),"
        f" digits = phone_digits({_NUMBER})"
    )
    tx.run(f"UPDATE contact SET search_text = search_text({SEARCH_COLUMNS})")
    set_meta(tx, META_REGION, region)
