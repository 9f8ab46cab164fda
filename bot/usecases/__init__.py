"""One module per duty.

A use case opens the office's transaction, lets pure code decide, stores, and posts deliveries; it never calls
LINE.
"""
