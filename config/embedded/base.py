"""The Django database engine `config.embedded`: PostgreSQL's own, on a server that we start."""

from typing import Any

from django.db.backends.postgresql import base

from config.embedded.server import Server


class DatabaseWrapper(base.DatabaseWrapper):
    """Makes sure that the embedded server is up before each new connection.

    The settings hold `EMBEDDED`: {"data": folder, "name": cluster's name, "durable": bool}.
    """

    def __init__(self, settings_dict: dict[str, Any], alias: str = "default") -> None:
        super().__init__(settings_dict, alias)
        server = Server.named(**settings_dict["EMBEDDED"])
        settings_dict.update(USER=server.USER, HOST=str(server.socket_dir), PORT=server.PORT)
        self.server = server

    def get_new_connection(self, conn_params: dict[str, Any]) -> Any:
        self.server.ensure_running()
        return super().get_new_connection(conn_params)
