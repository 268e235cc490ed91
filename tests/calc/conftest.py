"""Property tests here have no deadline, since a busy machine is no mistake, and keep no store of examples."""

from hypothesis import settings

settings.register_profile("unhurried", deadline=None, database=None)
settings.load_profile("unhurried")
