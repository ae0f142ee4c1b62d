from django.db import migrations, models

from records.tables import TablesTogether


class Migration(TablesTogether):

    dependencies = [
        ('deploy', '0001_tables'),
    ]

    operations = [
        migrations.CreateModel(
            name='RequestTotal',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('view', models.CharField(blank=True, max_length=100)),
                ('method', models.CharField(max_length=10)),
                ('status', models.PositiveSmallIntegerField()),
                ('within', models.PositiveIntegerField()),
                ('times', models.PositiveBigIntegerField()),
                ('seconds', models.FloatField()),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('view', 'method', 'status', 'within'), name='request_total_once')],
            },
        ),
        migrations.CreateModel(
            name='DayRequests',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('day', models.DateField()),
                ('view', models.CharField(blank=True, max_length=100)),
                ('within', models.PositiveIntegerField()),
                ('times', models.PositiveBigIntegerField()),
                ('seconds', models.FloatField()),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('day', 'view', 'within'), name='day_requests_once')],
            },
        ),
        migrations.CreateModel(
            name='DayFault',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('day', models.DateField()),
                ('what', models.CharField(max_length=100)),
                ('view', models.CharField(blank=True, max_length=100)),
                ('place', models.CharField(blank=True, max_length=200)),
                ('times', models.PositiveBigIntegerField()),
                ('last_at', models.DateTimeField()),
            ],
            options={
                'ordering': ['-last_at', 'what'],
                'constraints': [models.UniqueConstraint(fields=('day', 'what', 'view', 'place'), name='day_fault_once')],
            },
        ),
    ]
