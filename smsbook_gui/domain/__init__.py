"""Contacts, address books, phone numbers, equivalence, merge and errors as plain data.

Everything here is frozen or pure. May import the standard library only (and phonenumbers in
`phone.py`, PyNaCl in `release.py`, regex in `text_pattern.py`, all when they are first needed);
nothing of ours."""
