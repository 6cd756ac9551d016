"""The book, handouts and what is made of them for print: the built site, set in Typst as PDFs."""
