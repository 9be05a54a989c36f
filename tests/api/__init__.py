"""Other systems at the door: the API through its own client, and through a fuzzer."""
