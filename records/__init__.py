"""What every record shares: who, when and version, levels, sources, drafts, history, conflicts."""
