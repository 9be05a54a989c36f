"""What was promised, measured beside what this machine can do at all. `make bench`, or `python -m bench NAME …`."""

import os

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "honglam.settings.test")
django.setup()  # dossiers are filed with the tests' own situations; nothing here asks a database of this process
