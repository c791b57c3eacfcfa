"""From an executed notebook to what is published: HTML, PDF and what stands beside them."""
