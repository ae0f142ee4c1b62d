"""What pages of learning across places are made of: the library of lessons, pilots like one."""
