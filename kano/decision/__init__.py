"""From classification to decision: what first, what under a budget, which offer, which target."""
