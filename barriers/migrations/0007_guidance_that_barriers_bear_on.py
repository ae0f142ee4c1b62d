import django.db.models.deletion
import django.db.models.functions.datetime
from django.conf import settings
from django.db import migrations, models

from records.tables import TablesTogether

FEW_ROWS = "Its index is made while guidance waits to be written, of which an installation has some dozen"


class Migration(TablesTogether):

    dependencies = [
        ('barriers', '0006_nearest_days'),
        ('partnerships', '0015_strength_of_parts'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name='guidance',
            name='owner',
            field=models.ForeignKey(blank=True, help_text='The organisation that can change it', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='guidance_owned', to='partnerships.organisation', verbose_name='who can change it'),
        ),
        migrations.CreateModel(
            name='BarrierGuidance',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('created_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                ('updated_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                ('version', models.PositiveIntegerField(db_default=1, default=1, editable=False)),
                ('how', models.CharField(choices=[('not_said', 'not said'), ('in_the_way', 'what it says is in the way'), ('unclear', 'it is hard to find or to follow'), ('silent', 'it does not cover this'), ('helps', 'it helps with this')], default='not_said', help_text='As whoever may change the barrier says', max_length=10, verbose_name='how the guidance bears on it')),
                ('barrier', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='guidance_links', to='barriers.barrier')),
                ('created_by', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('guidance', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='barrier_links', to='barriers.guidance')),
            ],
            options={
                'verbose_name': 'guidance that a barrier bears on',
                'verbose_name_plural': 'guidance that barriers bear on',
                'ordering': ['barrier', 'id'],
                'abstract': False,
                'constraints': [models.UniqueConstraint(fields=('guidance', 'barrier'), name='barrier_guidance_once', violation_error_message='This guidance is named already.')],
            },
        ),
    ]
