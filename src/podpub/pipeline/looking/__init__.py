"""Whether the world gets what was promised, and what it would object to."""
