"""Django's settings. What differs between installations comes from the environment (`environment.py`)."""

import sys
from pathlib import Path
from urllib.parse import urlsplit

from conference import environment, languages, mail_server
from conference.logs.configuration import configuration

try:
    # Older system libraries can damage a write-ahead log when two connections checkpoint at once (mended in 3.51.3).
    import pysqlite3

    sys.modules["sqlite3"] = pysqlite3
    sys.modules["sqlite3.dbapi2"] = pysqlite3.dbapi2
except ImportError:
    pass

ENVIRONMENT = environment.read()
BASE_DIR = Path(__file__).resolve().parent.parent
# A wheel has within the package what lies beside it in the sources: templates, catalogues, static files.
SHIPPED = BASE_DIR / "conference" / "shipped"
SHARED = SHIPPED if SHIPPED.is_dir() else BASE_DIR
DATA_DIR = ENVIRONMENT["data"]
PUBLIC_URL = ENVIRONMENT["url"].rstrip("/")
HTTPS = PUBLIC_URL.startswith("https://")

DEBUG = ENVIRONMENT["debug"]
SECRET_KEY = ENVIRONMENT["secret_key"]
ALLOWED_HOSTS = [urlsplit(PUBLIC_URL).hostname, *ENVIRONMENT["hosts"]]
if not HTTPS:
    ALLOWED_HOSTS += ["localhost", "127.0.0.1", "[::1]"]
CSRF_TRUSTED_ORIGINS = [PUBLIC_URL]
HOST = ENVIRONMENT["host"]  # the address to listen on
PROXIES = ENVIRONMENT["proxies"]
BACKUP_HOURS = ENVIRONMENT["backup_hours"]  # a backup older than that is warned of

INSTALLED_APPS = [
    "modeltranslation",  # before the admin, which it patches
    "conference.adminsite.apps.RostrumAdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.sitemaps",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "axes",
    "csp",
    "django_tasks",
    "django_tasks_db",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "conference",
    "conference.accounts.apps.AccountsConfig",
    "translation",
    "speakers",
    "programme",
    "floor",
    "summary",
    "operations",
]

MIDDLEWARE = [
    "conference.logs.middleware.RequestMiddleware",
    "conference.serving.compression.CompressionMiddleware",
    "csp.middleware.CSPMiddleware",
    "conference.middleware.HeadersMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django.middleware.security.SecurityMiddleware",  # it may redirect to https, with the headers above
    "conference.serving.gathered_files.GatheredFilesMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "conference.languages.urls_by_language.LanguageMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "conference.accounts.middleware.AccountsMiddleware",  # before it is asked whether somebody is signed in
    "conference.accounts.session_over.SignInRequiredMiddleware",
    "conference.rights.middleware.RightsMiddleware",  # before anything asks for a permission
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "axes.middleware.AxesMiddleware",
    "conference.answers.RefusalMiddleware",
    "conference.archive.middleware.ArchiveMiddleware",
    "conference.serving.moved_addresses.MovedAddressMiddleware",
]

ROOT_URLCONF = "conference.urls"
WSGI_APPLICATION = "conference.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [SHARED / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "conference.languages.urls_by_language.languages_of_page",
            ],
            "builtins": ["conference.templatetags.languages", "conference.templatetags.house"],
        },
    }
]

DATABASES = {"default": ENVIRONMENT["database"]}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # With Django's defaults fifty writers lose 98 % of their writes ("database is locked"); so, none. FULL: what was
    # acknowledged is on the disk, also when the power fails (docs/decisions/12-what-a-step-costs.md).
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;",
    }
    DATABASES["default"]["TEST"] = {"NAME": str(DATA_DIR / "test.sqlite3")}  # in memory it would lock otherwise
else:
    DATABASES["default"].setdefault("OPTIONS", {}).setdefault("connect_timeout", 5)  # a thread must not wait for long
