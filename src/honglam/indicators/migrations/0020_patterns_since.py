from django.db import migrations, models

import honglam.kernel.clock


class Migration(migrations.Migration):

    dependencies = [
        ('indicators', '0019_targets_by_day'),
    ]

    operations = [
        migrations.AddField(
            model_name='writingpattern',
            name='since',
            field=models.DateField(default=honglam.kernel.clock.today),
            preserve_default=False,
        ),
    ]
