"""Before the survey: what it takes of people, how many it needs, who is asked what."""
