"""With which headers bytes are handed out, so that no browser makes more of them than they are."""

import unicodedata
from urllib.parse import quote

from honglam.files.contracts import MediaType

INLINE = {MediaType.PDF, MediaType.PNG, MediaType.JPEG, MediaType.WEBP}
"""What every browser shows by itself without running anything from it."""

_SANDBOX = "default-src 'none'; sandbox; frame-ancestors 'self'"
"""Nothing may load and nothing may run. Today's browsers show a PDF under it (tried in Chromium 156)."""


_PICTURE = f"{_SANDBOX}; style-src 'unsafe-inline'"
"""A browser draws a picture by styling a page of its own around it; nothing else is in that page."""


def headers(*, name: str, media_type: MediaType, size: int, inline: bool) -> dict[str, str]:
    """All headers of a response with a file's bytes."""
    shown = inline and media_type in INLINE
    charset = "; charset=utf-8" if media_type is MediaType.TEXT else ""
    return {
        "Content-Type": f"{media_type.value}{charset}",
        "Content-Length": str(size),
        "Content-Disposition": disposition(name=name, inline=shown),
        "Content-Security-Policy": _PICTURE if shown and media_type is not MediaType.PDF else _SANDBOX,
        "Cache-Control": "private, no-store",
        "X-Content-Type-Options": "nosniff",
        "X-Robots-Tag": "noindex",
    }


def disposition(*, name: str, inline: bool) -> str:
    """RFC 6266: a plain name for old programs, the true one with its diacritics (RFC 8187) for all others."""
    bare = unicodedata.normalize("NFD", name.replace("đ", "d").replace("Đ", "D"))
    letters = (letter for letter in bare if not unicodedata.combining(letter))
    plain = "".join(letter if " " <= letter <= "~" and letter not in '"\\%' else "_" for letter in letters)
    kind = "inline" if inline else "attachment"
    return f"{kind}; filename=\"{plain}\"; filename*=UTF-8''{quote(name, safe='')}"
