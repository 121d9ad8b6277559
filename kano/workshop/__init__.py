"""The live workshop: a room, its phones, its facilitator and its big screen."""
