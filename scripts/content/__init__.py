"""What people wrote, read and checked: data files and pages."""
