"""The whole process tree under murder: what was acknowledged stays."""
