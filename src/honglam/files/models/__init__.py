"""Tables of files."""

from honglam.files.models.reading import Reading
from honglam.files.models.stored import Blob, Claim, StoredFile
from honglam.files.models.uploads import Upload, UploadPiece

__all__ = ["Blob", "Claim", "Reading", "StoredFile", "Upload", "UploadPiece"]
