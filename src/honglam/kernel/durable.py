"""Small private files that are written once: whole, on the disk, readable by their owner only. Knows no Django.

A power cut leaves such a file as it should be or not at all. Keys live in them: an empty one would lock everybody out.
"""

import os
import secrets
from pathlib import Path


def write_once(path: Path, content: bytes) -> None:
    """Write the file unless it is there; an empty one, left by a power cut, counts as none."""
    if path.exists() and path.stat().st_size == 0:
        path.unlink()
    fresh = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    try:
        with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        _put(fresh, path)
    finally:
        fresh.unlink(missing_ok=True)
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


def _put(fresh: Path, path: Path) -> None:
    """Under its name, unless somebody was quicker: theirs is in use."""
    try:
        path.hardlink_to(fresh)
    except FileExistsError:
        return
    except OSError:  # a stick or a share without links
        if not path.exists():
            fresh.rename(path)
