"""Renderers: the kept blocks as text, HTML, Markdown and JSON; they only read."""
