"""The access token in the operating system's keyring, behind one small class.

May import domain. The only package that knows the keyring library."""
