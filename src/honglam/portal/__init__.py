"""The citizen's home: it puts blocks side by side and owns no subject."""
