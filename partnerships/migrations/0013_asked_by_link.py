import django.db.models.deletion
import django.db.models.functions.datetime
from django.conf import settings
from django.db import migrations, models

from records.tables import TablesTogether


class Migration(TablesTogether):

    dependencies = [
        ('partnerships', '0012_parts_end_on_a_last_day'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='ClaimLink',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('token_hash', models.CharField(editable=False, max_length=64, unique=True)),
                ('made_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ('expires_at', models.DateTimeField()),
                ('used_at', models.DateTimeField(blank=True, null=True)),
                ('ended_at', models.DateTimeField(blank=True, null=True)),
                ('record_kind', models.CharField(max_length=40)),
                ('record_id', models.PositiveBigIntegerField()),
                ('email', models.EmailField(blank=True, max_length=254)),
                ('domain', models.CharField(max_length=254)),
                ('published_at', models.URLField(max_length=500)),
                ('answered_by', models.CharField(blank=True, db_default='', default='', max_length=90)),
                ('answered_role', models.CharField(blank=True, db_default='', default='', max_length=100)),
                ('made_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='claim_links', to='partnerships.organisation')),
            ],
            options={
                'ordering': ['-made_at', '-id'],
            },
        ),
        migrations.AddField(
            model_name='member',
            name='claim_link',
            field=models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='partnerships.claimlink', verbose_name='how its word came'),
        ),
        migrations.AddField(
            model_name='programmebody',
            name='claim_link',
            field=models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='partnerships.claimlink', verbose_name='how its word came'),
        ),
        migrations.AddIndex(
            model_name='claimlink',
            index=models.Index(fields=['organisation', 'record_kind', 'record_id'], name='claim_link_of'),
        ),
    ]
