"""`honglam WORD …`: a word is a module beside this one with `arguments` and `run`, or the command of a block.

Only the module of the word that was typed is imported, and its head imports nothing of a block: Django is not loaded
yet when arguments are read. What a word needs (words.py) is provided (standing.py) before it is obeyed.
"""

import argparse
import importlib
import os
import sys
from collections.abc import Sequence

from honglam.cli.standing import standing
from honglam.cli.words import WORDS, First, Needs, overview
from honglam.embedded.errors import MachineError


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
        code = obey(words[0], words[1:])
        sys.stdout.flush()
        raise SystemExit(code)
    except BrokenPipeError:  # whoever read us (`| head`) has enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        raise SystemExit(141) from None
    except MachineError as refusal:
        print(f"honglam: {refusal}", file=sys.stderr)
        raise SystemExit(refusal.exit_code) from None
    except KeyboardInterrupt:
        raise SystemExit(130) from None


def obey(word: str, rest: Sequence[str]) -> int:
    """Do what the word says; the exit code."""
    if WORDS[word].of_a_block:
        return pass_on(word, rest)
    module = importlib.import_module(f"honglam.cli.{word}")
    parser = argparse.ArgumentParser(prog=f"honglam {word}", description=module.__doc__)
    module.arguments(parser)
    options = parser.parse_args(rest)
    needs = getattr(options, "needs", WORDS[word].needs)
    first = WORDS[word].first if needs is WORDS[word].needs else First.NOTHING
    with standing(needs, first):
        if needs in (Needs.NOTHING, Needs.ADDRESS):
            return int(module.run(options))
        from honglam.cli.refusals import in_words

        with in_words():
            return int(module.run(options))


def pass_on(word: str, rest: Sequence[str]) -> int:
    """Let the block's own management command of this name do it; asked for help, it needs no database."""
    asks = not rest or "-h" in rest or "--help" in rest
    with standing(Needs.DJANGO if asks else WORDS[word].needs, First.NOTHING if asks else WORDS[word].first):
        from django.core.management import execute_from_command_line

        from honglam.cli.refusals import in_words

        with in_words():
            execute_from_command_line(["honglam", word, *rest])
    return 0