# To open SQLite takes as long as ten of its queries: each thread keeps its connection, as it does with PostgreSQL.
DATABASES["default"]["CONN_MAX_AGE"] = 60
DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
LIVE = ENVIRONMENT["live"]  # how workers tell each other of a step on the floor: "database" or "redis://..."
# By name, because conference/serving may not import them.
LIVE_STREAMS = "floor.live.streams.Streams"
EARLY_ANSWER = "floor.delegation.early_answer.EarlyAnswer"  # what all phones ask for after a step
READ_FIRST = "programme.public.ahead.read_first"  # the pages that are made before anybody asks; "" for none
OWN_PROCESS = "operations.processes.own_process.OwnProcess"
METRICS, METRICS_TOKEN = ENVIRONMENT["metrics"], ENVIRONMENT["metrics_token"]
VISITORS = "floor.live.permissions.visitor_of"
CONSOLE_ADDRESSES = r"/[a-z-]+/[-\w]+/(?:sessions/[-\w]+/)?console/.*"

TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
# By name, because conference/background_work may not import them: each kind of job, and what is due by the clock.
BACKGROUND_WORK = {
    "letters": "programme.letters.background_work.SendLetters",
    "site copy": "programme.static_site.background_work.MakeSiteCopy",
    "import": "conference.imports.background_work.ApplyImport",
    "import undo": "conference.imports.background_work.UndoImport",
    "letter papers": "programme.letters.paper.printing.PrintLetters",
}
IMPORT_KINDS = {  # of a file, by which a worker finds how it is imported
    "speakers": "speakers.imports.kind.TABLES",
    "delegations": "speakers.imports.kind.TABLES",
    "photographs": "speakers.photograph_files.kind.PHOTOGRAPHS",
    "schedule": "programme.imports.kind.SCHEDULE",
    "texts": "translation.exchange.kind.TEXTS",
    "glossary": "translation.glossary.kind.GLOSSARY",
    "reference": "translation.reference.kind.REFERENCE",
    "draft": "summary.imports.kind.DRAFTS",
}
SPEAKER_TABLE_PARTS = ["programme.role_columns.part.ROLES"]  # what else a table of speakers tells
# Rows of a file that are imported, or undone, while the person waits; more are a job. People cost most: 10 ms a row to
# import and 17 ms to undo, so that a page answers within five seconds.
MOST_IMPORTED_AT_ONCE = 300
SCHEDULED_WORK = {
    "forget": "conference.background_work.scheduled.FORGET",
    "notices": "programme.letters.background_work.NOTICES",
    "reminders": "programme.letters.background_work.REMINDERS",
    "backup": "operations.backup.scheduled.NIGHTLY",
    "forget deliveries": "conference.webhooks.scheduled.FORGET",
    "statements": "floor.statements.webhooks.LOOK",
    "readers": "programme.subscriptions.background_work.READERS",
    "digest": "translation.teamwork.background_work.DIGEST",
    "warnings": "translation.desk.background_work.CHECK",
}
# By name too: what a message to other systems links to, None where it is not public.
WEBHOOK_LINKS = {
    "programme.released": "programme.release.webhooks.programme_links",
    "requests.opened": "floor.live.webhooks.session_links",
    "floor.given": "floor.live.webhooks.session_links",
    "floor.concluded": "floor.live.webhooks.session_links",
    "statement.public": "floor.statements.webhooks.statement_links",
    "summary.issued": "summary.editions.webhooks.summary_links",
    "test": "programme.release.webhooks.test_links",
}
# By name: which rooms tell what is to do in a conference, in the order of the list.
TO_DO = [
    "programme.release.to_do.SESSIONS",
    "programme.release.to_do.RELEASE",
    "speakers.to_do.SPEAKERS",
    "programme.answers.to_do.ANSWERS",
    "programme.letters.to_do.LETTERS",
    "translation.teamwork.to_do.TEXTS",
    "floor.statements.to_do.STATEMENTS",
    "summary.to_do.SUMMARY",
    "conference.to_do.documents.DOCUMENTS",
]
BACKUPS = ENVIRONMENT["backups"]  # the folder of the nightly backup, None where a timer makes it or nobody
PUSH_HOSTS, PUSH_KEY = ENVIRONMENT["push_hosts"], ENVIRONMENT["push_key"]  # messages to browsers, if there is a key
MACHINE_TRANSLATION = ENVIRONMENT["machine_translation"]  # a server that suggests translations, if there is one
MACHINE_TRANSLATION_KEY = ENVIRONMENT["machine_translation_key"]
WEBHOOK_NETWORKS = ENVIRONMENT["webhook_networks"]  # private ones to which webhooks may be sent

