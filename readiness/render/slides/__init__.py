"""PowerPoint presentations: an author's own .pptx filled, its slides, paragraphs and rows repeated, charts drawn."""
