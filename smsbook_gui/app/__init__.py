"""The composition root: command line, event loop, wiring, shutdown, crash handling.

The only package that knows everybody."""
