"""One file of settings; what differs between machines is an environment variable."""

from datetime import timedelta
from pathlib import Path

from celery.schedules import crontab
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _

from atlas.basemaps import origins, read_basemaps
from sozialmonitor import env

BASE_DIR = Path(__file__).resolve().parent.parent
STATE_DIR = Path(env.text("STATE_DIR", str(BASE_DIR / "var")))

DEBUG = env.flag("DEBUG")
SECRET_KEY = env.text("SECRET_KEY")
ALLOWED_HOSTS = env.words("ALLOWED_HOSTS", "127.0.0.1,localhost,[::1]")
CSRF_TRUSTED_ORIGINS = env.words("CSRF_TRUSTED_ORIGINS")
if not DEBUG and len(SECRET_KEY) < 32:
    raise ImproperlyConfigured("SECRET_KEY is shorter than 32 characters; make a longer one")

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.gis",
    "django.contrib.postgres",
    "rest_framework",
    "drf_spectacular",
    "axes",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "sozialmonitor",
    "accounts",
    "spatial_units",
    "indicators",
    "releases",
    "atlas",
    "reports",
    "region_files",
]

MIDDLEWARE = [
    "accounts.scoping.answer_scoped",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "sozialmonitor.urls"
WSGI_APPLICATION = "sozialmonitor.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "sozialmonitor.pages.page_frame",
            ],
        },
    },
]

# --- database: the login owns the tables; what serves takes on a weaker role -------------
DATABASE_URL = env.text("DATABASE_URL")
PUBLIC = "public"  # the connection that cannot read raw tables
DATABASES = {
    "default": env.database(DATABASE_URL, env.text("DATABASE_ROLE", "")),
    PUBLIC: env.database(DATABASE_URL, env.text("PUBLIC_DATABASE_ROLE", "sozialmonitor_public")),
}
DATABASES[PUBLIC]["TEST"] = {"MIRROR": "default"}  # one test database, two roles
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
AUTH_USER_MODEL = "accounts.User"
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
]

# GDAL and GEOS come with the wheels of pyogrio and shapely, which pin their versions.
GDAL_LIBRARY_PATH = env.wheel_library("pyogrio", "pyogrio.libs/libgdal*")
GEOS_LIBRARY_PATH = env.wheel_library("shapely", "shapely.libs/libgeos_c*")

# --- broker and jobs ---------------------------------------------------------------------
REDIS_URL = env.text("REDIS_URL")
CELERY_BROKER_URL = env.broker(REDIS_URL)
CELERY_BROKER_TRANSPORT_OPTIONS = {"visibility_timeout": 3600}
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_SERIALIZER = "json"
CELERY_ACCEPT_CONTENT = ["json"]
CELERY_TASK_TIME_LIMIT = 3000
JOB_TASKS = {  # kind of job: the task that carries it
    "publish": "releases.tasks.publish",
    "audit": "releases.tasks.audit",
    "try-rule": "releases.tasks.try_rule",
    "examine-indices": "releases.tasks.examine_indices",
    "find-patterns": "releases.tasks.find_patterns",
    "check-upload": "indicators.tasks.check_upload",
    "commit-upload": "indicators.tasks.commit_upload",
    "try-index": "indicators.tasks.try_index",
    "unpack-batch": "indicators.tasks.unpack_batch",
    "commit-batch": "indicators.tasks.commit_batch",
    "check-geodata": "spatial_units.tasks.check_geodata",
    "commit-geodata": "spatial_units.tasks.commit_geodata",
    "mail-password-link": "accounts.tasks.mail_password_link",
}
CELERY_BEAT_SCHEDULE = {
    "publish what is planned and due": {
        "task": "releases.tasks.publish_due",
        "schedule": 30.0,
    },
    "compute indices anew whose parts have changed": {
        "task": "releases.tasks.refresh_stale",
        "schedule": crontab(hour=2, minute=30),
    },
    "attack all that is public": {
        "task": "releases.tasks.audit_all",
        "schedule": crontab(hour=3, minute=0),
    },
    "send what is waiting or was left by a dead worker": {
        "task": "accounts.tasks.reap_jobs",
        "schedule": 5.0,
    },
    "forget wrong passwords and where they came from": {
        "task": "accounts.tasks.forget_old_tries",
        "schedule": 60.0,
    },
    "discard uploads nobody decided on": {
        "task": "indicators.tasks.discard_forgotten_uploads",
        "schedule": 3600.0,
    },
    "discard boundaries and layers nobody decided on": {
        "task": "spatial_units.tasks.discard_forgotten_geodata",
        "schedule": 3600.0,
    },
}

# --- languages ---------------------------------------------------------------------------
LANGUAGE_CODE = "de"
LANGUAGES = [("de", _("German")), ("en", _("English"))]
LOCALE_PATHS = [BASE_DIR / "locale"]
TIME_ZONE = "Europe/Berlin"
USE_I18N = True
USE_TZ = True
USE_THOUSAND_SEPARATOR = True
FORMAT_MODULE_PATH = "sozialmonitor.formats"

# --- static files ------------------------------------------------------------------------
STATIC_URL = "/static/"
STATICFILES_DIRS = [BASE_DIR / "static"]
# Only our own files: the libraries' pages are not served, and compressing theirs takes a minute.
STATICFILES_FINDERS = ["django.contrib.staticfiles.finders.FileSystemFinder"]
STATIC_ROOT = STATE_DIR / "static"
STORAGES = {
    "default": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": STATE_DIR / "uploads"},
    },
    "staticfiles": {"BACKEND": "sozialmonitor.static_files.HashedStaticFiles"},
}

