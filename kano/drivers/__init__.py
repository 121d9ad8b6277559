"""What moves satisfaction, by ratings of experience: drivers, their impact, and curves of what was lived."""
