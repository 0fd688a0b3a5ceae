"""The bare view alone, with no middleware at all: the least that Django can do under this server."""

from conference.settings import *  # noqa: F403
from conference.settings import INSTALLED_APPS

MIDDLEWARE = []
BARE = {"allauth.account": "benchmarks.bare_apps.BareAccountConfig"}
INSTALLED_APPS = [BARE.get(app, app) for app in INSTALLED_APPS]
SILENCED_SYSTEM_CHECKS = ["admin.E408", "admin.E409", "admin.E410", "axes.W002"]  # they miss their middlewares
ROOT_URLCONF = "benchmarks.bare"
