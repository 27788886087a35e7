"""How a learner's organization is drawn: from seeds that never change, within bounds that always end."""
