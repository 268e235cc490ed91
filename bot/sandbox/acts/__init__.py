"""What people do, and what the app is told of it: one module for each way of reaching the app."""
