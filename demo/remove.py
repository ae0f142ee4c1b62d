def remove_example():
    return 0
