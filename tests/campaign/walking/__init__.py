"""Random walks through whole cases: people, their answers and acts, time, and what must hold."""
