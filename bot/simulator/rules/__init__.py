"""LINE's rules of what is sent to it, as checks put together from small ones. Pure."""
