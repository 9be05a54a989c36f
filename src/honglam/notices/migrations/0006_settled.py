from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('notices', '0005_trouble'),
    ]

    operations = [
        migrations.AddField(
            model_name='message',
            name='settled_at',
            field=models.DateTimeField(null=True),
        ),
    ]
