"""The project's settings with one more address, `/bare/...`: a bare view behind the same middlewares."""

from conference.settings import *  # noqa: F403

ROOT_URLCONF = "benchmarks.beside"
