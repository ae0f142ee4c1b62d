import django.db.models.deletion
from django.db import migrations, models

from records.tables import TablesTogether


FEW_ROWS = "Its indexes are made while seats, powers and parties wait to be written, some thousand in all England"


class Migration(TablesTogether):

    dependencies = [
        ('governance', '0013_agreement_corrections'),
        ('partnerships', '0013_asked_by_link'),
    ]

    operations = [
        migrations.AddField(
            model_name='agreementparty',
            name='claim_link',
            field=models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='partnerships.claimlink', verbose_name='how its word came'),
        ),
        migrations.AddField(
            model_name='power',
            name='claim_link',
            field=models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='partnerships.claimlink', verbose_name='how its word came'),
        ),
        migrations.AddField(
            model_name='seat',
            name='claim_link',
            field=models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='partnerships.claimlink', verbose_name='how its word came'),
        ),
    ]
