"""The only importer of linebot: events in (webhook, translate), bubbles out (render), calls to LINE (messenger)."""
