"""The pieces of the Offers page: what is kept, how it is edited, what is shown."""
