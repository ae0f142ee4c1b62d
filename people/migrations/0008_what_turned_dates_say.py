from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('partnerships', '0014_what_turned_dates_say'),
        ('people', '0007_erased_again'),
        ('records', '0006_draft_files'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AlterConstraint(
            model_name='course',
            name='course_dates_in_order',
            constraint=models.CheckConstraint(condition=models.Q(('start', None), ('end', None), ('end__gte', models.F('start')), _connector='OR'), name='course_dates_in_order', violation_error_message='The end can’t be before the start.'),
        ),
        migrations.AlterConstraint(
            model_name='jobroleholder',
            name='post_holder_dates_in_order',
            constraint=models.CheckConstraint(condition=models.Q(('valid_from', None), ('valid_to', None), ('valid_to__gt', models.F('valid_from')), _connector='OR'), name='post_holder_dates_in_order', violation_error_message='The end can’t be before the start.'),
        ),
        migrations.AlterConstraint(
            model_name='secondment',
            name='secondment_dates_in_order',
            constraint=models.CheckConstraint(condition=models.Q(('start', None), ('end', None), ('end__gte', models.F('start')), _connector='OR'), name='secondment_dates_in_order', violation_error_message='The end can’t be before the start.'),
        ),
    ]
