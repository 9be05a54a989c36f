"""One person's way through the whole product, in a real browser, on the real province."""
