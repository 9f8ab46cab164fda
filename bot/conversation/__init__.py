"""The conversation, pure: `engine.advance(context, state, event) -> Turn`. Start reading at engine.py."""
