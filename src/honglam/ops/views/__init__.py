"""The leader's and the public's pages, and the health of the installation."""