# By name, because programme may import neither the floor nor the Summary.
API_PARTS = ["programme.api.endpoints", "floor.recordings.api", "floor.statements.api", "summary.editions.api"]
# By name: what a search of the public pages finds, in the order in which it is shown.
PUBLIC_SEARCH = [
    "programme.public.searched.PROGRAMME",
    "summary.editions.searched.SUMMARY",
    "floor.statements.searched.STATEMENTS",
    "floor.pledges.searched.PLEDGES",
    "floor.statistics.searched.FIGURES",
]
# By name as well: the pages of a conference for its staff, in the order of the navigation.
STAFF_PAGES = [
    "conference.staff_pages.PAGES",
    "programme.staff_pages.PAGES",
    "speakers.staff_pages.PAGES",
    "floor.staff_pages.PAGES",
    "summary.staff_pages.PAGES",
    "translation.staff_pages.PAGES",
    "operations.staff_pages.PAGES",
]

DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "conference.User"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "conference.rights.backend.HeldOnConferences",
    "django.contrib.auth.backends.ModelBackend",
]
PASSWORD_HASHERS = ["conference.password_hashing.PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "sign-in"
LOGIN_REDIRECT_URL = "operations:home"
LOGOUT_REDIRECT_URL = "programme:front-page"
SECOND_FACTOR = ENVIRONMENT["second_factor"]  # "offered", or "required" of all accounts
IDLE_MINUTES = ENVIRONMENT["idle_minutes"]
SESSION_COOKIE_AGE = 14 * 24 * 3600  # from the sign-in, however often it is used
SENDS_MAIL = ENVIRONMENT["mail"] != mail_server.CONSOLE
ACCOUNT_ADAPTER = "conference.accounts.adapters.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "email", "password1*"]  # nobody signs up; allauth compares it with the line above
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_EMAIL_NOTIFICATIONS = False  # account_notices tells, in mails of ours
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_REAUTHENTICATION_TIMEOUT = 3600  # as long as preparing a release may take
PASSWORD_RESET_TIMEOUT = 3600  # seconds for which a link to a new password is valid
ACCOUNT_RATE_LIMITS = {  # of a person, never of a venue's one address, which serving/sign_in_limit.py counts
    "login_failed": "10/5m/key",
    "reauthenticate": "10/5m/user",
    "change_password": "10/5m/user",
    "reset_password": "3/h/key",
    "reset_password_from_key": None,
    "tell_of_changes": "3/h/key",
}
OIDC = ENVIRONMENT["oidc"]  # the address of the organization's own sign-in, or nothing
OIDC_NAME = ENVIRONMENT["oidc_name"]
OIDC_REPLACES_PASSWORD = ENVIRONMENT["oidc_replaces_password"]
SOCIALACCOUNT_ADAPTER = "conference.accounts.single_sign_on.SingleSignOn"
SOCIALACCOUNT_LOGIN_ON_GET = True  # our own view takes nothing but POST
SOCIALACCOUNT_PROVIDERS = {
    "openid_connect": {
        "APPS": [
            {
                "provider_id": "oidc",
                "name": OIDC_NAME,
                "client_id": ENVIRONMENT["oidc_client"],
                "secret": ENVIRONMENT["oidc_secret"],
                "settings": {"server_url": OIDC, "oauth_pkce_enabled": True},
            }
        ]
    }
}
MFA_ADAPTER = "conference.accounts.adapters.FactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_TOTP_TOLERANCE = 1  # a telephone's clock may be half a minute out
MFA_RECOVERY_CODES_SHOW_ONCE = True
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_WEBAUTHN_USER_VERIFICATION = "required"  # by fingerprint, face or PIN: a passkey alone is then two factors
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not HTTPS  # browsers have passkeys at https addresses and at localhost alone
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]  # the address alone would lock out a whole room
AXES_FAILURE_LIMIT = 10
AXES_COOLOFF_TIME = 0.25  # hours
AXES_RESET_ON_SUCCESS = True
AXES_LOCKOUT_CALLABLE = "conference.errors.locked_out"
AXES_WHITELIST_CALLABLE = "conference.known_browsers.knows"
AXES_ENABLE_ADMIN = False
AXES_VERBOSE = False

