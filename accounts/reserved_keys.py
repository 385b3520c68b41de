"""Words that are the first part of a page's address, so that no region may be called so."""

RESERVED_KEYS = (
    "admin", "api", "accessibility", "accounts", "de", "desk", "en", "health", "imprint", "layers",
    "ogc", "packs", "privacy", "shapes", "static",
)  # fmt: skip
