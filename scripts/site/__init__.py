"""What a build of the site needs beside its pages; one module here knows MkDocs."""
