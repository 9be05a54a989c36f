"""How agencies served: the numbers behind the service indices, each with the dossiers that it counts."""
