"""The handbook's formulas as tested NumPy code; pages show these functions by inclusion.

Each function stands between section markers, so that what a page shows is what the tests run.
"""
