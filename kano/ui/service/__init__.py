"""The parts of the Service quality page."""
