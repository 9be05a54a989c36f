"""Pure rules of identity: how numbers, names and passwords must be written, and how they are shown to strangers."""
