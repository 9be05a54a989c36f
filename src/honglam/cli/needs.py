"""What must stand before a word of the command line can be obeyed."""

from enum import Enum


class Needs(Enum):
    """Nothing; the product's code; the code and a database that answers; only the address of that database."""

    NOTHING = 0
    DJANGO = 1
    DATABASE = 2
    ADDRESS = 3
