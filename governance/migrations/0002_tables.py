import django.contrib.postgres.indexes
from records.tables import TablesTogether
from django.db import migrations, models


class Migration(TablesTogether):

    dependencies = [
        ('governance', '0001_tables'),
    ]

    operations = [
        migrations.AddIndex(
            model_name='board',
            index=models.Index(fields=['-updated_at', '-id'], include=('visibility', 'created_by', 'team', 'programme', 'reach_ids'), name='board_newest'),
        ),
        migrations.AddIndex(
            model_name='board',
            index=django.contrib.postgres.indexes.GinIndex(fields=['reach_ids'], name='board_reach'),
        ),
    ]
