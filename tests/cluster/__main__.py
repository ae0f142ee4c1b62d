"""`python -m tests.cluster FOLDER`, which bin/soak runs."""

import sys

import django


def main() -> int:
    django.setup()  # before what it runs imports a model
    from tests.cluster import soak

    return soak.main()


if __name__ == "__main__":
    sys.exit(main())
