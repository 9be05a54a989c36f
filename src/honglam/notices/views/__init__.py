"""Pages of notices: a person's inbox, what did not arrive, the words of letters."""
