"""Qt's own tester watches the models that these tests make."""

from tests.support.models import watched_models

__all__ = ["watched_models"]
