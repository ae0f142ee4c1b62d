"""Every page that shows several apps. No models."""
