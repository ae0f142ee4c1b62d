import django.contrib.postgres.indexes
from records.tables import TablesTogether
from django.db import migrations


class Migration(TablesTogether):

    initial = True

    dependencies = [
        ('records', '0001_tables'),
        ('search', '0001_tables'),
    ]

    operations = [
        migrations.AddIndex(
            model_name='searchentry',
            index=django.contrib.postgres.indexes.GinIndex(fields=['words'], name='search_entry_words'),
        ),
        migrations.AddIndex(
            model_name='searchword',
            index=django.contrib.postgres.indexes.GinIndex(fields=['word'], name='search_word_nearly', opclasses=['gin_trgm_ops']),
        ),
    ]
