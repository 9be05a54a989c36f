from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('procedures', '0006_english'),
    ]

    operations = [
        migrations.AddField(
            model_name='versiondraft',
            name='base_digest',
            field=models.CharField(db_default='', default='', max_length=64),
        ),
        migrations.AddField(
            model_name='versiondraft',
            name='ended',
            field=models.JSONField(null=True),
        ),
        migrations.AlterField(
            model_name='procedureevent',
            name='act',
            field=models.CharField(choices=[('started', 'started'), ('edited', 'edited'), ('proposed', 'proposed'), ('sent_back', 'sent_back'), ('decided', 'decided'), ('published', 'published'), ('dropped', 'dropped'), ('abolished', 'abolished'), ('imported', 'imported'), ('withdrawn', 'withdrawn'), ('reopened', 'reopened')], max_length=10),
        ),
    ]
