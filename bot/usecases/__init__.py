"""What Tanrob does, in rooms: each opens the office's transaction, lets pure code decide, stores and posts.

photos > turns > delivery | reports | setup > notices > rounds, ports, incoming, codes (pyproject.toml holds it). No
room calls LINE but through the ports.
"""
