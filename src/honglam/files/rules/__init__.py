"""What the bytes are, what is suspicious about them, what they may be called. Pure."""
