"""The Flask app: health and the webhook. It answers LINE 200 before anything slow."""
