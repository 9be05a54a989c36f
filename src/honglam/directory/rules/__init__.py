"""Pure rules of the directory: validity, the tree, scopes, addresses. They receive values and return values."""
