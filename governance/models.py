"""Models of who decides: boards with their seats, lines and powers."""

from governance.board.models import Board, BoardPlace
from governance.board.power_models import Power
from governance.board.seat_models import BoardLine, Seat

__all__ = ["Board", "BoardLine", "BoardPlace", "Power", "Seat"]
