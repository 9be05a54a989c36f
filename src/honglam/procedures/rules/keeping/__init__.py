"""Editing a definition on screens: what there is to fill in, how it is read, shown, moved and compared. Pure."""
