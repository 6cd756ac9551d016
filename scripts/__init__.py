"""The generator of the handbook: its data, its pages, and everything that is made of them."""

import os

# Set before NumPy is loaded: its matrices are small, threads of each only wait for one another,
# and how a sum is shared among them would change its last bits from machine to machine.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
