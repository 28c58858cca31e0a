"""Contacts, address books, phone numbers, equivalence, merge and errors as plain data.

Everything here is frozen or pure. May import the standard library only (and phonenumbers in
`phone.py`, PyNaCl in `release.py`, both when they are first needed); nothing of ours."""
