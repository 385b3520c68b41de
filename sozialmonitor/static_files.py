"""Static files with hashed names. Our own modules find each other by the import map,
so that no JavaScript has to be rewritten.
"""

from whitenoise.storage import CompressedManifestStaticFilesStorage


class HashedStaticFiles(CompressedManifestStaticFilesStorage):
    support_js_module_import_aggregation = False
