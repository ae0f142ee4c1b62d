from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('partnerships', '0013_asked_by_link'),
        ('records', '0006_draft_files'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AlterConstraint(
            model_name='member',
            name='member_dates_in_order',
            constraint=models.CheckConstraint(condition=models.Q(('valid_from', None), ('valid_to', None), ('valid_to__gt', models.F('valid_from')), _connector='OR'), name='member_dates_in_order', violation_error_message='The end can’t be before the start.'),
        ),
        migrations.AlterConstraint(
            model_name='organisationname',
            name='organisation_name_dates_in_order',
            constraint=models.CheckConstraint(condition=models.Q(('valid_from', None), ('valid_to', None), ('valid_to__gt', models.F('valid_from')), _connector='OR'), name='organisation_name_dates_in_order', violation_error_message='The end can’t be before the start.'),
        ),
        migrations.AlterConstraint(
            model_name='organisationplace',
            name='organisation_place_dates_in_order',
            constraint=models.CheckConstraint(condition=models.Q(('valid_from', None), ('valid_to', None), ('valid_to__gt', models.F('valid_from')), _connector='OR'), name='organisation_place_dates_in_order', violation_error_message='The end can’t be before the start.'),
        ),
        migrations.AlterConstraint(
            model_name='placecode',
            name='place_code_dates_in_order',
            constraint=models.CheckConstraint(condition=models.Q(('valid_from', None), ('valid_to', None), ('valid_to__gt', models.F('valid_from')), _connector='OR'), name='place_code_dates_in_order', violation_error_message='The end can’t be before the start.'),
        ),
        migrations.AlterConstraint(
            model_name='placelink',
            name='place_link_dates_in_order',
            constraint=models.CheckConstraint(condition=models.Q(('valid_from', None), ('valid_to', None), ('valid_to__gt', models.F('valid_from')), _connector='OR'), name='place_link_dates_in_order', violation_error_message='The end can’t be before the start.'),
        ),
        migrations.AlterConstraint(
            model_name='placename',
            name='place_name_dates_in_order',
            constraint=models.CheckConstraint(condition=models.Q(('valid_from', None), ('valid_to', None), ('valid_to__gt', models.F('valid_from')), _connector='OR'), name='place_name_dates_in_order', violation_error_message='The end can’t be before the start.'),
        ),
        migrations.AlterConstraint(
            model_name='programme',
            name='programme_dates_in_order',
            constraint=models.CheckConstraint(condition=models.Q(('start', None), ('end', None), ('end__gte', models.F('start')), _connector='OR'), name='programme_dates_in_order', violation_error_message='The end can’t be before the start.'),
        ),
        migrations.AlterConstraint(
            model_name='programmebody',
            name='programme_body_dates_in_order',
            constraint=models.CheckConstraint(condition=models.Q(('valid_from', None), ('valid_to', None), ('valid_to__gte', models.F('valid_from')), _connector='OR'), name='programme_body_dates_in_order', violation_error_message='The end can’t be before the start.'),
        ),
        migrations.AlterConstraint(
            model_name='programmeplace',
            name='programme_place_dates_in_order',
            constraint=models.CheckConstraint(condition=models.Q(('valid_from', None), ('valid_to', None), ('valid_to__gte', models.F('valid_from')), _connector='OR'), name='programme_place_dates_in_order', violation_error_message='The end can’t be before the start.'),
        ),
    ]
