"""The web application. `honglam web` serves it; any WSGI server may."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "honglam.settings.production")

application = get_wsgi_application()
