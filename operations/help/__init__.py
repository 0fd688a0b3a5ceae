"""Help inside the product: for each part of the work a page with its steps, to which each page for staff leads."""
