"""All that talks to LINE: events in (webhook, translate), bubbles out (render, cards), calls (messenger, menus)."""
