"""QtCore only: models and view-models. State out, commands in.

Each exposes one frozen state object and one `state_changed` signal. May import services and
domain."""
