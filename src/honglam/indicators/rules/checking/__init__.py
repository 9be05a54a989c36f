"""The checker: pure rules over what was said. Each gives the same fault under the same key in every run."""
