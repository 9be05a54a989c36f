"""The tables of the ground floor."""


import honglam.kernel.ids
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='OutboxMessage',
            fields=[
                ('id', models.UUIDField(default=honglam.kernel.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('kind', models.CharField(choices=[('event', 'event'), ('job', 'job')], max_length=5)),
                ('name', models.TextField()),
                ('payload', models.JSONField()),
                ('at', models.DateTimeField()),
                ('not_before', models.DateTimeField(null=True)),
            ],
        ),
        migrations.CreateModel(
            name='RateBucket',
            fields=[
                ('bucket', models.TextField(primary_key=True, serialize=False)),
                ('window_start', models.DateTimeField(db_index=True)),
                ('count', models.IntegerField()),
            ],
        ),
        migrations.CreateModel(
            name='AuditEntry',
            fields=[
                ('id', models.UUIDField(default=honglam.kernel.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('subject_kind', models.TextField()),
                ('subject_id', models.TextField()),
                ('seq', models.IntegerField()),
                ('at', models.DateTimeField()),
                ('recorded_at', models.DateTimeField()),
                ('action', models.TextField()),
                ('actor_kind', models.TextField()),
                ('actor_id', models.UUIDField(null=True)),
                ('actor_name', models.TextField()),
                ('post_id', models.BigIntegerField(null=True)),
                ('agency_id', models.BigIntegerField(null=True)),
                ('detail', models.JSONField()),
                ('prev_hash', models.BinaryField()),
                ('hash', models.BinaryField()),
            ],
            options={
                'indexes': [models.Index(fields=['recorded_at', 'id'], name='audit_by_time'), models.Index(fields=['actor_id', 'recorded_at'], name='audit_by_actor')],
                'constraints': [models.UniqueConstraint(fields=('subject_kind', 'subject_id', 'seq'), name='audit_one_successor')],
            },
        ),
        migrations.CreateModel(
            name='EventReceipt',
            fields=[
                ('id', models.BigAutoField(primary_key=True, serialize=False)),
                ('subscriber', models.TextField()),
                ('event_id', models.UUIDField()),
                ('received_at', models.DateTimeField(db_index=True)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('subscriber', 'event_id'), name='receipt_once')],
            },
        ),
        migrations.CreateModel(
            name='RememberedAnswer',
            fields=[
                ('id', models.BigAutoField(primary_key=True, serialize=False)),
                ('actor', models.TextField()),
                ('key', models.TextField()),
                ('request_hash', models.BinaryField()),
                ('answer', models.JSONField()),
                ('created_at', models.DateTimeField(db_index=True)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('actor', 'key'), name='answer_once')],
            },
        ),
    ]
