"""The Portfolio page: what the user says of costs, and what comes of it."""
