"""All settings, read from the environment; a missing secret stops the start."""

import os
import re
from pathlib import Path
from urllib.parse import SplitResult, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

HERE = Path(__file__).resolve().parent.parent
SMTP_PORTS = {"": 25, "smtp": 25, "smtp+tls": 587, "smtps": 465}


def required(name: str) -> str:
    value = os.environ.get(name, "")
    if not value:
        raise ImproperlyConfigured(f"{name} is not set. The command « entremise » sets it.")
    return value


def words(name: str, default: str) -> list[str]:
    return [word.strip() for word in os.environ.get(name, default).split(",") if word.strip()]


def server(name: str) -> SplitResult:
    """An address in its parts; what stands in it is not repeated, a piece of a password may."""
    try:
        found = urlsplit(os.environ.get(name, ""))
        is_whole = found.port != 0 and not found.path.strip("/") + found.query + found.fragment
    except ValueError:
        is_whole = False
    if not is_whole:
        raise ImproperlyConfigured(
            f"{name} cannot be read: write / # ? of a password as %2F %23 %3F."
        )
    return found


SECRET_KEY = required("ENTREMISE_SECRET_KEY")
DEBUG = False
ALLOWED_HOSTS = words("ENTREMISE_HOSTS", "localhost")
ENTREMISE_KEYS_DIR = Path(required("ENTREMISE_KEYS_DIR"))
IS_HTTPS = os.environ.get("ENTREMISE_HTTPS", "") == "1"
ENTREMISE_SITE_URL = os.environ.get(
    "ENTREMISE_SITE_URL",
    f"http{'s' * IS_HTTPS}://{next(iter(ALLOWED_HOSTS), 'localhost').lstrip('.*')}",
).rstrip("/")  # for links in messages
IS_DEMO = os.environ.get("ENTREMISE_DEMO", "") == "1"

INSTALLED_APPS = [
    "entremise.territory",
    "entremise.kits",
    "entremise.notices",
    "entremise.accounts",
    "entremise.commons",
    "entremise.people",
    "entremise.directory",
    "entremise.solidarity",
    "entremise.registers",
    "entremise.referral",
    "entremise.outreach",
    "entremise.mutual_aid",
    "entremise.web",
    "entremise.jobs",
    "procrastinate.contrib.django",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "entremise.web.shell.headers.HeadersMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",  # says how long the answer is
    "entremise.web.shell.typography.TypographyMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "entremise.web.shell.once.OnceMiddleware",
    "entremise.web.shell.guard.GuardMiddleware",
    "entremise.web.shell.refusals.RefusalMiddleware",
]

ROOT_URLCONF = "entremise.config.urls"
WSGI_APPLICATION = "entremise.config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [HERE / "web" / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.messages.context_processors.messages",
                "entremise.web.shell.chrome.context_processor",
            ],
            "builtins": [
                "django.templatetags.i18n",
                "django.templatetags.static",
                "entremise.web.templatetags.shell",
            ],
        },
    },
]

