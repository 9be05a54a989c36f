"""The language of letters, when to try again, how a text becomes HTML. Pure."""
