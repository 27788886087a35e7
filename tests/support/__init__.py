"""What the tests share: units read as exercises, and run without a kernel."""
