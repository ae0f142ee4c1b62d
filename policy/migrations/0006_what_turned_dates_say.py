from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('partnerships', '0014_what_turned_dates_say'),
        ('people', '0008_what_turned_dates_say'),
        ('policy', '0005_policytest_corrections'),
        ('records', '0006_draft_files'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AlterConstraint(
            model_name='priority',
            name='priority_dates_in_order',
            constraint=models.CheckConstraint(condition=models.Q(('start', None), ('end', None), ('end__gte', models.F('start')), _connector='OR'), name='priority_dates_in_order', violation_error_message='The end can’t be before the start.'),
        ),
        migrations.AlterConstraint(
            model_name='priority',
            name='priority_window_in_order',
            constraint=models.CheckConstraint(condition=models.Q(('decide_from', None), ('decide_to', None), ('decide_to__gte', models.F('decide_from')), _connector='OR'), name='priority_window_in_order', violation_error_message='The decisions can’t end before they begin.'),
        ),
    ]
