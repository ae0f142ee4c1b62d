"""Pages of pilots alone, one module for each; pages that show other apps too are in dashboards."""
