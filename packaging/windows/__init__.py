"""The Windows program and its two installers: built on Windows, or on Linux under Wine.

`packaging/installers.py` is the way in. `runtime` makes a Python for Windows where there is none,
`program` freezes, `msi` and `setup` pack, `sign` signs, and `trial` installs, uses, upgrades and
removes what was made.
"""
