"""The app in the browser: pages that ask the rooms and show what they say. Nothing is computed here."""
