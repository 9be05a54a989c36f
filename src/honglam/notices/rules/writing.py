"""From a plain text to simple HTML, and from a contact to one that may be shown."""

import re
from html import escape

_LINK = re.compile(r"https?://[^\s<>\"]+[^\s<>\".,;:!?)]")
_KEPT = 3
_KEY = 8


def as_html(body: str, *, title: str, language: str) -> str:
    """Paragraphs, lists and links; no style, no picture, nothing that is loaded from anywhere."""
    blocks = [block.strip() for block in re.split(r"\n\s*\n", body) if block.strip()]
    return (
        f'<!doctype html><html lang="{escape(language)}"><head><meta charset="utf-8"><title>{escape(title)}</title>'
        f"</head><body>{''.join(map(_block, blocks))}</body></html>"
    )


def _block(block: str) -> str:
    lines = block.splitlines()
    if all(line.startswith("- ") for line in lines):
        return "<ul>" + "".join(f"<li>{_line(line[2:])}</li>" for line in lines) + "</ul>"
    return "<p>" + "<br>".join(map(_line, lines)) + "</p>"


def _line(line: str) -> str:
    html, end = "", 0
    for match in _LINK.finditer(line):
        address = escape(match[0])
        html += f'{escape(line[end : match.start()])}<a href="{address}">{address}</a>'
        end = match.end()
    return html + escape(line[end:])


def one_line(text: str) -> str:
    """A subject: no line break can smuggle in a header."""
    return " ".join(text.split())


def covered(said: str, *, address: str) -> str:
    """What a machine said, with the address it names masked; a telephone number also as it is written abroad."""
    needle = address if "@" in address else address.lstrip("+0")
    return re.sub(re.escape(needle), lambda _: masked(needle), said, flags=re.IGNORECASE) if needle else said


def without_keys(subject: str, *, path: str) -> str:
    """A subject for other eyes: what of it stands in the letter's link too would open what only its reader may."""
    for part in path.split("/"):
        if len(part) >= _KEY:
            subject = subject.replace(part, "…")
    return subject


def masked(address: str) -> str:
    """`ng•••@example.vn`, `•••••••123`: enough to recognise, too little to use."""
    name, at, domain = address.partition("@")
    if at:
        return f"{name[:2]}•••@{domain}"
    return "•" * max(0, len(address) - _KEPT) + address[-_KEPT:] if address else ""