# One database, two connections: `trace` is autocommit, so that no caller rolls a trace back.
DATABASE = {
    "ENGINE": "django.db.backends.postgresql",
    "HOST": required("ENTREMISE_DB_HOST"),
    "PORT": os.environ.get("ENTREMISE_DB_PORT", "5432"),
    "NAME": required("ENTREMISE_DB_NAME"),
    "USER": "entremise_runtime",
    "PASSWORD": required("ENTREMISE_DB_RUNTIME_PASSWORD"),
    "CONN_MAX_AGE": None,
    "CONN_HEALTH_CHECKS": True,
}
# A server that compiles our short questions (`jit`) takes longer over that than over the answers.
DATABASES = {
    "default": DATABASE
    | {
        "OPTIONS": {
            "prepare_threshold": 0,  # each statement of `kernel.planned`, and no other
            "options": "-c jit=off -c statement_timeout=30s -c idle_in_transaction_session_timeout=60s",
        }
    },
    "trace": DATABASE
    | {
        "OPTIONS": {
            "options": "-c jit=off -c lock_timeout=2s -c statement_timeout=5s -c synchronous_commit=on"
        },
        "TEST": {"MIRROR": "default"},
    },
}
TRACE_ALIAS = "trace"

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["entremise.web.account.adapters.Backend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "account:start"
ACCOUNT_ADAPTER = "entremise.web.account.adapters.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = "login"
ACCOUNT_USER_MODEL_EMAIL_FIELD = None
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_PREVENT_ENUMERATION = "strict"
ACCOUNT_LOGOUT_ON_GET = False
ALLAUTH_TRUSTED_PROXY_COUNT = int(IS_HTTPS)  # whoever encrypts before us says who asks
ACCOUNT_RATE_LIMITS = {  # a whole desk signs in at nine from one address
    "login": "300/m/ip",
    "login_failed": "60/m/ip,5/300s/key",
}
MFA_RATE_LIMITS = {"webauthn_login": "300/m/ip"}
ACCOUNT_REAUTHENTICATION_TIMEOUT = 15 * 60
MFA_ADAPTER = "entremise.web.account.adapters.SecondFactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_TOTP_TOLERANCE = 1  # RFC 6238 §5.2: the code that ended while she typed it still opens
ACCOUNT_FORMS = {"change_password": "entremise.web.account.forms.ChangePassword"}
MFA_FORMS = {
    "authenticate": "entremise.web.account.codes.SignIn",
    "reauthenticate": "entremise.web.account.codes.SignInAgain",
}
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not IS_HTTPS

LANGUAGE_CODE = "fr"
LANGUAGES = [("fr", "Français"), ("en", "English")]
LOCALE_PATHS = [HERE / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = os.environ.get("ENTREMISE_TIME_ZONE", "Europe/Paris")

STATIC_URL = "/static/"
STATIC_ROOT = Path(os.environ.get("ENTREMISE_STATIC_ROOT", HERE / "static_root"))
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
WHITENOISE_ALLOW_ALL_ORIGINS = False

SESSION_ENGINE = "entremise.web.sessions"
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"
CACHES = {  # the limits of tries, and public counters for an hour
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "web_cache",
        # Beyond it counters that still count are thrown away (what has expired goes first): more than the households
        # that ask in an hour of alarm. All rows are counted at each writing: 3 ms for these, 37 for 100 000.
        "OPTIONS": {"MAX_ENTRIES": 20_000},
    }
}
ENTREMISE_PHONE = os.environ.get("ENTREMISE_PHONE", "")  # shown when the database is away
# What a town can read again by phone: a script fills no register, a letter to everybody may ask for more.
ENTREMISE_ENTRIES_AN_HOUR = int(os.environ.get("ENTREMISE_ENTRIES_AN_HOUR", "60"))
ENTREMISE_SOURCE_URL = os.environ.get("ENTREMISE_SOURCE_URL", "")  # of this version: AGPL, 13
# What the law asks every site to say (LCEN, 1-1): who answers for what is published, and who hosts it.
ENTREMISE_PUBLICATION_DIRECTOR = os.environ.get("ENTREMISE_PUBLICATION_DIRECTOR", "")
ENTREMISE_HOSTING = os.environ.get("ENTREMISE_HOSTING", "")
SESSION_COOKIE_NAME = "__Host-session" if IS_HTTPS else "session"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = IS_HTTPS
SESSION_COOKIE_AGE = 12 * 3600
CSRF_FAILURE_VIEW = "entremise.web.shell.faults.expired_form"
CSRF_COOKIE_NAME = "__Host-csrf" if IS_HTTPS else "csrf"
CSRF_COOKIE_SECURE = IS_HTTPS
CSRF_COOKIE_HTTPONLY = True
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_SSL_REDIRECT = IS_HTTPS
SECURE_HSTS_SECONDS = 31536000 if IS_HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = IS_HTTPS
SECURE_HSTS_PRELOAD = IS_HTTPS
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if IS_HTTPS else None
X_FRAME_OPTIONS = "DENY"
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
FILE_UPLOAD_HANDLERS = ["django.core.files.uploadhandler.TemporaryFileUploadHandler"]

smtp = server("ENTREMISE_SMTP_URL")
if smtp.scheme not in SMTP_PORTS:
    raise ImproperlyConfigured("ENTREMISE_SMTP_URL begins with smtp://, smtp+tls:// or smtps://.")
EMAIL_HOST = smtp.hostname or ""
EMAIL_PORT = smtp.port or SMTP_PORTS[smtp.scheme]
EMAIL_HOST_USER = unquote(smtp.username or "")
EMAIL_HOST_PASSWORD = unquote(smtp.password or "")
if EMAIL_HOST_PASSWORD and smtp.scheme == "smtp" and EMAIL_HOST not in {"localhost", "127.0.0.1"}:
    raise ImproperlyConfigured("ENTREMISE_SMTP_URL sends a password: use smtp+tls:// or smtps://.")
if not (EMAIL_HOST_USER + EMAIL_HOST_PASSWORD).isascii():
    raise ImproperlyConfigured("ENTREMISE_SMTP_URL: mail servers take no accent in a password.")
EMAIL_USE_TLS, EMAIL_USE_SSL = smtp.scheme == "smtp+tls", smtp.scheme == "smtps"
EMAIL_TIMEOUT = 10  # of each step: all of them stay within the lease of a message
DEFAULT_FROM_EMAIL = os.environ.get("ENTREMISE_MAIL_FROM", "ne-pas-repondre@localhost")
ENTREMISE_SMS_URL = os.environ.get("ENTREMISE_SMS_URL", "")  # with {to} and {text}
if urlsplit(ENTREMISE_SMS_URL).scheme not in {"", "http", "https"}:
    raise ImproperlyConfigured("ENTREMISE_SMS_URL begins with http:// or https://.")
if ENTREMISE_SMS_URL and not ("{to}" in ENTREMISE_SMS_URL and "{text}" in ENTREMISE_SMS_URL):
    raise ImproperlyConfigured("ENTREMISE_SMS_URL says where {to} and {text} stand.")
# What Kannel answers to a success; empty, everything would be one.
ENTREMISE_SMS_OK = os.environ.get("ENTREMISE_SMS_OK", "") or r"^[03]: "
try:
    re.compile(ENTREMISE_SMS_OK)
except re.error:
    raise ImproperlyConfigured("ENTREMISE_SMS_OK is not a regular expression.") from None
ENTREMISE_SMS_SECRET = os.environ.get("ENTREMISE_SMS_SECRET", "")  # said by the gateway to us
if ENTREMISE_SMS_SECRET and len(ENTREMISE_SMS_SECRET) < 20:
    raise ImproperlyConfigured("ENTREMISE_SMS_SECRET is shorter than 20 characters.")

PROCRASTINATE_AUTODISCOVER_MODULE_NAME = "tasks"
# A machine that is off at night does the night's work when it starts: the last run that each task missed, no other.
# A demonstration does not: it is looked at when it starts, and keeps itself up to date.
PROCRASTINATE_PERIODIC_DEFAULTS = {"max_delay": 600 if IS_DEMO else 24 * 3600}
MESSAGE_TAGS = {10: "", 20: "", 25: "ok", 30: "warn", 40: "alert"}  # classes of a notice

ENTREMISE_UPLOADS_DIR = Path(os.environ.get("ENTREMISE_UPLOADS_DIR", HERE / "uploads"))

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "place": {
            "()": "entremise.config.traces.PlaceFormatter",
            "format": "%(asctime)s %(levelname)s %(name)s %(message)s",
        }
    },
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "place"}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
    "loggers": {
        "django": {"handlers": [], "level": "WARNING", "propagate": True},
        "django.request": {"level": "ERROR"},
    },
}
