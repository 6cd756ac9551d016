"""What pages include: tables, lists and values as text."""
