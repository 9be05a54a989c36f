"""Accounts, sign-in, second factor, OpenID Connect, sessions, consent, acting for somebody."""
