"""Hồng Lam: the digital government of a province as one product."""

__version__ = "0.1.0"
