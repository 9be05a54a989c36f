from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('exchange', '0004_posts'),
    ]

    operations = [
        migrations.AddIndex(
            model_name='nationalreport',
            index=models.Index(condition=models.Q(('state__in', ['sent', 'dropped'])), fields=['created_at'], name='exchange_reports_to_erase'),
        ),
    ]
