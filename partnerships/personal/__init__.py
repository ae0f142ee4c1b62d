"""Personal data of one person: who it is, what names them, where texts mention them."""
