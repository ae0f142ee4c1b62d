import geography.locality.finding
from records.tables import TablesTogether
from django.db import migrations, models


class Migration(TablesTogether):

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='Attribution',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('licence', models.CharField(max_length=120)),
                ('line', models.CharField(help_text='The words that the licence asks for', max_length=400)),
            ],
            options={
                'ordering': ['source'],
            },
        ),
        migrations.CreateModel(
            name='ContextFigure',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('country', models.CharField(blank=True, choices=[('E92000001', 'England'), ('K02000001', 'United Kingdom')], max_length=9)),
                ('value', models.DecimalField(blank=True, decimal_places=4, max_digits=14, null=True)),
                ('words', models.CharField(blank=True, max_length=120)),
                ('lower_95', models.DecimalField(blank=True, decimal_places=4, max_digits=14, null=True)),
                ('upper_95', models.DecimalField(blank=True, decimal_places=4, max_digits=14, null=True)),
                ('derivation', models.CharField(blank=True, help_text='How it was worked out; nothing where it is published', max_length=120)),
                ('published_as', models.CharField(blank=True, help_text="The area's code in the publisher's table, if another", max_length=9)),
            ],
            options={
                'ordering': ['release', 'country', 'place', 'id'],
            },
        ),
        migrations.CreateModel(
            name='DataLoad',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('what', models.CharField(choices=[('towns', 'cities, towns and suburbs'), ('villages', 'villages, parishes and hamlets'), ('wards', 'wards'), ('wards_new', 'wards that are new since the list of wards'), ('neighbourhoods', 'named neighbourhoods'), ('constituencies', 'constituencies'), ('postcode_districts', 'postcode districts'), ('postcode_sectors', 'postcode sectors'), ('sub_icb_locations', 'NHS sub-ICB locations'), ('police_and_fire', 'police force areas and fire authorities'), ('figures', 'official figures'), ('places', 'councils, counties, strategic authorities and care boards'), ('care_boards', 'which councils lie in which care boards')], help_text='Which list it is', max_length=20)),
                ('release', models.CharField(help_text='What its publisher calls it', max_length=200)),
                ('covers', models.JSONField(default=list, help_text='The list or measure and the name of each release in it')),
                ('file_name', models.CharField(blank=True, help_text='Empty for what comes with the program', max_length=200, verbose_name='file')),
                ('rows', models.PositiveIntegerField(help_text='How many rows the file has')),
                ('new', models.PositiveIntegerField(default=0, help_text='Rows that the record had not')),
                ('changed', models.PositiveIntegerField(default=0, help_text='Rows that say something else')),
                ('gone', models.PositiveIntegerField(default=0, help_text='Rows that the file has no more')),
                ('preview', models.JSONField(default=dict, help_text='What it changes, as it was looked at')),
                ('contents', models.JSONField(help_text='The file as read, until it is loaded', null=True)),
                ('sent_at', models.DateTimeField(auto_now_add=True)),
                ('loaded_at', models.DateTimeField(null=True)),
            ],
            options={
                'ordering': ['-sent_at', '-id'],
            },
        ),
        migrations.CreateModel(
            name='Locality',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('city', 'city'), ('town', 'town'), ('suburb', 'suburb'), ('conurbation', 'conurbation'), ('built_up_area', 'built-up area'), ('village', 'village'), ('hamlet', 'hamlet'), ('parish', 'parish'), ('place', 'settlement'), ('ward', 'ward'), ('neighbourhood', 'neighbourhood'), ('constituency', 'constituency'), ('postcode_district', 'postcode district'), ('postcode_sector', 'postcode sector'), ('sub_icb_location', 'NHS sub-ICB location'), ('police_area', 'police force area'), ('fire_authority', 'fire authority')], help_text='What it is', max_length=20)),
                ('name', models.CharField(help_text='As the list has it', max_length=150)),
                ('code', models.CharField(blank=True, help_text='Its official code, if any', max_length=12)),
                ('share', models.DecimalField(decimal_places=3, help_text='Which part of it lies in the council, from 0 to 1; empty where not known', max_digits=4, null=True)),
                ('share_of_council', models.DecimalField(decimal_places=3, help_text="Which part of the council's people live in it; empty where not known", max_digits=4, null=True)),
                ('is_current', models.BooleanField(db_default=True, default=True, help_text='As its release: kept here so that the indexes hold what is searched alone', verbose_name='searched')),
                ('ended_on', models.DateField(help_text='The day of the first whole list that has it no more; empty while one has it', null=True)),
                ('rank', models.PositiveIntegerField(help_text='Lower ones are offered first; never shown')),
                ('name_key', models.GeneratedField(db_persist=True, expression=geography.locality.finding.LocalityKey('name'), output_field=models.TextField())),
            ],
            options={
                'verbose_name_plural': 'localities',
                'ordering': ['rank', 'name', 'id'],
            },
        ),
        migrations.CreateModel(
            name='LocalityRelease',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('table', models.CharField(choices=[('towns', 'cities, towns and suburbs'), ('villages', 'villages, parishes and hamlets'), ('wards', 'wards'), ('wards_new', 'wards that are new since the list of wards'), ('neighbourhoods', 'named neighbourhoods'), ('constituencies', 'constituencies'), ('postcode_districts', 'postcode districts'), ('postcode_sectors', 'postcode sectors'), ('sub_icb_locations', 'NHS sub-ICB locations'), ('police_and_fire', 'police force areas and fire authorities')], help_text='Which list it is', max_length=20, verbose_name='list')),
                ('name', models.CharField(help_text='What its publisher calls it', max_length=60, verbose_name='release')),
                ('as_of', models.DateField(help_text='The day it is about, or the last of its period', verbose_name='as of')),
                ('digest', models.CharField(help_text='Of the file: the same file changes nothing', max_length=64)),
                ('is_current', models.BooleanField(default=True, help_text='Whether it is searched', verbose_name='current')),
            ],
            options={
                'ordering': ['table', '-as_of', 'id'],
            },
        ),
        migrations.CreateModel(
            name='Measure',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(help_text='Its name in tables and files, which stays', max_length=60, unique=True)),
                ('label', models.CharField(help_text='What pages call it', max_length=120)),
                ('topic', models.CharField(help_text='What it is about', max_length=40)),
                ('unit', models.CharField(blank=True, help_text='Of what; nothing for a rank', max_length=60)),
                ('decimals', models.PositiveSmallIntegerField(blank=True, help_text='How many the publisher gives; nothing where it is words', null=True)),
                ('higher_means', models.CharField(blank=True, help_text='How a higher figure reads; nothing where it is neutral', max_length=80)),
                ('levels', models.CharField(help_text='For which kinds of area it is published', max_length=200)),
                ('definition', models.TextField(help_text='What it counts')),
                ('caveat', models.TextField(blank=True, help_text='What to bear in mind')),
                ('position', models.PositiveSmallIntegerField(default=0, help_text='Where it stands in lists')),
            ],
            options={
                'ordering': ['position', 'id'],
            },
        ),
        migrations.CreateModel(
            name='MeasureRelease',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(help_text="The edition, in the publisher's words", max_length=160)),
                ('as_of', models.DateField(help_text='Last day of the period, or the day of publication')),
                ('ranked', models.PositiveIntegerField(blank=True, help_text='How many areas were ranked, where it is a rank', null=True)),
            ],
            options={
                'ordering': ['measure', '-as_of', 'id'],
            },
        ),
    ]
