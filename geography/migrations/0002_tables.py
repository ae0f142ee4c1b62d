import django.contrib.postgres.indexes
import django.db.models.deletion
from django.conf import settings
from records.tables import TablesTogether
from django.db import migrations, models


class Migration(TablesTogether):

    initial = True

    dependencies = [
        ('geography', '0001_tables'),
        ('partnerships', '0001_tables'),
        ('records', '0001_tables'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name='attribution',
            name='source',
            field=models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='attribution', to='records.source'),
        ),
        migrations.AddField(
            model_name='contextfigure',
            name='place',
            field=models.ForeignKey(blank=True, db_index=False, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='context', to='partnerships.place'),
        ),
        migrations.AddField(
            model_name='contextfigure',
            name='source',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='records.source'),
        ),
        migrations.AddField(
            model_name='dataload',
            name='by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='sent by'),
        ),
        migrations.AddField(
            model_name='dataload',
            name='loaded_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='locality',
            name='place',
            field=models.ForeignKey(db_index=False, help_text='The council that it lies in, or lies in with this share', on_delete=django.db.models.deletion.CASCADE, related_name='localities', to='partnerships.place', verbose_name='council'),
        ),
        migrations.AddField(
            model_name='localityrelease',
            name='source',
            field=models.ForeignKey(help_text='Where it was published', on_delete=django.db.models.deletion.PROTECT, related_name='+', to='records.source'),
        ),
        migrations.AddField(
            model_name='locality',
            name='release',
            field=models.ForeignKey(db_index=False, help_text='The list that has it', on_delete=django.db.models.deletion.CASCADE, related_name='rows', to='geography.localityrelease'),
        ),
        migrations.AddConstraint(
            model_name='measure',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('label', ''), _negated=True), models.Q(('definition', ''), _negated=True), models.Q(('levels', ''), _negated=True)), name='measure_says_what_it_counts'),
        ),
        migrations.AddField(
            model_name='measurerelease',
            name='measure',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='releases', to='geography.measure'),
        ),
        migrations.AddField(
            model_name='contextfigure',
            name='release',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='figures', to='geography.measurerelease'),
        ),
        migrations.AddConstraint(
            model_name='attribution',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('licence', ''), _negated=True), models.Q(('line', ''), _negated=True)), name='attribution_says_licence_and_words'),
        ),
        migrations.AddConstraint(
            model_name='dataload',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('contents__isnull', False), ('loaded_at', None)), models.Q(('contents__isnull', True), ('loaded_at__isnull', False)), _connector='OR'), name='data_load_contents_until_loaded'),
        ),
        migrations.AddConstraint(
            model_name='localityrelease',
            constraint=models.UniqueConstraint(fields=('table', 'name'), name='locality_release_once'),
        ),
        migrations.AddConstraint(
            model_name='localityrelease',
            constraint=models.UniqueConstraint(condition=models.Q(('is_current', True)), fields=('table',), name='locality_release_one_current'),
        ),
        migrations.AddIndex(
            model_name='locality',
            index=django.contrib.postgres.indexes.GinIndex(django.contrib.postgres.indexes.OpClass(models.F('name_key'), name='gin_trgm_ops'), condition=models.Q(('is_current', True), ('kind__in', ['city', 'town', 'suburb', 'conurbation', 'built_up_area', 'village', 'hamlet', 'parish', 'place', 'ward', 'neighbourhood', 'constituency'])), name='locality_trigram'),
        ),
        migrations.AddIndex(
            model_name='locality',
            index=models.Index(django.contrib.postgres.indexes.OpClass(models.F('name_key'), name='text_pattern_ops'), condition=models.Q(('is_current', True), ('kind__in', ['city', 'town', 'suburb', 'conurbation', 'built_up_area', 'village', 'hamlet', 'parish', 'place', 'ward', 'neighbourhood', 'constituency'])), name='locality_begins'),
        ),
        migrations.AddIndex(
            model_name='locality',
            index=models.Index(django.contrib.postgres.indexes.OpClass(models.F('name'), name='varchar_pattern_ops'), condition=models.Q(('is_current', True), ('kind__in', ['postcode_district', 'postcode_sector'])), name='locality_postcode'),
        ),
        migrations.AddIndex(
            model_name='locality',
            index=models.Index(fields=['place', 'kind'], name='locality_of_place'),
        ),
        migrations.AddConstraint(
            model_name='locality',
            constraint=models.UniqueConstraint(fields=('release', 'kind', 'name', 'code', 'place'), name='locality_once'),
        ),
        migrations.AddConstraint(
            model_name='locality',
            constraint=models.CheckConstraint(condition=models.Q(('share', None), models.Q(('share__gt', 0), ('share__lte', 1)), _connector='OR'), name='locality_share_is_part'),
        ),
        migrations.AddConstraint(
            model_name='locality',
            constraint=models.CheckConstraint(condition=models.Q(('share_of_council', None), models.Q(('share_of_council__gt', 0), ('share_of_council__lte', 1)), _connector='OR'), name='locality_share_of_council_is_part'),
        ),
        migrations.AddConstraint(
            model_name='locality',
            constraint=models.CheckConstraint(condition=models.Q(('ended_on', None), ('kind', 'ward'), _connector='OR'), name='locality_ended_is_ward'),
        ),
        migrations.AddConstraint(
            model_name='locality',
            constraint=models.CheckConstraint(condition=models.Q(('kind__in', ['city', 'town', 'suburb', 'conurbation', 'built_up_area', 'village', 'hamlet', 'parish', 'place', 'ward', 'neighbourhood', 'constituency', 'postcode_district', 'postcode_sector', 'sub_icb_location', 'police_area', 'fire_authority'])), name='locality_kind_known'),
        ),
        migrations.AddConstraint(
            model_name='measurerelease',
            constraint=models.UniqueConstraint(fields=('measure', 'name'), name='measure_release_once'),
        ),
        migrations.AddConstraint(
            model_name='measurerelease',
            constraint=models.UniqueConstraint(fields=('measure', 'as_of'), name='measure_release_one_a_day'),
        ),
        migrations.AddIndex(
            model_name='contextfigure',
            index=models.Index(fields=['place', 'release'], name='context_figure_of_place'),
        ),
        migrations.AddConstraint(
            model_name='contextfigure',
            constraint=models.UniqueConstraint(fields=('release', 'place'), name='context_figure_once'),
        ),
        migrations.AddConstraint(
            model_name='contextfigure',
            constraint=models.UniqueConstraint(condition=models.Q(('country', ''), _negated=True), fields=('release', 'country'), name='context_figure_of_country_once'),
        ),
        migrations.AddConstraint(
            model_name='contextfigure',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('country__in', ('E92000001', 'K02000001')), ('place', None)), models.Q(('country', ''), ('place__isnull', False)), _connector='OR'), name='context_figure_of_one_area'),
        ),
        migrations.AddConstraint(
            model_name='contextfigure',
            constraint=models.CheckConstraint(condition=models.Q(('value', None), ('words', ''), _connector='OR'), name='context_figure_number_or_words'),
        ),
        migrations.AddConstraint(
            model_name='contextfigure',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('lower_95', None), ('upper_95', None)), models.Q(('lower_95__lte', models.F('value')), ('upper_95__gte', models.F('value'))), _connector='OR'), name='context_figure_within_interval'),
        ),
    ]
