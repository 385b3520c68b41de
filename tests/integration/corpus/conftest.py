"""The small city, its clerk and the storage that is thrown away."""

from tests.integration.uploads.conftest import city, clerk, storage

__all__ = ["city", "clerk", "storage"]
