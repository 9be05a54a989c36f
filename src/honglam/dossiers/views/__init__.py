"""The citizen's, the officer's and the printed view of a dossier."""
