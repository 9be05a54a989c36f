"""Pages of worktime: the public calendar, and the screens of whoever keeps it."""
