"""Where bytes are kept, and who looks through them for malware."""
