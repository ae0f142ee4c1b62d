from django.conf import settings
from django.db import migrations, models

from records.tables import TablesTogether


class Migration(TablesTogether):

    dependencies = [
        ('barriers', '0008_guidance_owners'),
        ('partnerships', '0015_strength_of_parts'),
        ('people', '0008_what_turned_dates_say'),
        ('records', '0006_draft_files'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name='systemicbarrier',
            name='is_as_published',
            field=models.BooleanField(db_default=False, default=False, editable=False, verbose_name='says what its published source says'),
        ),
        migrations.AddConstraint(
            model_name='systemicbarrier',
            constraint=models.CheckConstraint(condition=models.Q(('is_as_published', False), ('source__isnull', False), _connector='OR'), name='systemic_as_published_has_source'),
        ),
    ]
