"""The officer's home: one worklist over everything that waits."""
