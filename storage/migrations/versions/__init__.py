"""One module per change. A released one is never edited: add the next."""
