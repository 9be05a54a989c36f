"""Django's PostgreSQL with one difference (see `base`); named by the setting DATABASES."""
