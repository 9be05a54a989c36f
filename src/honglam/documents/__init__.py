"""Official documents: the register of legal and official documents, who cites whom; reading those that come in."""
