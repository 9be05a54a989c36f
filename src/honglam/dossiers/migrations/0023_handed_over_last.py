from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('dossiers', '0022_watch_what_stood_open'),
        ('directory', '0002_reorganisation'),
    ]

    operations = [
        migrations.AddIndex(
            model_name='dossier',
            index=models.Index(condition=models.Q(('returned_at__isnull', False)), fields=['desk', '-returned_at'], name='dossier_handed_over'),
        ),
    ]
