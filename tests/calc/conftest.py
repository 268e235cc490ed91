"""A busy machine is no failing test, and an example that failed elsewhere is nobody's secret."""

from hypothesis import settings

settings.register_profile("unhurried", deadline=None, database=None)
settings.load_profile("unhurried")
