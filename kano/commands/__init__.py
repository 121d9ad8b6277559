"""The commands of the command line: read options, call the rooms, print. No rule of the method lives here."""
