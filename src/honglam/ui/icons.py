"""Our own drawings, inline and in the colour of the text beside them. They never speak alone: words stand beside them."""

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

# Each drawing fills a square of 24, in lines of one width.
_DRAWINGS = {
    "alert": '<path d="M12 3 1.8 20.5h20.4z"/><path d="M12 10v5M12 17.6v.2"/>',
    "arrow-left": '<path d="M20 12H4M10 6l-6 6 6 6"/>',
    "arrow-right": '<path d="M4 12h16M14 6l6 6-6 6"/>',
    "bell": '<path d="M6 16V10a6 6 0 0 1 12 0v6l2 2H4z"/><path d="M10 21h4"/>',
    "book": '<path d="M4 5c3-1 6-1 8 1 2-2 5-2 8-1v13c-3-1-6-1-8 1-2-2-5-2-8-1zM12 6v13"/>',
    "briefcase": '<path d="M3 8h18v12H3zM9 8V4h6v4M3 13h18"/>',
    "building": '<path d="M4 21V9l8-6 8 6v12M2 21h20M9 21v-6h6v6M9 11h.1M15 11h.1"/>',
    "calendar": '<path d="M3 5h18v16H3zM3 10h18M8 2v5M16 2v5"/>',
    "chart": '<path d="M3 21h18M6 21v-7M11 21V8M16 21v-10M21 21V4"/>',
    "check": '<path d="m4 12.5 5.5 5.5L20 7"/>',
    "check-circle": '<circle cx="12" cy="12" r="9.5"/><path d="m7.5 12.5 3 3 6-6.5"/>',
    "chevron-down": '<path d="m5 9 7 7 7-7"/>',
    "chevron-right": '<path d="m9 5 7 7-7 7"/>',
    "clock": '<circle cx="12" cy="12" r="9.5"/><path d="M12 6.5V12l4 2.5"/>',
    "close": '<path d="M5 5l14 14M19 5 5 19"/>',
    "copy": '<path d="M8 8h13v13H8zM16 8V3H3v13h5"/>',
    "document": '<path d="M5 2h9l5 5v15H5zM14 2v5h5M9 13h6M9 17h6"/>',
    "download": '<path d="M12 3v12M6.5 10 12 15.5 17.5 10M4 20.5h16"/>',
    "edit": '<path d="M4 20l1-5L16.5 3.5l4 4L9 19z"/>',
    "external": '<path d="M14 4h6v6M20 4l-9 9M18 14v6H4V6h6"/>',
    "family": '<circle cx="8" cy="7" r="3.5"/><circle cx="17.5" cy="10" r="2.5"/><path d="M2 21c0-5 3-8 6-8s6 3 6 8M15 16c3-1 6 1 6.5 5"/>',
    "filter": '<path d="M3 5h18l-7 8.5v6.5l-4-2v-4.5z"/>',
    "heart": '<path d="M12 20.5C5 15 2.5 11.5 2.5 8.2 2.5 5.5 4.5 3.8 7 3.8c2 0 3.8 1 5 3 1.2-2 3-3 5-3 2.5 0 4.5 1.7 4.5 4.4 0 3.3-2.5 6.8-9.5 12.3z"/>',
    "home": '<path d="m3 11 9-8 9 8M5.5 9v12h13V9M10 21v-7h4v7"/>',
    "info": '<circle cx="12" cy="12" r="9.5"/><path d="M12 11v6M12 7.2v.2"/>',
    "leaf": '<path d="M5 19C4 10 9 4 20 4c0 11-6 16-13 14M4 21c2-6 5-9 10-11"/>',
    "list": '<path d="M8 6h13M8 12h13M8 18h13M3.5 6h.1M3.5 12h.1M3.5 18h.1"/>',
    "lock": '<path d="M5 11h14v10H5zM8 11V7.5a4 4 0 0 1 8 0V11"/>',
    "mail": '<path d="M3 5h18v14H3zM3 6l9 7 9-7"/>',
    "menu": '<path d="M3 6h18M3 12h18M3 18h18"/>',
    "moon": '<path d="M20 14.5A8.5 8.5 0 0 1 9.5 4 8.5 8.5 0 1 0 20 14.5z"/>',
    "pause": '<circle cx="12" cy="12" r="9.5"/><path d="M9.5 8.5v7M14.5 8.5v7"/>',
    "phone": '<path d="M5 3h4l2 5-2.5 2a12 12 0 0 0 5.5 5.5L16 13l5 2v4c0 1-1 2-2 2C10.5 21 3 13.5 3 5c0-1 1-2 2-2z"/>',
    "pin": '<path d="M12 22c5-6 7.5-9.5 7.5-13a7.5 7.5 0 0 0-15 0c0 3.5 2.5 7 7.5 13z"/><circle cx="12" cy="9" r="2.8"/>',
    "plus": '<path d="M12 4v16M4 12h16"/>',
    "print": '<path d="M7 9V3h10v6M7 17H3V9h18v8h-4M7 14h10v7H7z"/>',
    "qr": '<path d="M3 3h7v7H3zM14 3h7v7h-7zM3 14h7v7H3zM14 14h3v3M21 14v3M14 21h3M21 21v-.1"/>',
    "road": '<path d="M8 3 4 21M16 3l4 18M12 4v3M12 11v3M12 18v3"/>',
    "school": '<path d="M1.5 9 12 4l10.5 5L12 14zM6 11.5V17c3.5 3 8.5 3 12 0v-5.5M22 9.5V16"/>',
    "search": '<circle cx="10.5" cy="10.5" r="7"/><path d="m16 16 5.5 5.5"/>',
    "settings": '<path d="M3 7h8M17 7h4M3 17h4M13 17h8"/><circle cx="14" cy="7" r="3"/><circle cx="10" cy="17" r="3"/>',
    "shield": '<path d="M12 2.5 4 5.5V12c0 5 3.5 8 8 9.5 4.5-1.5 8-4.5 8-9.5V5.5z"/><path d="m8.5 12 2.5 2.5 4.5-5"/>',
    "star": '<path d="m12 3 2.7 5.8 6.3.8-4.6 4.4 1.2 6.3L12 17.2l-5.6 3.1L7.6 14 3 9.6l6.3-.8z"/>',
    "stop": '<circle cx="12" cy="12" r="9.5"/><path d="M7 12h10"/>',
    "sun": '<circle cx="12" cy="12" r="4.5"/><path d="M12 2v2.5M12 19.5V22M2 12h2.5M19.5 12H22M5 5l1.7 1.7M17.3 17.3 19 19M5 19l1.7-1.7M17.3 6.7 19 5"/>',
    "trash": '<path d="M4 6h16M9 6V3h6v3M6 6l1 15h10l1-15M10 10.5v6M14 10.5v6"/>',
    "undo": '<path d="M8 4 3.5 8.5 8 13M4 8.5h10a6 6 0 0 1 0 12H8"/>',
    "upload": '<path d="M12 16V4M6.5 9 12 3.5 17.5 9M4 20.5h16"/>',
    "user": '<circle cx="12" cy="8" r="4.5"/><path d="M3.5 21.5c0-5 4-8 8.5-8s8.5 3 8.5 8"/>',
    "users": '<circle cx="9" cy="8" r="4"/><path d="M1.5 21c0-5 3.5-7.5 7.5-7.5s7.5 2.5 7.5 7.5M16 4.5a4 4 0 0 1 0 7M18.5 14.5c2.5 1 4 3.2 4 6.5"/>',
    "wallet": '<path d="M3 6h16v3M3 6v14h18V9H5c-1.2 0-2-1-2-2zM16.5 14.5h.1"/>',
}

