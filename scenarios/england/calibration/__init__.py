"""How england/talking_therapies is fitted to 2022/23, and what came of it; run by ../calibrate.py."""
