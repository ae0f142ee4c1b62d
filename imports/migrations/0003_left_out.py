import django.db.models.deletion
from records.tables import TablesTogether
from django.db import migrations, models


class Migration(TablesTogether):

    dependencies = [
        ('imports', '0002_tables'),
    ]

    operations = [
        migrations.AddField(
            model_name='readrow',
            name='is_out',
            field=models.BooleanField(db_default=False, default=False),
        ),
        migrations.CreateModel(
            name='LeftOut',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveIntegerField(help_text='Which row of the file it is')),
                ('at', models.PositiveIntegerField(help_text='Which column, from 0; none: the row', null=True)),
                ('kind', models.CharField(help_text='The key of a column, and what is wrong', max_length=100)),
                ('text', models.TextField(help_text='What is wrong, in words')),
                ('is_out', models.BooleanField(default=True, help_text='The whole row stays out')),
                ('is_read', models.BooleanField(default=True)),
                ('record_import', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='left_rows', to='imports.recordimport')),
            ],
            options={
                'ordering': ['record_import', 'id'],
            },
        ),
        migrations.AddIndex(
            model_name='leftout',
            index=models.Index(fields=['record_import', 'number'], name='left_out_of_import'),
        ),
    ]