LANGUAGE_CODE = "en"
LANGUAGES = [(language.code, language.name) for language in languages.LANGUAGES]
LANGUAGE_COOKIE_SAMESITE = "Lax"
MODELTRANSLATION_DEFAULT_LANGUAGE = "en"  # else the first of the list, Arabic, becomes the default
MODELTRANSLATION_FALLBACK_LANGUAGES = ("en", "fr", "es", "ru", "ar", "zh-hans")  # for names in the admin alone
MODELTRANSLATION_CUSTOM_FIELDS = ()
LOCALE_PATHS = [SHARED / "locale"]
FORMAT_MODULE_PATH = ["conference.formats"]
USE_THOUSAND_SEPARATOR = False
TIME_ZONE = "UTC"
USE_TZ = True

# Messages go to the console, where no server is named.
EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"
DEFAULT_FROM_EMAIL = SERVER_EMAIL = ENVIRONMENT["mail_from"] or f"Rostrum <rostrum@{urlsplit(PUBLIC_URL).hostname}>"
if MAIL := mail_server.mail_server(ENVIRONMENT["mail"]):
    EMAIL_BACKEND = "conference.mail_backend.EmailBackend"
    EMAIL_HOST, EMAIL_PORT = MAIL.host, MAIL.port
    EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = MAIL.name, MAIL.password
    EMAIL_USE_SSL, EMAIL_USE_TLS = MAIL.is_tls, MAIL.starts_tls
    EMAIL_TIMEOUT = mail_server.TIMEOUT

STATIC_URL = "/static/"
STATIC_ROOT = DATA_DIR / "static"
STATICFILES_DIRS = [SHARED / "static"]
MEDIA_ROOT = DATA_DIR / "media"
FILE_UPLOAD_PERMISSIONS, FILE_UPLOAD_DIRECTORY_PERMISSIONS = 0o600, 0o700  # Django itself lets everybody read a file
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "conference.files.static_files.StaticFiles"},
}

# Six languages times many rows in one form of the admin; a text that is too long comes back with the form, not lost.
DATA_UPLOAD_MAX_NUMBER_FIELDS = 20_000
DATA_UPLOAD_MAX_MEMORY_SIZE = 16 * 1024 * 1024

SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "conference.errors.csrf_failure"
SECURE_SSL_REDIRECT = HTTPS
SECURE_HSTS_SECONDS = int(ENVIRONMENT["hsts"][0]) if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = "includeSubDomains" in ENVIRONMENT["hsts"]
SECURE_HSTS_PRELOAD = "preload" in ENVIRONMENT["hsts"]
# A browser keeps to https for as long as it was told and cannot be told otherwise: it starts short, and binds no other
# host, unless ROSTRUM_HSTS says so.
SILENCED_SYSTEM_CHECKS = ["security.W005", "security.W021"]
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'none'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        "img-src": ["'self'", "data:"],  # the admin's search icon is a data address
        "font-src": ["'self'"],
        "connect-src": ["'self'"],
        "manifest-src": ["'self'"],
        # A browser holds it against where a form is led on to as well: to the organization's own sign-in.
        "form-action": ["'self'", *environment.origins(ENVIRONMENT["oidc"])],
        "object-src": ["'none'"],
        "base-uri": ["'none'"],
        "frame-ancestors": ["'none'"],
        "report-uri": ["/csp-reports/"],  # of browsers that do not know report-to yet
        "report-to": ["policy"],
    }
}

SECURITY_CONTACTS = ENVIRONMENT["security_contacts"]  # operations/disclosure
ADMINS = [("", address) for address in ENVIRONMENT["admins"]]
LOGGING = configuration(ENVIRONMENT["log"], ENVIRONMENT["security_log"])
SENTRY_DSN = ENVIRONMENT["sentry"]
WITHOUT_SECRETS = "floor.seats.secret_urls.without_secrets"  # by name, because conference may not import the floor
