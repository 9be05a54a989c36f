"""The public postal service: what it takes in for the one-stop, carries between post office and desk, and hands out."""
