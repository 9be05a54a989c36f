"""What comes from outside, crossed with every kind of wrong."""
