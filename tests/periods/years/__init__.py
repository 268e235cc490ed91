"""Years of a company's paydays, drawn from a seed: the money counterpart of the histories of deliveries."""
