"""QtCore only: models and view-models. State out, commands in.

Each exposes one frozen state object and one `state_changed` signal
(`common/state_view_model.py`). May import services and
domain."""
