"""The environment in which the database programs run."""

import os


def database_environment() -> dict[str, str]:
    """Ours without what would bend PostgreSQL: PG* variables, locale and time zone of whoever started us."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("PG", "LC_", "LANG"))}
    return kept | {"LC_ALL": "C", "TZ": "UTC"}
