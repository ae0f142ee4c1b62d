"""The practice library: steps against each kind of barrier, guidance, examples, beliefs."""
