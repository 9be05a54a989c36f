"""The words of the command line, in the order in which a newcomer meets them."""

from dataclasses import dataclass
from enum import Enum


class Needs(Enum):
    """What must stand: nothing; the code; the code and a database that answers; only that database's address."""

    NOTHING = 0
    DJANGO = 1
    DATABASE = 2
    ADDRESS = 3


class First(Enum):
    """What a word expects of a database in which nothing has been done yet."""

    NOTHING = 0
    TABLES = 1
    PROVINCE = 2


@dataclass(frozen=True)
class Word:
    """One line of the overview. A word of a block is a management command of that block, under the same name."""

    help: str
    needs: Needs = Needs.NOTHING
    first: First = First.NOTHING
    of_a_block: bool = False


def of_a_block(help_text: str) -> Word:
    """A word that a block speaks; it wants the province to be there."""
    return Word(help_text, Needs.DATABASE, First.PROVINCE, of_a_block=True)


WORDS = {
    "up": Word("serve everything: database, worker and web server as one process tree"),
    "doctor": Word("say what is missing and what to do about it"),
    "pack": Word("check, plan, apply or export a province's pack", Needs.DATABASE, First.TABLES),
    "reorganise": Word("agencies end and are succeeded: check, show, apply a plan", Needs.DATABASE, First.PROVINCE),
    "takeover": Word("open dossiers of the predecessor system: show, apply", Needs.DATABASE, First.PROVINCE),
    "user": Word("create accounts, give them posts, reset what they forgot", Needs.DATABASE, First.PROVINCE),
    "token": Word("issue and revoke tokens of the API", Needs.DATABASE, First.PROVINCE),
    "worktime": of_a_block("compute a due time"),
    "demo": of_a_block("fill the database with made-up dossiers"),
    "figures": of_a_block("look for contradictions in everything that was said"),
    "openapi": Word("print the description of the API", Needs.DJANGO),
    "backup": Word("write database, files and anchors into one file"),
    "restore": Word("read such a file back and check it"),
    "prepare": Word("migrate, apply the first pack, collect static files (what `up` does first)", Needs.DATABASE),
    "migrate": Word("bring the tables up to date", Needs.DATABASE),
    "web": Word("serve the web pages only", Needs.ADDRESS),
    "worker": Word("do the background work only", Needs.DATABASE, First.TABLES),
    "messages": Word("extract, compile and check the translations"),
    "manage": Word("run a management command of Django", Needs.DATABASE),
}


def overview() -> str:
    """All words with their help."""
    lines = [f"  {word:<11}{entry.help}" for word, entry in WORDS.items()]
    return "\n".join(["Usage: honglam WORD … (honglam WORD --help explains one)", "", *lines])