# The mountain over the river: a ridge line above two water lines.
_MARK = '<path d="M1.5 18.5 10 8l4.5 5.5L20.5 5l10 13.5"/><path d="M3 24c3.3-2.6 6.3-2.6 9.5 0s6.3 2.6 9.5 0 4.7-2.4 7-1.4"/><path d="M8 29.5c2.7-2 5.2-2 8 0s5.3 2 8 0"/>'


def icon(name: str, label: str = "") -> SafeString:
    """The drawing called `name`, hidden from screen readers unless `label` says what it means."""
    meaning = format_html('role="img" aria-label="{}"', label) if label else mark_safe('aria-hidden="true"')
    return format_html(
        '<svg class="hl-icon" viewBox="0 0 24 24" width="24" height="24" focusable="false" {}>{}</svg>',
        meaning,
        mark_safe(_DRAWINGS[name]),
    )


def mark(size: int = 32) -> SafeString:
    """The mark, in the colour of the text around it."""
    return format_html(
        '<svg class="hl-mark" viewBox="0 0 32 32" width="{}" height="{}" aria-hidden="true" focusable="false">{}</svg>',
        size,
        size,
        mark_safe(_MARK),
    )


def names() -> list[str]:
    """Every icon's name, for the living page and its test."""
    return sorted(_DRAWINGS)
