"""Pages: indices for everybody, their dossiers for officers, reports."""
