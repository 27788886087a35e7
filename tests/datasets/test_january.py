"""The page of figures to update each January is made from the table, and every figure stands on it."""

from __future__ import annotations

from datasets.reference_values.january import NOT_CITED, PAGE, by_module, national, page


def test_the_page_is_the_one_that_the_table_gives() -> None:
    """Run `python -m datasets.reference_values.january` after a change."""
    assert PAGE.read_text(encoding="utf-8") == page()


def test_every_figure_kept_by_hand_stands_on_the_page() -> None:
    text = page()
    assert all(f"| `{row['name']}` | {row['value']} |" in text for row in national())


def test_figures_are_listed_under_the_module_that_cites_them() -> None:
    names = {module: {row["name"] for row in rows} for module, rows in by_module().items()}
    assert {"physician_conversion_factor", "initial_denial_share"} <= names["02_finance"]
    assert {"nurse_ratio_icu", "nursing_home_rn_consecutive_hours"} <= names["03_staffing"]
    assert "ipps_fixed_loss_usd" in names[NOT_CITED]
