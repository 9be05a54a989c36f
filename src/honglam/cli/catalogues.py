"""Reads texts from Python and Jinja2 sources, and keeps catalogues, with Babel alone: no system tools."""

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from honglam.embedded.errors import MachineError

PACKAGE = Path(__file__).resolve().parents[1]
LANGUAGE = "vi"
METHODS = [("migrations/**", "ignore"), ("**.py", "python"), ("**/jinja2/**", "jinja2"), ("jinja2/**", "jinja2")]
KEYWORDS: dict[str, Any] = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "text_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
}
# The extensions of ui.environment: a tag that the parser does not know would hide the texts of its whole template.
_TEMPLATES = {"silent": "false", "extensions": "jinja2.ext.do"}
OPTIONS = {"jinja2/**": _TEMPLATES, "**/jinja2/**": _TEMPLATES}
COMMENT_TAGS = ("Translators:",)


@dataclass(frozen=True)
class Block:
    """A block's folder and its Vietnamese catalogue."""

    folder: Path

    @property
    def name(self) -> str:
        """The block's name."""
        return self.folder.name

    @property
    def po(self) -> Path:
        """The catalogue that people write."""
        return self.folder / "locale" / LANGUAGE / "LC_MESSAGES" / "django.po"

    @property
    def mo(self) -> Path:
        """The catalogue that gettext reads; made, never committed."""
        return self.po.with_suffix(".mo")


def find_blocks(names: Iterable[str] = ()) -> list[Block]:
    """All blocks, or those named."""
    known = {path.parent.name: Block(path.parent) for path in sorted(PACKAGE.glob("*/apps.py"))}
    unknown = set(names) - set(known)
    if unknown:
        raise MachineError(f"There is no block {', '.join(sorted(unknown))}; there are {', '.join(known)}.")
    return [known[name] for name in (names or known)]


def read_sources(block: Block) -> Catalog:
    """Every text that the block's sources mark for translation."""
    catalog = new_catalog()
    found = extract_from_dir(
        block.folder, METHODS, OPTIONS, keywords=KEYWORDS, comment_tags=COMMENT_TAGS, strip_comment_tags=True
    )
    for file, _line, message, comments, context in found:
        catalog.add(message, None, [(f"{block.name}/{file}", 0)], auto_comments=comments, context=context)
    return catalog


def new_catalog() -> Catalog:
    """An empty Vietnamese catalogue."""
    return Catalog(locale=LANGUAGE, project="Hồng Lam", charset="utf-8", fuzzy=False)


def read_catalogue(block: Block) -> Catalog:
    """What has been translated so far."""
    if not block.po.exists():
        return new_catalog()
    with block.po.open("rb") as file:
        return read_po(file, locale=LANGUAGE)


def extract(block: Block) -> int:
    """Add new texts to the catalogue and drop those that are gone; the number of texts."""
    sources = read_sources(block)
    catalog = read_catalogue(block)
    if not len(sources) and not block.po.exists():
        return 0
    # a catalogue changes when its texts do: a date of its own would only make two changes collide
    catalog.update(sources, no_fuzzy_matching=True, update_creation_date=False)
    block.po.parent.mkdir(parents=True, exist_ok=True)
    with block.po.open("wb") as file:
        write_po(file, catalog, width=100, ignore_obsolete=True, include_lineno=False, sort_by_file=True)
    return len(sources)


def compile_all(blocks: Iterable[Block]) -> None:
    """Write the .mo beside every .po that it is not of; raises MachineError where that is not ours to write.

    It bears the time of the .po that it was made from: a release that replaces another may be older than what was made.
    """
    for block in blocks:
        if not block.po.exists():
            continue
        if block.mo.exists() and block.mo.stat().st_mtime_ns == block.po.stat().st_mtime_ns:
            continue
        try:
            compile_one(block)
        except OSError as fault:
            raise MachineError(
                f"The translations of {block.name} are not made yet, and {block.mo.parent} is closed to us "
                f"({fault.strerror}). Whoever owns the program runs: python3 src/honglam/embedded/install.py run"
            ) from fault


def compile_one(block: Block) -> None:
    """Write its .mo; a process that reads it meanwhile has the old one or the new one."""
    fresh = block.mo.with_suffix(f".{os.getpid()}.mo")
    written = block.po.stat()
    with fresh.open("wb") as file:
        write_mo(file, read_catalogue(block))
    os.utime(fresh, ns=(written.st_atime_ns, written.st_mtime_ns))
    fresh.replace(block.mo)


def check(block: Block) -> Iterator[str]:
    """A line for each text that has no translation, a doubtful one, or one whose placeholders differ."""
    catalog = read_catalogue(block)
    for source in read_sources(block):
        if not source.id:
            continue
        message = catalog.get(source.id, source.context)
        fault = judge(message)
        if fault:
            where = source.locations[0][0] if source.locations else block.name
            yield f"{where}: {fault}: {shown(source)}"


def judge(message: Message | None) -> str:
    """What is wrong with a translation; empty when nothing is."""
    if message is None:
        return "not in the catalogue"
    strings = message.string if isinstance(message.string, list | tuple) else [message.string]
    if not all(strings):
        return "not translated"
    if message.fuzzy:
        return "marked fuzzy"
    return "; ".join(str(error) for error in message.check())


def shown(message: Message) -> str:
    """The text as a person recognises it."""
    text = message.id if isinstance(message.id, str) else message.id[0]
    return repr(text if len(text) <= 90 else text[:89] + "…")
