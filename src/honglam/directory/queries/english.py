"""The English of agencies and places, from this process's memory: for pages that are read in English."""

from honglam.directory.queries import memory
from honglam.directory.rules.english import english_of


def find_english(name: str) -> str:
    """The English of a Vietnamese name, or the empty text."""
    return english_of(name, memory.snapshot().english)
