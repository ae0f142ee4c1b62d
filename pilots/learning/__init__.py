"""What is learned from pilots beside lessons: case studies, events, residents' words, equality."""
