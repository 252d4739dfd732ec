"""What is handed over to inspectors: which files, looked through and without what names their authors."""
