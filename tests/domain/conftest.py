"""Settings of the property tests."""

from hypothesis import settings

# The first example of a test may pay for an import; slow is not wrong.
settings.register_profile("smsbook", deadline=None)
settings.load_profile("smsbook")
