"""Commands of worktime."""
