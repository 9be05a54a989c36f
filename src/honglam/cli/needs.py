"""What must stand before a word of the command line can be obeyed."""

from enum import Enum


class Needs(Enum):
    """Nothing, the product's code, or the product with a database that answers."""

    NOTHING = 0
    DJANGO = 1
    DATABASE = 2
