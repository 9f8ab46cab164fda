"""What an office sets up: its file, its plan, its people's invitations, the menu beneath the chat."""
