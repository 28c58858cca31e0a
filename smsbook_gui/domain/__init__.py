"""Contacts, address books, phone numbers, equivalence, merge and errors as plain data.

Everything here is frozen or pure. May import the standard library only (and phonenumbers in
`phone.py`); nothing of ours."""
