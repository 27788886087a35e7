"""Organizations drawn for each learner: one package per module, one file per unit."""
