"""Service quality: what people expect beside what they get, item by item."""
