"""Fields of government and procedures as what one person may let another act in."""

from honglam.procedures.access import without_nul
from honglam.procedures.models import Field, Procedure


class ProcedureTopics:
    """A field stands for all its procedures."""

    def list_topics(self) -> list[tuple[str, str]]:
        """Fields in their order. One query."""
        return list(Field.objects.filter(retired_at=None).values_list("code", "name"))

    def name_of(self, *, code: str) -> str:
        """The name of a field or a procedure. Two queries at most."""
        for model in (Field, Procedure):
            found = model.objects.filter(code=without_nul(code), retired_at=None).values_list("name", flat=True).first()
            if found:
                return str(found)
        return ""
