"""What reads files of strangers: it runs in a process of its own and imports nothing else of Kano."""
