"""The sync engine of one account: what is sent, read and listed, and when.

Read `engine` first, then `service_gate` (may a call go out now?), `sender` and `syncer`. Imports
`runtime`.
"""
