from django.db import migrations, models

from records.tables import TablesTogether


class Migration(TablesTogether):

    dependencies = [
        ('governance', '0008_agreements'),
    ]

    operations = [
        migrations.AddField(
            model_name='agreementparty',
            name='claim',
            field=models.CharField(choices=[('earlier', 'recorded before bodies were asked'), ('claimed', 'not confirmed'), ('confirmed', 'confirmed'), ('refused', 'not so')], db_default='earlier', default='claimed', editable=False, max_length=9, verbose_name='confirmed by the body'),
        ),
        migrations.AddField(
            model_name='agreementparty',
            name='claim_on',
            field=models.DateField(blank=True, editable=False, null=True, verbose_name='day of its word'),
        ),
        migrations.AddField(
            model_name='agreementparty',
            name='claim_words',
            field=models.CharField(blank=True, db_default='', default='', editable=False, max_length=300, verbose_name='what the body said of it'),
        ),
        migrations.AddField(
            model_name='power',
            name='claim',
            field=models.CharField(choices=[('earlier', 'recorded before bodies were asked'), ('claimed', 'not confirmed'), ('confirmed', 'confirmed'), ('refused', 'not so')], db_default='earlier', default='claimed', editable=False, max_length=9, verbose_name='confirmed by the body'),
        ),
        migrations.AddField(
            model_name='power',
            name='claim_on',
            field=models.DateField(blank=True, editable=False, null=True, verbose_name='day of its word'),
        ),
        migrations.AddField(
            model_name='power',
            name='claim_words',
            field=models.CharField(blank=True, db_default='', default='', editable=False, max_length=300, verbose_name='what the body said of it'),
        ),
        migrations.AddField(
            model_name='seat',
            name='claim',
            field=models.CharField(choices=[('earlier', 'recorded before bodies were asked'), ('claimed', 'not confirmed'), ('confirmed', 'confirmed'), ('refused', 'not so')], db_default='earlier', default='claimed', editable=False, max_length=9, verbose_name='confirmed by the body'),
        ),
        migrations.AddField(
            model_name='seat',
            name='claim_on',
            field=models.DateField(blank=True, editable=False, null=True, verbose_name='day of its word'),
        ),
        migrations.AddField(
            model_name='seat',
            name='claim_words',
            field=models.CharField(blank=True, db_default='', default='', editable=False, max_length=300, verbose_name='what the body said of it'),
        ),
    ]
