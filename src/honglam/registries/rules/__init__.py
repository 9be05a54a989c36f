"""Pure rules: whether a paper answers a component, whose it is, how long it is kept."""
