"""The course's synthetic datasets: `python -m datasets` remakes them all, byte for byte."""
