"""`honglam WORD …`: every word is a module beside this one with `arguments(parser)` and `run(options)`.

Only the module of the word that was typed is imported, and its head imports nothing of a block: Django is not loaded
yet when arguments are read. What it needs standing (nothing, Django, a database that answers) is said in the table
below and provided before `run` is called.
"""

import argparse
import contextlib
import importlib
import os
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from honglam.cli.needs import Needs
from honglam.embedded.errors import MachineError


@dataclass(frozen=True)
class Word:
    """One line of the overview."""

    help: str
    needs: Needs


WORDS = {
    "up": Word("serve everything: database, worker and web server as one process tree", Needs.NOTHING),
    "web": Word("serve the web pages only", Needs.ADDRESS),
    "worker": Word("do the background work only", Needs.DATABASE),
    "prepare": Word(
        "migrate, apply the pack if there is none, collect static files (what `up` does first)", Needs.DATABASE
    ),
    "migrate": Word("bring the tables up to date", Needs.DATABASE),
    "pack": Word("check, plan, apply or export a province's pack", Needs.DATABASE),
    "user": Word("create accounts, give them posts, reset what they forgot", Needs.DATABASE),
    "token": Word("issue and revoke tokens of the API", Needs.DATABASE),
    "openapi": Word("print the description of the API", Needs.DJANGO),
    "worktime": Word("compute a due time", Needs.DATABASE),
    "demo": Word("fill the database with made-up dossiers", Needs.DATABASE),
    "backup": Word("write database, files and anchors into one file", Needs.NOTHING),
    "restore": Word("read such a file back and check it", Needs.NOTHING),
    "doctor": Word("say what is missing and what to do about it", Needs.NOTHING),
    "messages": Word("extract, compile and check the translations", Needs.NOTHING),
    "manage": Word("run a management command of Django", Needs.DATABASE),
}


def overview() -> str:
    """All words with their help."""
    lines = [f"  {word:<10}{entry.help}" for word, entry in WORDS.items()]
    return "\n".join(["Usage: honglam WORD … (honglam WORD --help explains one)", "", *lines])


def main(argv: Sequence[str] | None = None) -> None:
    """Entry point of `honglam` and `python -m honglam`."""
    words = list(sys.argv[1:] if argv is None else argv)
    if not words or words[0] in ("-h", "--help", "help"):
        print(overview())
        return
    if words[0] not in WORDS:
        print(f"honglam: there is no word {words[0]!r}.\n\n{overview()}", file=sys.stderr)
        raise SystemExit(2)
    try:
        raise SystemExit(obey(words[0], words[1:]))
    except MachineError as refusal:
        print(f"honglam: {refusal}", file=sys.stderr)
        raise SystemExit(refusal.exit_code) from None
    except KeyboardInterrupt:
        raise SystemExit(130) from None


def obey(word: str, rest: Sequence[str]) -> int:
    """Run one word; the exit code."""
    module = importlib.import_module(f"honglam.cli.{word}")
    parser = argparse.ArgumentParser(prog=f"honglam {word}", description=module.__doc__)
    module.arguments(parser)
    options = parser.parse_args(rest)
    needs = getattr(options, "needs", WORDS[word].needs)
    with standing(needs):
        if needs in (Needs.NOTHING, Needs.ADDRESS):
            return int(module.run(options))
        from honglam.cli.refusals import in_words

        with in_words():
            return int(module.run(options))


@contextlib.contextmanager
def standing(needs: Needs) -> Iterator[None]:
    """Provide what is needed."""
    if needs is Needs.NOTHING:
        yield
        return
    from honglam.embedded.database import reachable_database
    from honglam.embedded.state import find_state

    state = find_state()
    state.prepare()
    os.environ["HONGLAM_STATE"] = str(state.root)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "honglam.settings.production")
    if not os.environ.get("HONGLAM_SECRET_KEY"):
        os.environ["HONGLAM_SECRET_KEY"] = state.secret_key()
    with contextlib.ExitStack() as stack:
        if needs is not Needs.DJANGO:
            os.environ["DATABASE_URL"] = stack.enter_context(reachable_database(state))
        if needs is not Needs.ADDRESS:
            import django

            django.setup()
            stack.callback(close_connections)
        yield


def close_connections() -> None:
    """Give every connection back before a database that was started for this command stops."""
    from django.db import connections

    for connection in connections.all(initialized_only=True):
        connection.close()
        close_pool = getattr(connection, "close_pool", None)
        if close_pool and connection.settings_dict.get("OPTIONS", {}).get("pool"):
            close_pool()
