"""Add the recovery in person

The previous version of the program still runs while this is applied: only add here; fill and remove in
migrations of their own.
"""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade():
    op.create_table('in_person_recovery',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('code', sa.String(), nullable=False),
    sa.Column('user_id', sa.Integer(), nullable=False),
    sa.Column('state', sa.Enum('opened', 'confirmed', 'handed', 'used', 'refused', 'withdrawn', name='inpersonstate', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('paper', sa.String(), nullable=False),
    sa.Column('seen', sa.LargeBinary(), nullable=False),
    sa.Column('reason', sa.String(), nullable=False),
    sa.Column('opened_by', sa.Integer(), nullable=False),
    sa.Column('opened_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('confirmed_by', sa.Integer(), nullable=True),
    sa.Column('confirmed_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('ready_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('secret_hash', sa.String(), nullable=True),
    sa.Column('secret_until', sa.DateTime(timezone=True), nullable=True),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.CheckConstraint('confirmed_by IS NULL OR confirmed_by <> opened_by', name=op.f('ck_in_person_recovery_two_people')),
    sa.ForeignKeyConstraint(['opened_by'], ['account.id'], name=op.f('fk_in_person_recovery_opened_by_account')),
    sa.ForeignKeyConstraint(['user_id'], ['account.id'], name=op.f('fk_in_person_recovery_user_id_account')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_in_person_recovery')),
    sa.UniqueConstraint('code', name=op.f('uq_in_person_recovery_code')),
    sa.UniqueConstraint('secret_hash', name=op.f('uq_in_person_recovery_secret_hash'))
    )
    with op.batch_alter_table('in_person_recovery', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_in_person_recovery_state_opened_at'), ['state', 'opened_at'], unique=False)
        batch_op.create_index('uq_in_person_recovery_user_id', ['user_id'], unique=True, sqlite_where=sa.text("state IN ('opened', 'confirmed', 'handed')"), postgresql_where=sa.text("state IN ('opened', 'confirmed', 'handed')"))



def downgrade():
    with op.batch_alter_table('in_person_recovery', schema=None) as batch_op:
        batch_op.drop_index('uq_in_person_recovery_user_id', sqlite_where=sa.text("state IN ('opened', 'confirmed', 'handed')"), postgresql_where=sa.text("state IN ('opened', 'confirmed', 'handed')"))
        batch_op.drop_index(batch_op.f('ix_in_person_recovery_state_opened_at'))

    op.drop_table('in_person_recovery')
