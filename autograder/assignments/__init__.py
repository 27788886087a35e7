"""An assignment as the gradebook and its folders have it, and the engine's settings."""
