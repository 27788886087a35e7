"""Labs of 02_finance, one file each."""
