"""The translations: each block keeps its own catalogue, src/honglam/<block>/locale/vi/LC_MESSAGES/django.po."""

import argparse

from honglam.cli import catalogues


def arguments(parser: argparse.ArgumentParser) -> None:
    """Three words, and perhaps some blocks."""
    parser.add_argument("what", choices=["extract", "compile", "check"])
    parser.add_argument("blocks", nargs="*", help="only these blocks")


def run(options: argparse.Namespace) -> int:
    """Exit code 1 when `check` finds a text without a translation."""
    blocks = catalogues.find_blocks(options.blocks)
    if options.what == "extract":
        for block in blocks:
            print(f"{block.name}: {catalogues.extract(block)} texts")
    elif options.what == "compile":
        catalogues.compile_all(blocks)
    else:
        faults = [fault for block in blocks for fault in catalogues.check(block)]
        print("\n".join(faults) if faults else "Every text has its Vietnamese.")
        return 1 if faults else 0
    return 0
