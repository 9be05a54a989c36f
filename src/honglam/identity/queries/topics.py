"""What a mandate can be about: whatever other blocks offer as topics."""

from honglam.kernel.registry import topics


def list_topics() -> list[tuple[str, str]]:
    """Code and name of each broad topic."""
    return [one for source in topics.values() for one in source.list_topics()]


def topic_name(code: str) -> str:
    """The name of a topic; empty for what is none."""
    return next((name for source in topics.values() if (name := source.name_of(code=code))), "")
