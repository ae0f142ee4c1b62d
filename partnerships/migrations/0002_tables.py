import django.contrib.postgres.constraints
import django.contrib.postgres.indexes
import django.db.models.deletion
import partnerships.place.models.place
import records.names
from django.conf import settings
from records.tables import TablesTogether
from django.db import migrations, models


class Migration(TablesTogether):

    initial = True

    dependencies = [
        ('partnerships', '0001_tables'),
        ('people', '0001_tables'),
        ('records', '0001_tables'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name='member',
            name='source',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='records.source'),
        ),
        migrations.AddField(
            model_name='notduplicate',
            name='created_by',
            field=models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='notduplicate',
            name='taken_back_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='organisation',
            name='created_by',
            field=models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='organisation',
            name='merged_into',
            field=models.ForeignKey(blank=True, db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='merged', to='partnerships.organisation'),
        ),
        migrations.AddField(
            model_name='organisation',
            name='owner_post',
            field=models.ForeignKey(blank=True, db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.jobrole'),
        ),
        migrations.AddField(
            model_name='organisation',
            name='parent',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='teams', to='partnerships.organisation', verbose_name='part of'),
        ),
        migrations.AddField(
            model_name='organisation',
            name='reviewed_by',
            field=models.ForeignKey(blank=True, db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='organisation',
            name='succeeded_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='predecessors', to='partnerships.organisation'),
        ),
        migrations.AddField(
            model_name='notduplicate',
            name='one',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='partnerships.organisation'),
        ),
        migrations.AddField(
            model_name='notduplicate',
            name='other',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='partnerships.organisation'),
        ),
        migrations.AddField(
            model_name='member',
            name='organisation',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='memberships', to='partnerships.organisation'),
        ),
        migrations.AddField(
            model_name='formeraddress',
            name='organisation',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='former_addresses', to='partnerships.organisation'),
        ),
        migrations.AddField(
            model_name='organisationidentifier',
            name='created_by',
            field=models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='organisationidentifier',
            name='organisation',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='identifiers', to='partnerships.organisation'),
        ),
        migrations.AddField(
            model_name='organisationname',
            name='created_by',
            field=models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='organisationname',
            name='organisation',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='names', to='partnerships.organisation'),
        ),
        migrations.AddField(
            model_name='organisationname',
            name='source',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='records.source'),
        ),
        migrations.AddField(
            model_name='organisationplace',
            name='created_by',
            field=models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='organisationplace',
            name='organisation',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='place_links', to='partnerships.organisation'),
        ),
        migrations.AddField(
            model_name='partnership',
            name='created_by',
            field=models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='partnership',
            name='host',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='partnerships_hosted', to='partnerships.organisation'),
        ),
        migrations.AddField(
            model_name='partnership',
            name='source',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='records.source'),
        ),
        migrations.AddField(
            model_name='member',
            name='partnership',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='members', to='partnerships.partnership'),
        ),
        migrations.AddField(
            model_name='partnershipplace',
            name='partnership',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='place_links', to='partnerships.partnership'),
        ),
        migrations.AddField(
            model_name='place',
            name='created_by',
            field=models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='place',
            name='owner_post',
            field=models.ForeignKey(blank=True, db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.jobrole'),
        ),
        migrations.AddField(
            model_name='place',
            name='reviewed_by',
            field=models.ForeignKey(blank=True, db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='partnershipplace',
            name='place',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='partnership_links', to='partnerships.place'),
        ),
        migrations.AddField(
            model_name='partnership',
            name='places',
            field=models.ManyToManyField(related_name='partnerships', through='partnerships.PartnershipPlace', to='partnerships.place'),
        ),
        migrations.AddField(
            model_name='organisationplace',
            name='place',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='organisation_links', to='partnerships.place'),
        ),
        migrations.AddField(
            model_name='organisation',
            name='places',
            field=models.ManyToManyField(related_name='organisations', through='partnerships.OrganisationPlace', to='partnerships.place'),
        ),
        migrations.AddField(
            model_name='formeraddress',
            name='place',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='former_addresses', to='partnerships.place'),
        ),
        migrations.AddField(
            model_name='placecode',
            name='created_by',
            field=models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='placecode',
            name='place',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='codes', to='partnerships.place'),
        ),
        migrations.AddField(
            model_name='placecode',
            name='source',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='records.source'),
        ),
        migrations.AddField(
            model_name='placefigure',
            name='created_by',
            field=models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='placefigure',
            name='place',
            field=models.ForeignKey(help_text='The place as a whole', on_delete=django.db.models.deletion.CASCADE, related_name='figures', to='partnerships.place'),
        ),
        migrations.AddField(
            model_name='placefigure',
            name='source',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='records.source'),
        ),
        migrations.AddField(
            model_name='placelink',
            name='created_by',
            field=models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='placelink',
            name='other',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='links_back', to='partnerships.place'),
        ),
        migrations.AddField(
            model_name='placelink',
            name='place',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='links', to='partnerships.place'),
        ),
        migrations.AddField(
            model_name='placelink',
            name='source',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='records.source'),
        ),
        migrations.AddField(
            model_name='place',
            name='parents',
            field=models.ManyToManyField(related_name='children', through='partnerships.PlaceLink', through_fields=('place', 'other'), to='partnerships.place'),
        ),
        migrations.AddField(
            model_name='placename',
            name='created_by',
            field=models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='placename',
            name='place',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='names', to='partnerships.place'),
        ),
        migrations.AddField(
            model_name='placename',
            name='source',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='records.source'),
        ),
        migrations.AddField(
            model_name='placereach',
            name='ancestor',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='reach_down', to='partnerships.place'),
        ),
        migrations.AddField(
            model_name='placereach',
            name='place',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='reach_up', to='partnerships.place'),
        ),
        migrations.AddField(
            model_name='programme',
            name='builds_on',
            field=models.ManyToManyField(blank=True, related_name='led_to', through='partnerships.EarlierProgramme', through_fields=('programme', 'earlier'), to='partnerships.programme'),
        ),
        migrations.AddField(
            model_name='programme',
            name='created_by',
            field=models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='programme',
            name='lead',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='programmes_led', to='partnerships.organisation'),
        ),
        migrations.AddField(
            model_name='programme',
            name='source',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='records.source'),
        ),
        migrations.AddField(
            model_name='earlierprogramme',
            name='earlier',
            field=models.ForeignKey(db_column='to_programme_id', on_delete=django.db.models.deletion.PROTECT, related_name='later_links', to='partnerships.programme'),
        ),
        migrations.AddField(
            model_name='earlierprogramme',
            name='programme',
            field=models.ForeignKey(db_column='from_programme_id', on_delete=django.db.models.deletion.CASCADE, related_name='earlier_links', to='partnerships.programme'),
        ),
        migrations.AddField(
            model_name='programmeplace',
            name='created_by',
            field=models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='programmeplace',
            name='place',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='programme_links', to='partnerships.place'),
        ),
        migrations.AddField(
            model_name='programmeplace',
            name='programme',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='place_links', to='partnerships.programme'),
        ),
        migrations.AddField(
            model_name='programmeplace',
            name='source',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='records.source'),
        ),
        migrations.AddField(
            model_name='place',
            name='programmes',
            field=models.ManyToManyField(related_name='places', through='partnerships.ProgrammePlace', to='partnerships.programme'),
        ),
        migrations.AddField(
            model_name='reorganisation',
            name='created_by',
            field=models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='reorganisation',
            name='source',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='records.source'),
        ),
        migrations.AddField(
            model_name='reorganisation',
            name='undone_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='reorganisationchange',
            name='reorganisation',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='moved', to='partnerships.reorganisation'),
        ),
        migrations.AddField(
            model_name='reorganisationpart',
            name='organisation',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='reorganisation_parts', to='partnerships.organisation'),
        ),
        migrations.AddField(
            model_name='reorganisationpart',
            name='place',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='reorganisation_parts', to='partnerships.place'),
        ),
        migrations.AddField(
            model_name='reorganisationpart',
            name='reorganisation',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='parts', to='partnerships.reorganisation'),
        ),
        migrations.AddField(
            model_name='synonym',
            name='created_by',
            field=models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='synonym',
            name='organisation',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='synonyms', to='partnerships.organisation'),
        ),
        migrations.AddField(
            model_name='topic',
            name='created_by',
            field=models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='topic',
            name='merged_into',
            field=models.ForeignKey(blank=True, db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='merged', to='partnerships.topic'),
        ),
        migrations.AddField(
            model_name='topic',
            name='parent',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='children', to='partnerships.topic', verbose_name='part of'),
        ),
        migrations.AddField(
            model_name='synonym',
            name='topic',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='synonyms', to='partnerships.topic'),
        ),
        migrations.AddIndex(
            model_name='notduplicate',
            index=models.Index(fields=['created_at', 'id'], name='two_bodies_newest'),
        ),
        migrations.AddConstraint(
            model_name='notduplicate',
            constraint=models.CheckConstraint(condition=models.Q(('one__lt', models.F('other'))), name='two_bodies_in_order'),
        ),
        migrations.AddConstraint(
            model_name='notduplicate',
            constraint=models.CheckConstraint(condition=models.Q(('reason', ''), _negated=True), name='two_bodies_says_why'),
        ),
        migrations.AddConstraint(
            model_name='notduplicate',
            constraint=models.UniqueConstraint(condition=models.Q(('taken_back_at', None)), fields=('one', 'other'), name='two_bodies_said_once'),
        ),
        migrations.AddConstraint(
            model_name='organisationidentifier',
            constraint=models.UniqueConstraint(fields=('scheme', 'value'), name='organisation_identifier_once'),
        ),
        migrations.AddIndex(
            model_name='organisationname',
            index=django.contrib.postgres.indexes.GinIndex(django.contrib.postgres.indexes.OpClass(models.F('name_key'), name='gin_trgm_ops'), name='organisation_name_trigram'),
        ),
        migrations.AddIndex(
            model_name='organisationname',
            index=models.Index(records.names.PlainKey('short_name'), condition=models.Q(('short_name', ''), _negated=True), name='organisation_short_name'),
        ),
        migrations.AddIndex(
            model_name='organisationname',
            index=models.Index(records.names.PlainKey('name'), name='organisation_name_plain'),
        ),
        migrations.AddConstraint(
            model_name='organisationname',
            constraint=models.CheckConstraint(condition=models.Q(('valid_from', None), ('valid_to', None), ('valid_to__gt', models.F('valid_from')), _connector='OR'), name='organisation_name_dates_in_order', violation_error_message='The end must be after the start.'),
        ),
        migrations.AddConstraint(
            model_name='organisationname',
            constraint=models.UniqueConstraint(condition=models.Q(('valid_to', None)), fields=('organisation',), name='organisation_one_current_name'),
        ),
        migrations.AddConstraint(
            model_name='member',
            constraint=models.CheckConstraint(condition=models.Q(('valid_from', None), ('valid_to', None), ('valid_to__gt', models.F('valid_from')), _connector='OR'), name='member_dates_in_order', violation_error_message='The end must be after the start.'),
        ),
        migrations.AddConstraint(
            model_name='member',
            constraint=models.CheckConstraint(condition=models.Q(('commitment', None), ('commitment__lte', 4), _connector='OR'), name='member_commitment_0_to_4'),
        ),
        migrations.AddConstraint(
            model_name='member',
            constraint=models.UniqueConstraint(condition=models.Q(('valid_to', None)), fields=('partnership', 'organisation', 'role'), name='member_once_at_a_time'),
        ),
        migrations.AddConstraint(
            model_name='partnershipplace',
            constraint=models.UniqueConstraint(fields=('partnership', 'place'), name='partnership_place_once'),
        ),
        migrations.AddConstraint(
            model_name='organisationplace',
            constraint=models.UniqueConstraint(fields=('organisation', 'place', 'role'), name='organisation_place_once'),
        ),
        migrations.AddConstraint(
            model_name='organisationplace',
            constraint=models.CheckConstraint(condition=models.Q(('valid_from', None), ('valid_to', None), ('valid_to__gt', models.F('valid_from')), _connector='OR'), name='organisation_place_dates_in_order', violation_error_message='The end must be after the start.'),
        ),
        migrations.AddIndex(
            model_name='organisation',
            index=models.Index(fields=['sort_key', 'id'], name='organisation_by_name'),
        ),
        migrations.AddIndex(
            model_name='organisation',
            index=models.Index(fields=['sector', 'sort_key', 'id'], name='organisation_by_sector'),
        ),
        migrations.AddIndex(
            model_name='organisation',
            index=django.contrib.postgres.indexes.GinIndex(fields=['search'], name='organisation_search'),
        ),
        migrations.AddConstraint(
            model_name='organisation',
            constraint=models.CheckConstraint(condition=models.Q(('parent', models.F('id')), _negated=True), name='organisation_not_its_own_parent'),
        ),
        migrations.AddConstraint(
            model_name='organisation',
            constraint=models.CheckConstraint(condition=models.Q(('merged_into', models.F('id')), _negated=True), name='organisation_not_merged_into_itself'),
        ),
        migrations.AddConstraint(
            model_name='organisation',
            constraint=models.CheckConstraint(condition=models.Q(('is_anchor', False), models.Q(('anchor_reason', ''), _negated=True), _connector='OR'), name='organisation_anchor_has_reason'),
        ),
        migrations.AddConstraint(
            model_name='formeraddress',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('organisation', None), ('place__isnull', False)), models.Q(('organisation__isnull', False), ('place', None)), _connector='OR'), name='former_address_of_one_record'),
        ),
        migrations.AddConstraint(
            model_name='formeraddress',
            constraint=models.UniqueConstraint(condition=models.Q(('place__isnull', False)), fields=('slug',), name='former_address_of_place_once'),
        ),
        migrations.AddConstraint(
            model_name='formeraddress',
            constraint=models.UniqueConstraint(condition=models.Q(('organisation__isnull', False)), fields=('slug',), name='former_address_of_organisation_once'),
        ),
        migrations.AddIndex(
            model_name='placecode',
            index=models.Index(fields=['code'], name='place_code_lookup'),
        ),
        migrations.AddConstraint(
            model_name='placecode',
            constraint=models.CheckConstraint(condition=models.Q(('valid_from', None), ('valid_to', None), ('valid_to__gt', models.F('valid_from')), _connector='OR'), name='place_code_dates_in_order', violation_error_message='The end must be after the start.'),
        ),
        migrations.AddConstraint(
            model_name='placecode',
            constraint=models.UniqueConstraint(fields=('scheme', 'code'), name='place_code_once'),
        ),
        migrations.AddConstraint(
            model_name='placecode',
            constraint=models.UniqueConstraint(condition=models.Q(('valid_to', None)), fields=('place', 'scheme'), name='place_one_current_code'),
        ),
        migrations.AddConstraint(
            model_name='placecode',
            constraint=models.CheckConstraint(condition=models.Q(('code__regex', '^[0-9A-Z.-]+$')), name='place_code_written_plainly'),
        ),
        migrations.AddIndex(
            model_name='placefigure',
            index=models.Index(fields=['measure', 'value'], name='place_figure_by_value'),
        ),
        migrations.AddConstraint(
            model_name='placefigure',
            constraint=models.UniqueConstraint(fields=('place', 'measure', 'name', 'release'), name='place_figure_once'),
        ),
        migrations.AddConstraint(
            model_name='placefigure',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('measure', 'other'), _negated=True), models.Q(('name', ''), _negated=True), _connector='OR'), name='place_figure_says_what', violation_error_message='Say what the figure counts.'),
        ),
        migrations.AddConstraint(
            model_name='placelink',
            constraint=models.CheckConstraint(condition=models.Q(('valid_from', None), ('valid_to', None), ('valid_to__gt', models.F('valid_from')), _connector='OR'), name='place_link_dates_in_order', violation_error_message='The end must be after the start.'),
        ),
        migrations.AddConstraint(
            model_name='placelink',
            constraint=models.CheckConstraint(condition=models.Q(('place', models.F('other')), _negated=True), name='place_not_within_itself', violation_error_message='A place cannot be within itself.'),
        ),
        migrations.AddConstraint(
            model_name='placelink',
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(expressions=[('place', '='), ('other', '='), ('kind', '='), (partnerships.place.models.place.DateRange('valid_from', 'valid_to'), '&&')], name='place_link_never_twice'),
        ),
        migrations.AddConstraint(
            model_name='placelink',
            constraint=models.CheckConstraint(condition=models.Q(('share', None), models.Q(('share__gt', 0), ('share__lte', 1)), _connector='OR'), name='place_link_share_is_part'),
        ),
        migrations.AddIndex(
            model_name='placename',
            index=django.contrib.postgres.indexes.GinIndex(django.contrib.postgres.indexes.OpClass(models.F('name_key'), name='gin_trgm_ops'), name='place_name_trigram'),
        ),
        migrations.AddConstraint(
            model_name='placename',
            constraint=models.CheckConstraint(condition=models.Q(('valid_from', None), ('valid_to', None), ('valid_to__gt', models.F('valid_from')), _connector='OR'), name='place_name_dates_in_order', violation_error_message='The end must be after the start.'),
        ),
        migrations.AddConstraint(
            model_name='placename',
            constraint=models.UniqueConstraint(condition=models.Q(('kind', 'plain'), ('valid_to', None)), fields=('place',), name='place_one_current_name'),
        ),
        migrations.AddIndex(
            model_name='placereach',
            index=models.Index(fields=['place', 'ancestor'], name='place_reach_up'),
        ),
        migrations.AddConstraint(
            model_name='placereach',
            constraint=models.UniqueConstraint(fields=('ancestor', 'place'), name='place_reach_once'),
        ),
        migrations.AddConstraint(
            model_name='programme',
            constraint=models.CheckConstraint(condition=models.Q(('start', None), ('end', None), ('end__gte', models.F('start')), _connector='OR'), name='programme_dates_in_order', violation_error_message='The end must be after the start.'),
        ),
        migrations.AddConstraint(
            model_name='earlierprogramme',
            constraint=models.UniqueConstraint(fields=('programme', 'earlier'), name='earlier_programme_once'),
        ),
        migrations.AddConstraint(
            model_name='earlierprogramme',
            constraint=models.CheckConstraint(condition=models.Q(('programme', models.F('earlier')), _negated=True), name='earlier_programme_is_another'),
        ),
        migrations.AddConstraint(
            model_name='programmeplace',
            constraint=models.UniqueConstraint(fields=('place', 'programme', 'named'), name='programme_place_once'),
        ),
        migrations.AddConstraint(
            model_name='programmeplace',
            constraint=models.CheckConstraint(condition=models.Q(('valid_from', None), ('valid_to', None), ('valid_to__gt', models.F('valid_from')), _connector='OR'), name='programme_place_dates_in_order', violation_error_message='The end must be after the start.'),
        ),
        migrations.AddIndex(
            model_name='place',
            index=models.Index(fields=['sort_key', 'id'], name='place_by_name'),
        ),
        migrations.AddIndex(
            model_name='place',
            index=models.Index(fields=['kind', 'sort_key', 'id'], name='place_by_kind'),
        ),
        migrations.AddIndex(
            model_name='place',
            index=models.Index(condition=models.Q(('is_example', True)), fields=['id'], name='place_example'),
        ),
        migrations.AddConstraint(
            model_name='reorganisation',
            constraint=models.CheckConstraint(condition=models.Q(('reason', ''), _negated=True), name='reorganisation_has_its_reason'),
        ),
        migrations.AddConstraint(
            model_name='reorganisation',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'done'), _negated=True), ('done_at__isnull', False), _connector='OR'), name='reorganisation_done_says_when'),
        ),
        migrations.AddConstraint(
            model_name='reorganisation',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'undone'), _negated=True), ('undone_at__isnull', False), _connector='OR'), name='reorganisation_undone_says_when'),
        ),
        migrations.AddIndex(
            model_name='reorganisationchange',
            index=models.Index(fields=['from_id', 'rule'], name='moved_from'),
        ),
        migrations.AddConstraint(
            model_name='reorganisationchange',
            constraint=models.UniqueConstraint(models.F('reorganisation'), models.F('table'), models.F('rule'), models.F('row_id'), name='moved_row_once_a_rule'),
        ),
        migrations.AddConstraint(
            model_name='reorganisationchange',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('act', 'insert'), ('after__isnull', False), ('before', None)), models.Q(('act', 'update'), ('after__isnull', False), ('before__isnull', False)), models.Q(('act', 'delete'), ('after', None), ('before__isnull', False)), _connector='OR'), name='moved_says_before_and_after'),
        ),
        migrations.AddConstraint(
            model_name='reorganisationpart',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('organisation', None), ('place__isnull', False)), models.Q(('organisation__isnull', False), ('place', None)), _connector='OR'), name='reorganisation_part_of_one_record'),
        ),
        migrations.AddConstraint(
            model_name='topic',
            constraint=models.CheckConstraint(condition=models.Q(('parent', models.F('id')), _negated=True), name='topic_not_its_own_parent'),
        ),
        migrations.AddConstraint(
            model_name='synonym',
            constraint=models.CheckConstraint(condition=models.Q(('topic__isnull', True), ('organisation__isnull', True), _connector='XOR'), name='synonym_of_one_thing'),
        ),
        migrations.AddConstraint(
            model_name='synonym',
            constraint=models.UniqueConstraint(fields=('key', 'topic', 'organisation'), name='synonym_once', nulls_distinct=False),
        ),
    ]
