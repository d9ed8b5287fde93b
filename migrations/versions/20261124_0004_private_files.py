"""Add the keys of private files and who was shown them

Private bytes written before stay readable as they are; `flask files encrypt` takes them up. Going down forgets the
keys: what was encrypted meanwhile is lost.
"""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade():
    op.create_table('disclosure',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('party_kind', sa.String(), nullable=False),
    sa.Column('party_id', sa.Integer(), nullable=False),
    sa.Column('what', sa.String(), nullable=False),
    sa.Column('file_id', sa.Integer(), nullable=True),
    sa.Column('why', sa.String(), nullable=False),
    sa.Column('user_id', sa.Integer(), nullable=True),
    sa.Column('actor_role', sa.String(), nullable=False),
    sa.Column('mandate_id', sa.Integer(), nullable=True),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['file_id'], ['stored_file.id'], name=op.f('fk_disclosure_file_id_stored_file')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_disclosure'))
    )
    with op.batch_alter_table('disclosure', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_disclosure_party_kind_party_id_id'), ['party_kind', 'party_id', 'id'], unique=False)

    with op.batch_alter_table('stored_file', schema=None) as batch_op:
        batch_op.add_column(sa.Column('blob', sa.String(), nullable=True))
        batch_op.add_column(sa.Column('sealed_key', sa.LargeBinary(), nullable=True))
        batch_op.create_index(batch_op.f('ix_stored_file_erased_at'), ['erased_at'], unique=False)



def downgrade():
    with op.batch_alter_table('stored_file', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_stored_file_erased_at'))
        batch_op.drop_column('sealed_key')
        batch_op.drop_column('blob')

    with op.batch_alter_table('disclosure', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_disclosure_party_kind_party_id_id'))

    op.drop_table('disclosure')
