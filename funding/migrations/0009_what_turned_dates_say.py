from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('funding', '0008_topics_with_history'),
        ('partnerships', '0013_asked_by_link'),
        ('people', '0007_erased_again'),
        ('records', '0006_draft_files'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AlterConstraint(
            model_name='flow',
            name='flow_dates_in_order',
            constraint=models.CheckConstraint(condition=models.Q(('start', None), ('end', None), ('end__gte', models.F('start')), _connector='OR'), name='flow_dates_in_order', violation_error_message='The end can’t be before the start.'),
        ),
        migrations.AlterConstraint(
            model_name='fund',
            name='fund_dates_in_order',
            constraint=models.CheckConstraint(condition=models.Q(('start', None), ('end', None), ('end__gte', models.F('start')), _connector='OR'), name='fund_dates_in_order', violation_error_message='The end can’t be before the start.'),
        ),
        migrations.AlterConstraint(
            model_name='fundround',
            name='fund_round_dates_in_order',
            constraint=models.CheckConstraint(condition=models.Q(('opens', None), ('closes', None), ('closes__gte', models.F('opens')), _connector='OR'), name='fund_round_dates_in_order', violation_error_message='It can’t close before it opens.'),
        ),
        migrations.AlterConstraint(
            model_name='fundround',
            name='fund_round_decided_after_it_opens',
            constraint=models.CheckConstraint(condition=models.Q(('decision', None), ('opens', None), ('decision__gte', models.F('opens')), _connector='OR'), name='fund_round_decided_after_it_opens', violation_error_message='The decision can’t come before it opens.'),
        ),
        migrations.AlterConstraint(
            model_name='monitoringreturn',
            name='return_period_in_order',
            constraint=models.CheckConstraint(condition=models.Q(('period_start', None), ('period_end', None), ('period_end__gte', models.F('period_start')), _connector='OR'), name='return_period_in_order', violation_error_message='The period can’t end before it begins.'),
        ),
        migrations.AlterConstraint(
            model_name='pool',
            name='pool_dates_in_order',
            constraint=models.CheckConstraint(condition=models.Q(('start', None), ('end', None), ('end__gte', models.F('start')), _connector='OR'), name='pool_dates_in_order', violation_error_message='The end can’t be before the start.'),
        ),
        migrations.AlterConstraint(
            model_name='reportingduty',
            name='reporting_duty_dates_in_order',
            constraint=models.CheckConstraint(condition=models.Q(('first_due', None), ('last_due', None), ('last_due__gte', models.F('first_due')), _connector='OR'), name='reporting_duty_dates_in_order', violation_error_message='The last one can’t be due before the first.'),
        ),
    ]
