"""The leader's and the public's figures, and the health of the installation."""
