"""The conversation, pure: `engine.advance(scene, state, event) -> Turn`. Start reading at engine.py."""
