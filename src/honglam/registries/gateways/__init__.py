"""Programs outside: typst."""
