from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('governance', '0014_asked_by_link'),
        ('partnerships', '0013_asked_by_link'),
        ('people', '0007_erased_again'),
        ('records', '0006_draft_files'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AlterConstraint(
            model_name='agreement',
            name='agreement_dates_in_order',
            constraint=models.CheckConstraint(condition=models.Q(('valid_from', None), ('valid_to', None), ('valid_to__gt', models.F('valid_from')), _connector='OR'), name='agreement_dates_in_order', violation_error_message='The end can’t be before the start.'),
        ),
        migrations.AlterConstraint(
            model_name='agreementparty',
            name='agreement_party_dates_in_order',
            constraint=models.CheckConstraint(condition=models.Q(('valid_from', None), ('valid_to', None), ('valid_to__gt', models.F('valid_from')), _connector='OR'), name='agreement_party_dates_in_order', violation_error_message='The end can’t be before the start.'),
        ),
        migrations.AlterConstraint(
            model_name='board',
            name='board_dates_in_order',
            constraint=models.CheckConstraint(condition=models.Q(('start', None), ('end', None), ('end__gte', models.F('start')), _connector='OR'), name='board_dates_in_order', violation_error_message='The end can’t be before the start.'),
        ),
        migrations.AlterConstraint(
            model_name='boardline',
            name='board_line_dates_in_order',
            constraint=models.CheckConstraint(condition=models.Q(('valid_from', None), ('valid_to', None), ('valid_to__gt', models.F('valid_from')), _connector='OR'), name='board_line_dates_in_order', violation_error_message='The end can’t be before the start.'),
        ),
        migrations.AlterConstraint(
            model_name='dispute',
            name='dispute_dates_in_order',
            constraint=models.CheckConstraint(condition=models.Q(('opened_on', None), ('ended_on', None), ('ended_on__gte', models.F('opened_on')), _connector='OR'), name='dispute_dates_in_order', violation_error_message='The end can’t be before the start.'),
        ),
        migrations.AlterConstraint(
            model_name='disputestep',
            name='dispute_step_dates_in_order',
            constraint=models.CheckConstraint(condition=models.Q(('answer_by', None), ('answer_by__gte', models.F('begun_on')), _connector='OR'), name='dispute_step_dates_in_order', violation_error_message='The answer can’t be due before the step began.'),
        ),
        migrations.AlterConstraint(
            model_name='power',
            name='power_dates_in_order',
            constraint=models.CheckConstraint(condition=models.Q(('valid_from', None), ('valid_to', None), ('valid_to__gt', models.F('valid_from')), _connector='OR'), name='power_dates_in_order', violation_error_message='The end can’t be before the start.'),
        ),
        migrations.AlterConstraint(
            model_name='seat',
            name='seat_dates_in_order',
            constraint=models.CheckConstraint(condition=models.Q(('valid_from', None), ('valid_to', None), ('valid_to__gt', models.F('valid_from')), _connector='OR'), name='seat_dates_in_order', violation_error_message='The end can’t be before the start.'),
        ),
    ]
