"""What readers take along: the list of files, the offline copy, a release."""
