"""Formulas behind a hospital's dashboard: `kpi` (census, stays, beds) and `adjusted` (volume with outpatients)."""
