"""What a medical manager does first: sees who decides what, and reads the hospital's figures.

`kpi` (census, stays, beds, case mix, adjusted volume), `triage` (a first morning's inbox), `dashboard` (one
page for the board out of figures that contradict each other), `counsel` (decide, escalate or stop) and `dyad` (two
executives who are both right).
"""
