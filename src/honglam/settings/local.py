"""A developer's server: static files straight from the sources, errors with their traceback."""

from honglam.settings.base import *  # noqa: F403
from honglam.settings.base import SECRET_KEY as _SECRET_KEY

DEBUG = True
SECRET_KEY = _SECRET_KEY or "only-for-a-developer's-own-machine"
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = True
