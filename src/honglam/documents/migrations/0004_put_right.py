from django.db import migrations, models

from honglam.documents.rules.doubts import doubts

# Until now everything was read in the order in which it had been taken in.
QUEUED_AS_TAKEN = "UPDATE documents_documentimport SET queued_at = taken_at"



def judge_anew(apps, schema_editor):
    """Until now every place counted, private reports included: marks that rest on those alone go. None can come.

    Of agencies that became others, or came of others, both read: theirs are judged when they are next touched.
    """
    documents, citations = apps.get_model("documents", "Document"), apps.get_model("documents", "Citation")
    ways = apps.get_model("directory", "AgencySuccession").objects.values_list("old_id", "new_id")
    moved = {one for way in ways for one in way}
    for row in documents.objects.filter(disputed=True).exclude(agency_id__in=moved):
        readable = models.Q(document__agency=None) | models.Q(document__agency_id=row.agency_id)
        places = citations.objects.filter(readable, cited=row, retired_at=None, document__retired_at=None)
        if not doubts([(row.symbol, row.dated), *places.values_list("symbol", "dated")]):
            documents.objects.filter(pk=row.pk).update(disputed=False)


class Migration(migrations.Migration):

    dependencies = [
        ('documents', '0003_figures_by_hand'),
    ]

    operations = [
        migrations.AddField(
            model_name='document',
            name='revision',
            field=models.PositiveIntegerField(default=0),
        ),
        migrations.AddField(
            model_name='documentimport',
            name='queued_at',
            field=models.DateTimeField(null=True),
        ),
        migrations.RunSQL(QUEUED_AS_TAKEN, migrations.RunSQL.noop),
        migrations.AddField(
            model_name='proposal',
            name='passed_over',
            field=models.JSONField(default=list),
        ),
        migrations.AlterField(
            model_name='documentimport',
            name='queued_at',
            field=models.DateTimeField(),
        ),
        migrations.RunPython(judge_anew, migrations.RunPython.noop),
        migrations.RemoveIndex(
            model_name='documentimport',
            name='import_to_read',
        ),
        migrations.AddIndex(
            model_name='documentimport',
            index=models.Index(condition=models.Q(('state__in', ['waiting', 'reading'])), fields=['queued_at'], name='import_to_read'),
        ),
    ]
