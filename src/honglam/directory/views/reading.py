"""What people type into search boxes, as far as anybody should read it."""

from django.http import HttpRequest


def query_of(request: HttpRequest, name: str = "q") -> str:
    """The words, at most two hundred characters, without what cannot be printed (a database refuses NUL)."""
    text = request.GET.get(name, "")[:200]
    return "".join(letter if letter.isprintable() else " " for letter in text).strip()
