"""Let the integrity pact of a business be an issued paper."""

from alembic import op

from marketplace.infra import enum_checks

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None

OLD = ("ba-negosiasi", "spk", "bast", "kuitansi")
NEW = (*OLD, "pakta-integritas")
TABLES = ("number_series", "issued_document")


def upgrade():
    _allow(NEW)


def downgrade():
    op.execute(
        "DELETE FROM document_party WHERE document_id IN "
        "(SELECT id FROM issued_document WHERE kind = 'pakta-integritas')"
    )
    op.execute("DELETE FROM issued_document WHERE kind = 'pakta-integritas'")
    op.execute("DELETE FROM number_series WHERE kind = 'pakta-integritas'")
    _allow(OLD)


def _allow(kinds):
    for table in TABLES:
        enum_checks.allow(op.get_bind(), table, "kind", "paperkind", kinds)
