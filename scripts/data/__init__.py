"""The format of the data files and the data as a whole."""
