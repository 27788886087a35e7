"""What a learner of the medical management course imports.

Nothing heavy is loaded here: models, datasets, charts and labs are imported where they are used.
"""

__version__ = "0.1.0"
