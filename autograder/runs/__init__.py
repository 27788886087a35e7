"""A whole class: what is new is graded, on this machine's processors or on a cluster's, and recorded."""
