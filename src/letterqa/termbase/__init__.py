"""Term bases: what they hold, their formats, and where a text uses their terms."""
