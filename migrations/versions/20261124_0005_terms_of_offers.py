"""Add the terms of offers, variants, weekly capacity and hampers.

The previous version of the program still runs while this is applied: everything new has a default.
"""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


CHECKS = {
    "ck_product_quantities_fit": "step_qty >= 1 AND (max_qty IS NULL OR max_qty >= min_qty)",
    "ck_product_government_price_positive": "government_price IS NULL OR government_price > 0",
    "ck_product_offerkind": "kind IN ('goods', 'service', 'bundle')",
    "ck_product_servicearea": "service_area IN ('regency', 'province', 'national')",
}


def upgrade():
    op.create_table(
        "capacity_pool",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("business_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("per_week", sa.Integer(), nullable=False),
        sa.CheckConstraint("per_week >= 1", name=op.f("ck_capacity_pool_per_week_positive")),
        sa.ForeignKeyConstraint(
            ["business_id"], ["business.id"], name=op.f("fk_capacity_pool_business_id_business")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_capacity_pool")),
        sa.UniqueConstraint("business_id", "name", name=op.f("uq_capacity_pool_business_id_name")),
        sa.UniqueConstraint("code", name=op.f("uq_capacity_pool_code")),
    )
    op.create_table(
        "variant_group",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("business_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("options", sa.JSON(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["business_id"], ["business.id"], name=op.f("fk_variant_group_business_id_business")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_variant_group")),
        sa.UniqueConstraint("code", name=op.f("uq_variant_group_code")),
    )
    with op.batch_alter_table("variant_group", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_variant_group_business_id"), ["business_id"], unique=False)

    op.create_table(
        "capacity_week",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("pool_id", sa.Integer(), nullable=False),
        sa.Column("week", sa.Date(), nullable=False),
        sa.Column("booked", sa.Integer(), nullable=False),
        sa.CheckConstraint("booked >= 0", name=op.f("ck_capacity_week_booked_positive")),
        sa.ForeignKeyConstraint(
            ["pool_id"], ["capacity_pool.id"], name=op.f("fk_capacity_week_pool_id_capacity_pool")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_capacity_week")),
        sa.UniqueConstraint("pool_id", "week", name=op.f("uq_capacity_week_pool_id_week")),
    )
    op.create_table(
        "bundle_part",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("bundle_id", sa.Integer(), nullable=False),
        sa.Column("part_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("quantity", sa.Integer(), nullable=False),
        sa.CheckConstraint("bundle_id <> part_id", name=op.f("ck_bundle_part_not_itself")),
        sa.CheckConstraint("quantity >= 1", name=op.f("ck_bundle_part_quantity_positive")),
        sa.ForeignKeyConstraint(["bundle_id"], ["product.id"], name=op.f("fk_bundle_part_bundle_id_product")),
        sa.ForeignKeyConstraint(["part_id"], ["product.id"], name=op.f("fk_bundle_part_part_id_product")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_bundle_part")),
        sa.UniqueConstraint("bundle_id", "part_id", name=op.f("uq_bundle_part_bundle_id_part_id")),
    )
    with op.batch_alter_table("bundle_part", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_bundle_part_part_id"), ["part_id"], unique=False)

    op.create_table(
        "capacity_booking",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("hold_id", sa.Integer(), nullable=False),
        sa.Column("pool_id", sa.Integer(), nullable=False),
        sa.Column("week", sa.Date(), nullable=False),
        sa.Column("quantity", sa.Integer(), nullable=False),
        sa.CheckConstraint("quantity >= 1", name=op.f("ck_capacity_booking_quantity_positive")),
        sa.ForeignKeyConstraint(
            ["hold_id"], ["stock_hold.id"], name=op.f("fk_capacity_booking_hold_id_stock_hold")
        ),
        sa.ForeignKeyConstraint(
            ["pool_id"], ["capacity_pool.id"], name=op.f("fk_capacity_booking_pool_id_capacity_pool")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_capacity_booking")),
        sa.UniqueConstraint("hold_id", "week", name=op.f("uq_capacity_booking_hold_id_week")),
    )
    with op.batch_alter_table("package_line", schema=None) as batch_op:
        batch_op.add_column(sa.Column("lowest_public", sa.BigInteger(), nullable=True))
        batch_op.add_column(sa.Column("price_reason", sa.String(), server_default=sa.text("''"), nullable=False))

    with op.batch_alter_table("price_change", schema=None) as batch_op:
        batch_op.add_column(sa.Column("tiers_before", sa.JSON(), server_default="[]", nullable=False))
        batch_op.add_column(sa.Column("tiers_after", sa.JSON(), server_default="[]", nullable=False))

    with op.batch_alter_table("product", schema=None) as batch_op:
        batch_op.add_column(sa.Column("kind", sa.String(length=40), server_default="goods", nullable=False))
        batch_op.add_column(sa.Column("content_milli", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("content_unit", sa.String(), server_default=sa.text("''"), nullable=False))
        batch_op.add_column(sa.Column("step_qty", sa.Integer(), server_default="1", nullable=False))
        batch_op.add_column(sa.Column("max_qty", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("tiers", sa.JSON(), server_default="[]", nullable=False))
        batch_op.add_column(sa.Column("government_price", sa.BigInteger(), nullable=True))
        batch_op.add_column(sa.Column("government_from", sa.Date(), nullable=True))
        batch_op.add_column(sa.Column("government_until", sa.Date(), nullable=True))
        batch_op.add_column(sa.Column("government_reason", sa.String(), server_default=sa.text("''"), nullable=False))
        batch_op.add_column(sa.Column("length_cm", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("width_cm", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("height_cm", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("hs_code", sa.String(), nullable=True))
        batch_op.add_column(sa.Column("origin_country", sa.String(), nullable=True))
        batch_op.add_column(sa.Column("service_area", sa.String(length=40), nullable=True))
        batch_op.add_column(sa.Column("story", sa.String(), server_default=sa.text("''"), nullable=False))
        batch_op.add_column(sa.Column("capacity_pool_id", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("variant_group_id", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("variant_values", sa.JSON(), server_default="{}", nullable=False))
        batch_op.add_column(sa.Column("variant_key", sa.String(), nullable=True))
        batch_op.add_column(sa.Column("is_lead", sa.Boolean(), server_default=sa.true(), nullable=False))
        batch_op.add_column(sa.Column("variants", sa.JSON(none_as_null=True), nullable=True))

    with op.batch_alter_table("product", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_product_capacity_pool_id"), ["capacity_pool_id"], unique=False)
        batch_op.create_unique_constraint(
            batch_op.f("uq_product_variant_group_id_variant_key"), ["variant_group_id", "variant_key"]
        )
        batch_op.create_foreign_key(
            batch_op.f("fk_product_capacity_pool_id_capacity_pool"),
            "capacity_pool",
            ["capacity_pool_id"],
            ["id"],
        )
        batch_op.create_foreign_key(
            batch_op.f("fk_product_variant_group_id_variant_group"),
            "variant_group",
            ["variant_group_id"],
            ["id"],
        )
        for name, sql in CHECKS.items():
            batch_op.create_check_constraint(batch_op.f(name), sql)


def downgrade():
    with op.batch_alter_table("product", schema=None) as batch_op:
        for name in CHECKS:
            batch_op.drop_constraint(batch_op.f(name), type_="check")
        batch_op.drop_constraint(batch_op.f("fk_product_variant_group_id_variant_group"), type_="foreignkey")
        batch_op.drop_constraint(batch_op.f("fk_product_capacity_pool_id_capacity_pool"), type_="foreignkey")
        batch_op.drop_constraint(batch_op.f("uq_product_variant_group_id_variant_key"), type_="unique")
        batch_op.drop_index(batch_op.f("ix_product_capacity_pool_id"))
        batch_op.drop_column("variants")
        batch_op.drop_column("is_lead")
        batch_op.drop_column("variant_key")
        batch_op.drop_column("variant_values")
        batch_op.drop_column("variant_group_id")
        batch_op.drop_column("capacity_pool_id")
        batch_op.drop_column("story")
        batch_op.drop_column("service_area")
        batch_op.drop_column("origin_country")
        batch_op.drop_column("hs_code")
        batch_op.drop_column("height_cm")
        batch_op.drop_column("width_cm")
        batch_op.drop_column("length_cm")
        batch_op.drop_column("government_reason")
        batch_op.drop_column("government_until")
        batch_op.drop_column("government_from")
        batch_op.drop_column("government_price")
        batch_op.drop_column("tiers")
        batch_op.drop_column("max_qty")
        batch_op.drop_column("step_qty")
        batch_op.drop_column("content_unit")
        batch_op.drop_column("content_milli")
        batch_op.drop_column("kind")

    with op.batch_alter_table("price_change", schema=None) as batch_op:
        batch_op.drop_column("tiers_after")
        batch_op.drop_column("tiers_before")

    with op.batch_alter_table("package_line", schema=None) as batch_op:
        batch_op.drop_column("price_reason")
        batch_op.drop_column("lowest_public")

    op.drop_table("capacity_booking")
    with op.batch_alter_table("bundle_part", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_bundle_part_part_id"))

    op.drop_table("bundle_part")
    op.drop_table("capacity_week")
    with op.batch_alter_table("variant_group", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_variant_group_business_id"))

    op.drop_table("variant_group")
    op.drop_table("capacity_pool")
