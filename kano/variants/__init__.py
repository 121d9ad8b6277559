"""Other forms of the Kano method, none of them the default; each names its source and its conventions."""
