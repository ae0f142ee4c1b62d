"""The nginx before which the tests put the application, as the guide does.

`python -m tests.nginx` prints the path of one that runs, after getting one where there is none.
"""

from tests.unpacked import Program

NGINX = Program("nginx", "NGINX_PROGRAM", "-v", "The tests of slow visitors")

if __name__ == "__main__":
    NGINX.main()
