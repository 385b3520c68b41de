"""What a web server loads; everything pages are made of is loaded before the first reader comes."""

import gc
import os
from importlib import import_module
from pathlib import Path

from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.template.loader import get_template

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sozialmonitor.settings")
application = get_wsgi_application()


def _load_pages() -> None:
    import_module(settings.ROOT_URLCONF)
    templates = Path(settings.BASE_DIR) / "templates"
    for template in templates.rglob("*.html"):
        get_template(template.relative_to(templates).as_posix())


_load_pages()
gc.collect()
gc.freeze()  # what is loaded stays: a collection while a reader waits need not walk through it
