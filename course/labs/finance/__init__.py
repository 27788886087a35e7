"""Labs of 02_finance, one file each."""

LABS = {
    "torn hundred": "payer_mix:torn_hundred",
    "payer mix": "payer_mix:payer_mix_lab",
    "budgeting": "budgeting:budgeting_lab",
    "variance walk": "variance_walk:variance_walk_lab",
    "claim's life": "claim_life:claim_life",
    "denials": "denial_pareto:denial_lab",
    "capital": "capital:capital_lab",
    "capital slate": "slate:slate_lab",
    "gap": "gap:gap_lab",
}
WITHOUT_CASE = {"variance walk"}  # it walks through the story's own ward, so that it gives no answer away
