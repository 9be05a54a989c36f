"""Content-addressed blobs: type check by content, size, malware scan hook, retention."""
