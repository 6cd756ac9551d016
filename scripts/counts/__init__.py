"""What follows from a model's configuration: parameters, memory, compute."""
