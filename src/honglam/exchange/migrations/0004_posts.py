import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('directory', '0003_committees'),
        ('exchange', '0003_faults'),
    ]

    operations = [
        migrations.AddField(
            model_name='subscription',
            name='post',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='directory.post'),
        ),
        migrations.AlterField(
            model_name='nationalfiling',
            name='state',
            field=models.CharField(choices=[('received', 'received'), ('working', 'working'), ('failed', 'failed'), ('filed', 'filed'), ('refused', 'refused'), ('dead', 'dead'), ('dropped', 'dropped')], max_length=8),
        ),
    ]
