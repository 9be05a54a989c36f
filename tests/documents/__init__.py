"""Tests of the block `documents`."""
