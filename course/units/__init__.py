"""One folder for each unit: its model, decision, drawing, pictures and labs; beside them each module's Case."""
