"""Facts about the datasets: their dictionaries, their identities, and that they can be remade."""
