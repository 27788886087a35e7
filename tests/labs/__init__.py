"""Tests of the labs, without a browser: a control is set, the picture and the sentence are read."""
