"""Rules of report writing: sentences and their places, relative times, which value a report takes, moves."""
