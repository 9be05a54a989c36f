"""Pages of the hall: the kiosk, one's own number, the screen, the clerk's window."""
