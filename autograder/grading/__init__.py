"""One submission, bytes in and a result out, and the process that does it."""
