"""Contacts, address books, phone numbers, equivalence, merge and errors as plain data.

Everything here is frozen or pure. May import the standard library only (and phonenumbers in
`phones.phone`, PyNaCl in `release`, regex in `texts.text_pattern`, rapidfuzz in
`contacts.duplicates`, all when they are first needed); nothing of ours. `errors` has the errors
that a person can meet; read it and `contacts` first.
"""
