import django.db.models.functions.datetime
from records.tables import TablesTogether
from django.db import migrations, models


class Migration(TablesTogether):

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='LoadedEntry',
            fields=[
                ('key', models.CharField(max_length=200, primary_key=True, serialize=False)),
                ('file', models.CharField(max_length=120)),
                ('digest', models.CharField(max_length=64)),
                ('model', models.CharField(max_length=100)),
                ('object_id', models.PositiveBigIntegerField()),
                ('loaded_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
            ],
            options={
                'verbose_name_plural': 'loaded entries',
                'ordering': ['key'],
            },
        ),
    ]