# --- the operator's own words -------------------------------------------------------------
LEGAL_TEXTS = env.text("LEGAL_TEXTS", "")  # folder with imprint.de.txt, privacy.en.txt, …

# --- files from the staff ---------------------------------------------------------------
UPLOAD_MAX_BYTES = env.number("UPLOAD_MAX_MEGABYTES", 100) * 1024**2
UPLOAD_BATCH_MAX_BYTES = env.number("UPLOAD_BATCH_MAX_MEGABYTES", 300) * 1024**2
UPLOAD_BATCH_MAX_FILES = env.number("UPLOAD_BATCH_MAX_FILES", 200)
DATA_UPLOAD_MAX_NUMBER_FILES = UPLOAD_BATCH_MAX_FILES + 300  # what is no table is only listed
UPLOAD_DISCARD_DAYS = env.number("UPLOAD_DISCARD_DAYS", 30)
FILE_UPLOAD_HANDLERS = [
    "sozialmonitor.upload_limit.LimitedSize",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "sozialmonitor.upload_limit.TemporaryFile",
]
FILE_UPLOAD_PERMISSIONS = 0o600

# --- security ----------------------------------------------------------------------------
BASEMAPS = read_basemaps(env.text("BASEMAPS", ""))  # a file; docs/operation.md
BASEMAP_ORIGINS = origins(BASEMAPS)
HTTPS = env.flag("HTTPS")
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_SSL_REDIRECT = HTTPS
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = HTTPS
BEHIND_PROXY = env.flag("BEHIND_PROXY")
if BEHIND_PROXY:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
if HTTPS:  # then no other host of the domain can set or overwrite them
    SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = "__Host-sessionid", "__Host-csrftoken"
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_AGE = 12 * 3600
CSRF_FAILURE_VIEW = "sozialmonitor.desk.not_from_here"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "script-src": [SELF],  # the import map's hash is added per response
        "style-src": [SELF],
        "img-src": [SELF, "data:", "blob:", *BASEMAP_ORIGINS],
        "connect-src": [SELF, *BASEMAP_ORIGINS],
        "worker-src": [SELF],
        "font-src": [SELF],
        "object-src": [NONE],
        "base-uri": [NONE],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    },
}

# --- wrong passwords; accounts/signing_in.py ------------------------------------------------
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "django.contrib.auth.backends.ModelBackend",
]
AXES_HANDLER = "accounts.signing_in.SignInGuard"
AXES_FAILURE_LIMIT = 100  # per cent
AXES_COOLOFF_TIME = timedelta(minutes=15)
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False
AXES_LOCKOUT_PARAMETERS = "accounts.signing_in.groups_of"
AXES_CLIENT_IP_CALLABLE = "accounts.signing_in.address_of"
AXES_LOCKOUT_CALLABLE = "accounts.views_sign_in.refused"
AXES_DISABLE_ACCESS_LOG = True  # who signed in when, and from where, is not kept
AXES_CLIENT_STR_CALLABLE = "accounts.signing_in.nobody_in_particular"
AXES_SENSITIVE_PARAMETERS = ["username", "password", "csrfmiddlewaretoken", "next"]
AXES_VERBOSE = False

# --- second factor and links by mail; accounts/second_factor.py ----------------------------
ACCOUNT_ADAPTER = "accounts.second_factor.AccountAdapter"
ACCOUNT_EMAIL_VERIFICATION = "none"
MFA_ADAPTER = "accounts.second_factor.SecondFactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_TOLERANCE = 1  # a clock may be half a minute off
PASSWORD_RESET_TIMEOUT = 3 * 24 * 3600
# Off only for the test that plays the attacker, and only for a made-up city.
SECONDARY_SUPPRESSION = env.flag("SECONDARY_SUPPRESSION", True)

EMAIL_HOST = env.text("EMAIL_HOST", "")  # empty: no mail; links are handed over by the staff
EMAIL_PORT = env.number("EMAIL_PORT", 587)
EMAIL_HOST_USER = env.text("EMAIL_USER", "")
EMAIL_HOST_PASSWORD = env.text("EMAIL_PASSWORD", "")
EMAIL_USE_TLS = env.flag("EMAIL_TLS", True)
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = env.text("EMAIL_FROM", "sozialmonitor@localhost")

# --- API ---------------------------------------------------------------------------------
REST_FRAMEWORK = {
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_AUTHENTICATION_CLASSES": [],
    "DEFAULT_PERMISSION_CLASSES": [],
    "UNAUTHENTICATED_USER": None,
    "DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema",
    "EXCEPTION_HANDLER": "accounts.problem_details.answer",
}
SPECTACULAR_SETTINGS = {"TITLE": "sozialmonitor", "VERSION": "1", "SERVE_INCLUDE_SCHEMA": False}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "filters": {"refusals": {"()": "sozialmonitor.log_lines.NoTraceOfRefusals"}},
    "handlers": {
        "console": {
            "class": "logging.StreamHandler",
            "formatter": "line",
            "filters": ["refusals"],
        }
    },
    "root": {"handlers": ["console"], "level": "INFO"},
    "loggers": {"axes": {"level": "WARNING"}},
}
