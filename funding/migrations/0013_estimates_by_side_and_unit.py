from django.conf import settings
from django.db import migrations, models

from records.tables import TablesTogether


class Migration(TablesTogether):

    dependencies = [
        ('funding', '0012_ends_with_programme'),
        ('partnerships', '0015_strength_of_parts'),
        ('people', '0008_what_turned_dates_say'),
        ('records', '0006_draft_files'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name='estimate',
            name='side',
            field=models.CharField(choices=[('not_known', 'not said'), ('central', 'central government'), ('local', 'councils and local partners'), ('both', 'both sides together')], db_default='not_known', default='not_known', help_text='Whose saving, benefit or cost it is', max_length=9, verbose_name='for which side'),
        ),
        migrations.AddField(
            model_name='estimate',
            name='unit',
            field=models.CharField(choices=[('pounds', 'pounds'), ('hours', 'hours of staff time'), ('days', 'days of staff time')], db_default='pounds', default='pounds', help_text='Pounds, or time of staff', max_length=6, verbose_name='counted in'),
        ),
        migrations.AddConstraint(
            model_name='estimate',
            constraint=models.CheckConstraint(condition=models.Q(('unit', 'pounds'), models.Q(('price_year', None), models.Q(('effect', 'investment'), _negated=True)), _connector='OR'), name='estimate_of_time_has_no_prices', violation_error_message='Staff time has no prices and is not money invested.'),
        ),
    ]
