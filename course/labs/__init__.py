"""Labs: a model, a view and controls. The models know nothing of what stands here."""
