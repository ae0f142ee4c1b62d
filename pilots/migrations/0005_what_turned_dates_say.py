from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('partnerships', '0014_what_turned_dates_say'),
        ('people', '0008_what_turned_dates_say'),
        ('pilots', '0004_case_studies_sent_back'),
        ('records', '0006_draft_files'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AlterConstraint(
            model_name='evaluation',
            name='evaluation_dates_in_order',
            constraint=models.CheckConstraint(condition=models.Q(('start', None), ('final', None), ('final__gte', models.F('start')), _connector='OR'), name='evaluation_dates_in_order', violation_error_message='The final report can’t come before the start.'),
        ),
        migrations.AlterConstraint(
            model_name='indicatorplan',
            name='plan_dates_in_order',
            constraint=models.CheckConstraint(condition=models.Q(('valid_from', None), ('valid_to', None), ('valid_to__gt', models.F('valid_from')), _connector='OR'), name='plan_dates_in_order', violation_error_message='The end can’t be before the start.'),
        ),
        migrations.AlterConstraint(
            model_name='phase',
            name='phase_plan_in_order',
            constraint=models.CheckConstraint(condition=models.Q(('planned_start', None), ('planned_end', None), ('planned_end__gte', models.F('planned_start')), _connector='OR'), name='phase_plan_in_order', violation_error_message='The end can’t be before the start.'),
        ),
        migrations.AlterConstraint(
            model_name='phase',
            name='phase_dates_in_order',
            constraint=models.CheckConstraint(condition=models.Q(('start', None), ('end', None), ('end__gte', models.F('start')), _connector='OR'), name='phase_dates_in_order', violation_error_message='The end can’t be before the start.'),
        ),
        migrations.AlterConstraint(
            model_name='pilot',
            name='pilot_dates_in_order',
            constraint=models.CheckConstraint(condition=models.Q(('start', None), ('end', None), ('end__gte', models.F('start')), _connector='OR'), name='pilot_dates_in_order', violation_error_message='The end can’t be before the start.'),
        ),
        migrations.AlterConstraint(
            model_name='referral',
            name='referral_period_in_order',
            constraint=models.CheckConstraint(condition=models.Q(('period_start', None), ('period_end', None), ('period_end__gte', models.F('period_start')), _connector='OR'), name='referral_period_in_order', violation_error_message='The end can’t be before the start.'),
        ),
    ]
