"""Typed async client for the SMS service's HTTP API, over httpx.

One method a call, a pure codec (bytes <-> domain) and a pure function from response to outcome.
The service's own words (group_id) live in `codec.py` only. May import domain."""
